"""RIS, as its definition and its many users have it."""

from pathlib import Path

import pytest

from seeds.document import Document
from seeds.page import Found, Rejection
from seeds.reading import read_bytes

PAGE = (Path(__file__).parent / "pages/library.ris").read_bytes()
FOUND = list(read_bytes("library.ris", PAGE))
FULL, BARE, CHAPTER = [entry for entry in FOUND if isinstance(entry, Document)]


def work(*lines: str) -> Document:
    """The document of a work with these lines."""
    [entry] = read_bytes("a.ris", "\n".join(["TY  - JOUR", "TI  - T", *lines, "ER  - "]).encode())
    assert isinstance(entry, Document), entry
    return entry


def test_a_work_is_read_whole() -> None:
    """Behind a preamble, with CRLF: wrapped lines, markup, labels, ids in notes, names, dates."""
    assert FULL.text == (
        "Hair falls (n = 1200), P < 0.05, 10^6 cells.\nIt grows, and does - in mice."
    )
    assert [section.label for section in FULL.sections] == ["Background", "Results"]
    assert FULL.title == "Vesicles of C. acnes in hair loss"
    assert FULL.authors == ("Ana M. García Jr", "Hair Study Group")
    assert (FULL.journal, FULL.published) == ("Journal of invented dermatology", "2019-11-05")
    assert (FULL.id, FULL.aliases) == (
        "doi:10.5555/jid.2019.1",
        ("pmid:30000001", "pmcid:PMC7000001"),
    )
    assert FULL.url == "https://example.org/a"
    assert FULL.publication_types == ("Journal Article", "Randomized Controlled Trial")
    assert FULL.sources[0].place == "lines 4-23"


def test_a_work_without_an_abstract_is_kept() -> None:
    """PubMed's accession number is a PMID, an address holds the DOI, a season leaves the year."""
    assert (BARE.text, BARE.title) == ("", "A work without an abstract")
    assert BARE.id == "doi:10.5555/zh.1998.1"
    assert BARE.aliases == ("pmid:30000003", "pmcid:PMC7000003")
    assert BARE.published == "1998"


def test_other_tags_say_the_same() -> None:
    """T1, A1 and N2 for title, author and abstract; the language is that of the text."""
    assert (CHAPTER.title, CHAPTER.authors) == ("Ein Kapitel", ("Jörg Müller",))
    assert (CHAPTER.language, CHAPTER.publication_types) == ("de", ("Book Chapter",))
    assert CHAPTER.id.startswith("sha:")


def places(found: list[Found]) -> list[str]:
    """The places of what was refused."""
    return [entry.place for entry in found if isinstance(entry, Rejection)]


def test_works_that_were_cut_off_or_say_nothing_are_refused() -> None:
    """Half a sentence is no evidence; the works around it are read."""
    assert places(FOUND) == ["lines 34-36", "lines 43-45"]


def test_a_file_whose_works_have_no_ends_is_read() -> None:
    """Some services leave them out."""
    found = list(read_bytes("a.ris", b"TY  - JOUR\nTI  - One\n\nTY  - JOUR\nTI  - Two\n"))
    assert [entry.title for entry in found if isinstance(entry, Document)] == ["One", "Two"]


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (["PY  - 2020///"], "2020"),
        (["PY  - 2020/03//"], "2020-03"),
        (["Y1  - 2020/03/05/Spring"], "2020-03-05"),
        (["PY  - 2020", "DA  - 2020 Mar"], "2020-03"),
        (["PY  - 2020", "DA  - 2019/12/30"], "2020"),
        (["PY  - in press"], None),
    ],
)
def test_dates_are_as_precise_as_they_are_known(lines: list[str], published: str | None) -> None:
    """Parts may be empty, and a date of another year is another date."""
    assert work(*lines).published == published


@pytest.mark.parametrize(
    ("line", "pmid"),
    [
        ("AN  - 123", None),
        ("AN  - PMID: 123", "123"),
        ("UR  - https://pubmed.ncbi.nlm.nih.gov/123/", "123"),
        ("N1  - Times cited: 7", None),
    ],
)
def test_a_pmid_is_taken_only_where_it_is_said_to_be_one(line: str, pmid: str | None) -> None:
    """Accession numbers of other services are numbers too."""
    assert work(line).pmid == pmid
