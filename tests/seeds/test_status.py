"""Editorial status."""

import pytest

from seeds.status import Relation, Status, publication_status

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
