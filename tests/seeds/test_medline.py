"""MEDLINE's tagged text, as NLM describes it."""

from pathlib import Path

import pytest

from seeds.document import Document
from seeds.page import Rejection
from seeds.reading import read_bytes
from seeds.status import Status

PAGE = (Path(__file__).parent / "pages/pubmed.nbib").read_bytes()
FOUND = list(read_bytes("pubmed.nbib", PAGE))
FULL, GERMAN, NOTICE = [entry for entry in FOUND if isinstance(entry, Document)]


def test_a_record_is_read_whole() -> None:
    """Lines that go on, labels in capitals, names, ids, the trial, the correction."""
    assert FULL.text == (
        "Hair falls in Mus musculus (n = 1200).\n"
        "We gave 10(6) cells vs. none (NCT04123456), P < 0.05, DNA: 5 µg.\n"
        "Not all grew.\n"
        "It helps [12]."
    )
    assert [section.label for section in FULL.sections] == [
        "BACKGROUND",
        "LAY SUMMARY, IN SHORT",
        "CONCLUSIONS",
    ]
    assert FULL.title == (
        "Vesicles of Cutibacterium acnes and CO(2) in hair loss: a randomised trial"
    )
    assert FULL.authors == ("Ana M García Jr", "Xi de la Cruz", "Hair Study Group")
    assert (FULL.journal, FULL.published) == ("Journal of invented dermatology", "2019-11-05")
    assert (FULL.id, FULL.aliases) == (
        "doi:10.5555/jid.2019.1",
        ("pmid:30000001", "pmcid:PMC7000001"),
    )
    assert FULL.publication_types == ("Journal Article", "Randomized Controlled Trial")
    assert (FULL.mesh, FULL.trial_ids) == (("Alopecia", "Humans"), ("NCT04123456",))
    assert FULL.grants == ("R01 AR000001, NIAMS NIH HHS, United States",)
    assert FULL.conflict_statement == "The authors sell combs."
    assert FULL.status == Status(
        "corrected",
        "2020-02-03",
        "PubMed, ErratumIn: J Invent Dermatol. 2020 Feb 3;8(1):9. doi: 10.5555/erratum."
        " PMID: 30000099",
    )
    assert FULL.sources[0].place == "lines 2-40"


def test_a_record_with_little_in_it_is_kept() -> None:
    """Initials, a translated title, an indexer's abstract; a notice without an abstract."""
    assert (GERMAN.title, GERMAN.titles) == (
        "Hair and nails in winter",
        {"de": "Haare und Nägel im Winter"},
    )
    assert (GERMAN.kind, GERMAN.text) == ("summary", "An indexer wrote this.")
    assert (GERMAN.authors, GERMAN.published, GERMAN.journal) == (("J Müller",), "1998", "Z Haut")
    assert GERMAN.status
    assert (GERMAN.status.kind, GERMAN.status.date) == ("retracted", "2001-05")
    assert (NOTICE.text, NOTICE.published) == ("", "2001-05-01")
    assert NOTICE.status
    assert NOTICE.status.kind == "notice"


def test_a_damaged_record_is_refused_in_its_place() -> None:
    """A line that belongs to no field may be from anywhere; the records around it are read."""
    assert FOUND[1] == Rejection(
        "pubmed.nbib",
        "lines 42-45",
        "line 44 belongs to no field, the record is damaged: fetch it again",
    )


def test_an_abstract_without_labels_at_its_start_has_those_that_are_known() -> None:
    """A word in capitals before a colon is then no label."""
    [entry] = read_bytes("a", b"PMID- 1\nAB  - Hair falls. DNA: low. RESULTS: It grows.\n")
    assert isinstance(entry, Document)
    assert entry.text == "Hair falls. DNA: low.\nIt grows."


@pytest.mark.parametrize("change", [lambda text: text, lambda text: text.replace("\n", "\r\n")])
def test_a_file_that_is_cut_within_a_character_gives_what_stands_before(change: object) -> None:
    """The record in which it ends is refused with the byte, whatever the ends of lines."""
    assert callable(change)
    data = change(PAGE.decode()).encode()
    cut = data[: data.index("ä".encode()) + 1]
    found = list(read_bytes("a.nbib", cut))
    assert [type(entry) for entry in found] == [Document, Rejection, Rejection]
    assert isinstance(found[-1], Rejection)
    assert found[-1].place == f"byte {len(cut) - 1}"
