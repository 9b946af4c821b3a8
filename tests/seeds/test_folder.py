"""A folder of whatever a researcher saved: a file of every format, some damaged."""

import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest

from seeds.document import Document
from seeds.page import Deletion, Found, Rejection
from seeds.readers import READERS, STREAM_READERS
from seeds.reading import read_file, source_files

HERE = Path(__file__).parent
RAW = HERE.parents[1] / "seeds/raw"
PAGES = HERE / "pages"
EXPORTS = HERE / "exports"

Told = list[tuple[str, str]]


def contents() -> dict[str, bytes]:
    """The files of the folder by name: the golden ones as they are, packed, and damaged."""
    files = {path.name: path.read_bytes() for path in (*PAGES.iterdir(), *RAW.iterdir())}
    files |= {
        path.relative_to(EXPORTS).as_posix(): path.read_bytes()
        for path in EXPORTS.rglob("*.*")
        if path.is_file()
    }
    xml, ris = files["pubmed.xml"], files["library.ris"]
    return files | {
        "damaged/archive.xml.gz": gzip.compress(xml, compresslevel=0)[:5_500],
        "damaged/cut.xml": xml[: xml.index(b"30000002")],
        "damaged/declared.xml": b'<?xml version="1.0" encoding="iso-8859-1"?>'
        b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>5</PMID><Article><ArticleTitle>"
        b"5 \xb5g</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
        "damaged/empty.txt": b"",
        "damaged/latin.ris": ris.decode().replace("Müller", "Muller").encode("latin-1"),
        "damaged/latin.xml": b'<?xml version="1.0"?>\n<PubmedArticleSet><PubmedArticle>\xb5',
        "damaged/lost.nbib": "PMID- 9\nTI  - Zinc\nAB  - It grew. P = 10 \ufffd 3.\n".encode(),
        "damaged/paper.pdf": b"%PDF-1.7\n",
        "damaged/two.txt": files["article_plain.txt"] + b"\n" + files["002_7aaa919b2312e4a6.txt"],
        "damaged/wide.bib": files["library.bib"].decode().encode("utf-16-le"),
        "same/library.bib": files["library.bib"],
        "same/pubmed.xml.gz": gzip.compress(xml),
        "same/table.csv": b"DOI;Title;Year\n10.5555/JID.2019.1;Vesicles;2019\n"
        b";Haare im Winter;1998\n",
    }


