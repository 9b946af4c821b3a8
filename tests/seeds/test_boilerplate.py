"""What publishers print behind abstracts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.boilerplate import evidence_blocks, without_boilerplate
from seeds.document import Block

BOILERPLATE = [
    "© 2020 The Authors.",
    "© 2020 Wiley Periodicals, Inc.",
    "© 2020. The Author(s), under exclusive licence to Springer Nature Limited.",
    "© The Author(s) 2021. Published by Oxford University Press on behalf of the Society of Hair.",
    "© 2019 Elsevier B.V. All rights reserved.",
    "© Georg Thieme Verlag KG Stuttgart · New York.",
    "© 2018 S. Karger AG, Basel.",
    "© 2017 by the American Society of Hair, e.V.",
    "Copyright © 2020 Elsevier Ltd. All rights reserved.",
    "Copyright © 2019, Smith et al.",
    "Copyright 2018 The Hair Society. Published by John Wiley & Sons, Ltd.",
    "Copyright: the Author(s).",
    "Crown Copyright © 2020. Published by Elsevier Ltd. All rights reserved.",
    "(c) 2009 Elsevier Ireland Ltd. All rights reserved.",
    "This article is protected by copyright. All rights reserved.",
    "This article is protected by copyright.",
    "This article is a U.S. Government work and is in the public domain in the USA.",
    "Published by Elsevier Inc.",
    "Published by Elsevier Masson SAS.",
    "Published 2014. This article is a U.S. Government work and is in the public domain.",
    "Published on behalf of the European Society of Hair.",
    "All rights reserved.",
    "Licensee MDPI, Basel, Switzerland.",
    "© 2020 by the authors. Licensee MDPI, Basel, Switzerland.",
    "(PsycINFO Database Record (c) 2016 APA, all rights reserved).",
    "This is an open access article distributed under the terms of the Creative Commons Attribution"
    " License, which permits unrestricted use, provided the original work is properly cited.",
    "© 2021 The Authors. Hair published by Wiley Periodicals LLC on behalf of the Hair Society.",
    "© 2020 Elsevier Ltd. All rights reserved.",
    "Copyright © 2018 by the Society for the Study of Reproduction, Inc.",
    "© The Author(s) 2020. Published by Oxford University Press. All rights reserved.",
    "(c) 1999 Wiley-Liss, Inc.",
    "(PsycInfo Database Record (c) 2020 APA, all rights reserved).",
    "Published 2017. This article is a U.S. Government work and is in the public domain.",
    "For permissions, please email: journals.permissions@example.org.",
    "© 2021 The Authors. Journal of Vesicles published by Wiley Periodicals, LLC.",
    "See related commentary by Smith and Jones, p. 12.",
    "Clin Cancer Res; 22(3); 1-9. ©2015 AACR.",
    "Ann Neurol 2010;68:1-5.",
    "Copyright 2001 S. Karger AG, Basel.",
    "2013 Elsevier B.V. All rights reserved.",
    "Crown Copyright © 2009. Published by Elsevier Ltd. All rights reserved.",
    "This is an open access article distributed under the Creative Commons Attribution License.",
    "The online version of this article (doi:10.5555/1) contains supplementary material.",
    "© RSNA, 2020.",
    "© 2022. The Author(s), under exclusive licence to Springer-Verlag GmbH Germany.",
]
FINDINGS = [
    "Density rose by 12% (P < 0.05).",
    "Copyright laws reduced the number of copied tests.",
    "The scale was published by Norwood in 1975.",
    "Published by 2020, 12 trials showed no effect.",
    "All rights reserved for patients were respected in the 12 centres.",
    "Open access articles were cited more often.",
    "The licensee treated 30 patients.",
    "Group (c) 2 mg improved most.",
    "© marks were found on 3 of 12 boxes.",
    "Elsevier and Wiley published most of the trials.",
    "We conclude that hair grows (c).",
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
]


@pytest.mark.parametrize("boilerplate", BOILERPLATE)
def test_boilerplate_behind_an_abstract_is_taken_off(boilerplate: str) -> None:
    """Behind a sentence, behind a number, and alone."""
    assert without_boilerplate(f"It grows [12]. {boilerplate}") == "It grows [12]."
    assert without_boilerplate(f"Density was 1.5. {boilerplate}") == "Density was 1.5."
    assert without_boilerplate(boilerplate) == ""


def test_a_mark_that_no_space_parts_from_the_text_is_one() -> None:
    """Some services lose the space."""
    assert without_boilerplate("It grows.© 2018 The Authors.") == "It grows."


@pytest.mark.parametrize(
    "title",
    [
        "Discovery of AG-120: A First-in-Class Inhibitor for the Treatment of Cancers.",
        "2013 Press reports were read.",
    ],
)
def test_what_only_looks_like_a_publishers_name_is_none(title: str) -> None:
    """Behind a sentence, where it stands as one."""
    assert without_boilerplate(f"It grows. {title}") == f"It grows. {title}"


@pytest.mark.parametrize("finding", FINDINGS)
def test_a_sentence_of_findings_is_never_cut(finding: str) -> None:
    """Alone, at the end, and with boilerplate behind it, which alone is taken off."""
    assert without_boilerplate(finding) == finding
    assert without_boilerplate(f"Hair falls. {finding}") == f"Hair falls. {finding}"
    assert without_boilerplate(f"{finding} {BOILERPLATE[0]}") == finding


@pytest.mark.parametrize("finding", FINDINGS)
@pytest.mark.parametrize("boilerplate", BOILERPLATE)
def test_boilerplate_before_a_finding_stays(finding: str, boilerplate: str) -> None:
    """Only what stands at the end is taken off."""
    text = f"{boilerplate} {finding}"
    assert without_boilerplate(text) == text


@given(st.lists(st.sampled_from([*FINDINGS, *BOILERPLATE]), max_size=6))
def test_any_mixture_ends_with_its_last_finding(sentences: list[str]) -> None:
    """Whatever stands before, boilerplate goes up to the last finding and no further."""
    last = max((at for at, one in enumerate(sentences) if one in FINDINGS), default=-1)
    assert without_boilerplate(" ".join(sentences)) == " ".join(sentences[: last + 1])


def test_a_section_of_boilerplate_is_none() -> None:
    """The section before it loses its own."""
    blocks = [Block("Results", f"It grows. {BOILERPLATE[1]}"), Block("Copyright", BOILERPLATE[0])]
    assert evidence_blocks([Block("Aims", ""), *blocks]) == [Block("Results", "It grows.")]
    assert evidence_blocks([Block(None, BOILERPLATE[0])]) == []
