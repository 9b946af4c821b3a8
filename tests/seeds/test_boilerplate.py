"""Boilerplate at the end of abstracts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.boilerplate import without_boilerplate

FINDING = "Hair density rose by 12% (P < 0.05)."
NOTICES = (
    "© 2020 Elsevier Ltd. All rights reserved.",
    "Copyright © 2018 by the Society for the Study of Reproduction, Inc.",
    "© The Author(s) 2020. Published by Oxford University Press. All rights reserved.",
    "(c) 1999 Wiley-Liss, Inc.",
    "(PsycInfo Database Record (c) 2020 APA, all rights reserved).",
    "This article is protected by copyright. All rights reserved.",
    "Published 2017. This article is a U.S. Government work and is in the public domain.",
    "For permissions, please email: journals.permissions@example.org.",
    "© 2021 The Authors. Journal of Vesicles published by Wiley Periodicals, LLC.",
    "See related commentary by Smith and Jones, p. 12.",
    "Clin Cancer Res; 22(3); 1-9. ©2015 AACR.",
    "Ann Neurol 2010;68:1-5.",
    "Copyright 2001 S. Karger AG, Basel",
    "© Georg Thieme Verlag KG Stuttgart · New York.",
    "2013 Elsevier B.V. All rights reserved.",
    "Crown Copyright © 2009. Published by Elsevier Ltd. All rights reserved.",
    "Licensee MDPI, Basel, Switzerland.",
    "This is an open access article distributed under the Creative Commons Attribution License.",
    "The online version of this article (doi:10.5555/1) contains supplementary material.",
    "© RSNA, 2020.",
    "© 2022. The Author(s), under exclusive licence to Springer-Verlag GmbH Germany.",
)
FINDINGS = (
    "(C) 2000 patients in group C.",
    "(c) 2010 Patients had 12% more hair.",
    "Copyright law increased the cost.",
    "Published by 12 groups, the trials showed benefit.",
    "Copyright 2001 patients improved.",
    "This is an open question.",
    "All rights were reserved by women in 12% of cases.",
    "See related results in Table 2.",
    "Published data were pooled.",
    "The online version of this article was read by 12 patients.",
    "© was measured in rats.",
    "Trial registration: ClinicalTrials.gov NCT04123456.",
    "2013 Press reports were read.",
)


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("gap", [" ", "\n"])
def test_notices_at_the_end_are_left_out(notice: str, gap: str) -> None:
    """Copyright, publisher, licence, and the abstract's own citation."""
    assert without_boilerplate(f"{FINDING}{gap}{notice}") == FINDING


def test_notices_that_follow_without_a_space_are_left_out() -> None:
    """Exports glue them to the last sentence."""
    assert without_boilerplate(f"{FINDING}© 2020 Elsevier Ltd. All rights reserved.") == FINDING
    assert without_boilerplate(f"{FINDING}Copyright © 1996, Society for Hair") == FINDING


@pytest.mark.parametrize("finding", FINDINGS)
def test_findings_that_look_like_notices_are_kept(finding: str) -> None:
    """One word of a statement keeps a sentence."""
    text = f"{FINDING} {finding}"
    assert without_boilerplate(text) == text


def test_what_stands_before_a_finding_is_kept() -> None:
    """Only what nothing but boilerplate follows is at the end."""
    text = f"© 2020 Elsevier Ltd. All rights reserved. {FINDING}"
    assert without_boilerplate(text) == text


@pytest.mark.parametrize(
    "text", ["No abstract available.", "[Abstract not available]", "© 2020 Wiley.", ""]
)
def test_a_text_of_boilerplate_alone_is_empty(text: str) -> None:
    """A place-holder is no abstract."""
    assert without_boilerplate(text) == ""


@given(st.lists(st.sampled_from([*NOTICES, *FINDINGS, FINDING]), max_size=5).map(" ".join))
def test_no_finding_is_ever_cut(text: str) -> None:
    """What is kept is the text's beginning, and all findings are in it."""
    kept = without_boilerplate(text)
    assert text.startswith(kept)
    assert all(kept.count(finding) == text.count(finding) for finding in (*FINDINGS, FINDING))