FIELDS_DAMAGED: Told = [("line 20", "not closed before the next"), ("line 34", "neither a title")]
XML_DAMAGED: Told = [("record 2 (line 55)", "is not well-formed XML in line 60")]
# For each file its reader, how many documents it gives, and what is refused, where and why.
EXPECTED: Mapping[str, tuple[str | None, int, Told]] = {
    "000_263d6f3a3eed7bf4.txt": ("article", 1, []),
    "002_7aaa919b2312e4a6.txt": ("digest", 10, []),
    "article.jats.xml": ("jats", 2, [("record 2 (line 41)", "is not well-formed XML in line 41")]),
    "article_broken.txt": (None, 0, [("line 2, column 321", "the article's record is broken")]),
    "article_broken_inner.txt": (
        "article",
        1,
        [("line 2, column 59 of resultStr", "the article was read without it")],
    ),
    "article_chinese.txt": ("article", 1, []),
    "article_markup.txt": ("article", 1, []),
    "article_plain.txt": ("article", 1, []),
    "article_title_only.txt": ("article", 1, []),
    "damaged/archive.xml.gz": (
        "pubmed",
        1,
        [*XML_DAMAGED, ("byte 5500", "the gzip archive is cut off here")],
    ),
    "damaged/cut.xml": ("pubmed", 1, [("record 2 (line 55)", "the file ends within this")]),
    "damaged/declared.xml": ("pubmed", 1, []),
    "damaged/empty.txt": (None, 0, [("file", "is empty")]),
    "damaged/latin.ris": (None, 0, [("byte 90", "byte 0xED in line 5")]),
    "damaged/latin.xml": (None, 0, [("byte 55", "let its first line declare its encoding")]),
    "damaged/lost.nbib": ("medline", 1, [("lines 1-3", "holds U+FFFD")]),
    "damaged/paper.pdf": (None, 0, [("file", "is a PDF document")]),
    "damaged/two.txt": (None, 0, [("file", "several forms (article and digest)")]),
    "damaged/wide.bib": (None, 0, [("byte 1", "UTF-16 without its byte-order mark")]),
    "digest_malformed.txt": (
        "digest",
        3,
        [
            ("lines 5-6", "is not a work of this form"),
            ("line 7", "“Octember 2003” is not a date"),
            ("line 8", "is not a work of this form"),
            ("line 11", "nothing follows the journal"),
        ],
    ),
    "digest_variants.txt": ("digest", 6, []),
    "documents.jsonl": (
        "documents",
        4,
        [
            ("line 5, record 4", "a string does not end in its line"),
            ("line 6, record 5", "text must be text"),
            ("fields", "nothing was read from mood"),
        ],
    ),
    "dublin_core.html": ("web", 1, []),
    "europe_pmc.json": (
        "europe_pmc",
        3,
        [("line 69, record 4", "neither a title nor an abstract")],
    ),
    "library.bib": ("bibtex", 4, FIELDS_DAMAGED),
    "library.ris": (
        "ris",
        3,
        [("lines 34-36", "it was cut off"), ("lines 43-45", "neither a title")],
    ),
    "linked_data.html": ("web", 1, []),
    "nfcorpus/corpus.jsonl": (
        "beir",
        3,
        [
            ("line 3, record 3", "a string does not end in its line"),
            ("line 4, record 4", "its _id is empty"),
        ],
    ),
    "notes.txt": (None, 0, [("file", "is of no form that is known")]),
    "openalex.json": ("openalex", 2, []),
    "pubmed.html": ("web", 1, []),
    "pubmed.nbib": ("medline", 3, [("lines 42-45", "line 44 belongs to no field")]),
    "pubmed.xml": ("pubmed", 4, XML_DAMAGED),
    "same/library.bib": ("bibtex", 4, FIELDS_DAMAGED),
    "same/pubmed.xml.gz": ("pubmed", 4, XML_DAMAGED),
    "same/table.csv": ("csv", 2, []),
    "semantic_scholar.json": ("semantic_scholar", 2, []),
    "settings.json": ("documents", 1, []),
    "table.csv": (
        "csv",
        4,
        [
            ("line 6", "a quotation mark is missing"),
            ("line 8", "has 8 cells, and the header has 7"),
            ("line 9", "published must be a date"),
            ("header", "nothing was read from Mood"),
        ],
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder on the disk."""
    root = tmp_path_factory.mktemp("saved")
    for name, data in contents().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


@pytest.fixture(scope="module")
def read(folder: Path) -> Mapping[str, list[Found]]:
    """What each file of the folder gives, by its name, in the order of reading."""
    files = [file for file in source_files([folder]) if isinstance(file, Path)]
    return {file.relative_to(folder).as_posix(): list(read_file(file)) for file in files}


def test_each_file_of_a_folder_is_read_and_none_is_passed_over(
    read: Mapping[str, list[Found]],
) -> None:
    """In the order of their names; every reader has its file."""
    assert list(read) == sorted(EXPECTED, key=lambda name: name.split("/"))
    readers = {reader for reader, _, _ in EXPECTED.values() if reader}
    assert readers == {one.name for one in STREAM_READERS} | {one.name for one in READERS}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_of_a_file_is_read_and_what_is_refused(
    read: Mapping[str, list[Found]], folder: Path, name: str
) -> None:
    """Each refusal names the file, the place in it, and why."""
    reader, count, told = EXPECTED[name]
    documents = [one for one in read[name] if isinstance(one, Document)]
    refused = [one for one in read[name] if isinstance(one, Rejection)]
    assert len(documents) == count
    assert {one.sources[0].reader for one in documents} == ({reader} if reader else set())
    assert [one.place for one in refused] == [place for place, _ in told]
    for one, (_, reason) in zip(refused, told, strict=True):
        assert reason in one.reason
        assert one.source == (folder / name).as_posix()


def test_what_describes_one_work_has_ids_in_common(read: Mapping[str, list[Found]]) -> None:
    """In whichever format; and a file that is read again changes none."""
    work = "doi:10.5555/jid.2019.1"
    for name in ("library.bib", "library.ris", "pubmed.nbib", "pubmed.xml", "same/table.csv"):
        assert work in {one.id for one in read[name] if isinstance(one, Document)}, name
    for one, other in (("library.bib", "same/library.bib"), ("pubmed.xml", "same/pubmed.xml.gz")):
        first, second = (
            [found.id for found in read[name] if not isinstance(found, Rejection)]
            for name in (one, other)
        )
        assert first == second


def test_deletions_come_in_their_place(read: Mapping[str, list[Found]]) -> None:
    """They hold for what was read before."""
    kinds = [type(one) for one in read["pubmed.xml"]]
    assert kinds.count(Deletion) == 2
    assert all(isinstance(one, Deletion) for one in read["pubmed.xml"][-2:])
