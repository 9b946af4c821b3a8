"""Editorial status."""

from itertools import permutations
from typing import cast

import pytest

from seeds.status import Relation, Status, StatusKind, prevailing, publication_status

RETRACTION = Relation("RetractionIn", "J Hair. 2020 Jan 3;1(1):5 (PMID 9)")
ERRATUM = Relation("ErratumIn", "J Hair. 2019;1(1):4")


def test_what_weighs_most_is_the_status() -> None:
    """A retracted work stays retracted, whatever was corrected before; order does not matter."""
    for relations in ([RETRACTION, ERRATUM], [ERRATUM, RETRACTION]):
        status = publication_status("PubMed", ["Retracted Publication"], relations)
        assert status == Status(
            "retracted", "2020-01-03", "PubMed, RetractionIn: J Hair. 2020 Jan 3;1(1):5 (PMID 9)"
        )


def test_a_type_alone_tells_a_retraction() -> None:
    """Before the notice itself is in the record, and in any case of letters."""
    assert publication_status("PubMed", ["retracted publication"], [ERRATUM]) == Status(
        "retracted", None, "PubMed, publication type: retracted publication"
    )


@pytest.mark.parametrize(
    "kind",
    [
        "Retraction of Publication",
        "Retraction Notice",
        "Expression of Concern",
        "Published Erratum",
    ],
)
def test_a_notice_is_a_notice(kind: str) -> None:
    """Also one that was itself corrected or withdrawn."""
    status = publication_status("PubMed", ["Journal Article", kind], [RETRACTION])
    assert status
    assert status.kind == "notice"


@pytest.mark.parametrize(
    ("reference", "date"),
    [
        ("J Hair. 2020;1(1):5", "2020"),
        ("J Hair. 2020 Feb;1(1):5", "2020-02"),
        ("J Hair 1999. 2020 Feb 30;1(1):5", "1999"),
        ("", None),
    ],
)
def test_the_date_is_that_of_the_notice(reference: str, date: str | None) -> None:
    """As its reference has it."""
    status = publication_status("PubMed", [], [Relation("ErratumIn", reference)])
    assert status
    assert (status.kind, status.date) == ("corrected", date)


def test_other_types_and_relations_are_no_status() -> None:
    """Comments, updates and references say nothing of the work's standing."""
    others = [Relation("CommentIn", "J"), Relation("UpdateOf", "J"), Relation("Cites", "J")]
    assert publication_status("PubMed", ["Journal Article"], others) is None


def said(*statuses: str) -> list[Status]:
    """Statuses written `kind date`."""
    return [
        Status(cast(StatusKind, kind), date or None, "x")
        for kind, _, date in (one.partition(" ") for one in statuses)
    ]


@pytest.mark.parametrize(
    ("statuses", "holds"),
    [
        (("retracted 2020-01-03", "reinstated 2021-01-01"), "reinstated 2021-01-01"),
        (("retracted 2020-01-03", "reinstated 2020-01-03"), "retracted 2020-01-03"),
        (("retracted 2022", "reinstated 2021-01-01"), "retracted 2022"),
        (("retracted 2021", "reinstated 2021-05-01"), "retracted 2021"),
        (("retracted", "reinstated 2021-05-01"), "retracted"),
        (("retracted 2020", "reinstated"), "retracted 2020"),
        (("retracted 2020", "corrected 2021"), "retracted 2020"),
        (("concern 2020", "corrected 2021"), "corrected 2021"),
        (("concern 2020-01", "corrected 2020"), "concern 2020-01"),
        (("concern", "corrected 2021"), "concern"),
        (("notice 2019", "corrected 2021"), "notice 2019"),
        (("notice 2021", "retracted 2019"), "retracted 2019"),
        (("retracted 2019", "reinstated 2020", "corrected 2021"), "corrected 2021"),
        (("retracted 2019", "reinstated 2020", "retracted 2021"), "retracted 2021"),
        (("corrected 2019", "corrected 2021", "corrected"), "corrected 2021"),
    ],
)
def test_the_latest_holds_and_a_retraction_until_it_is_lifted(
    statuses: tuple[str, ...], holds: str
) -> None:
    """The graver where the later is not known; in any order."""
    for order in permutations(said(*statuses)):
        assert [prevailing(order)] == said(holds)


def test_where_nothing_is_said_there_is_no_status() -> None:
    """None holds."""
    assert prevailing([]) is None
