"""Tables of our own fields."""

import io
from pathlib import Path

import pytest

from seeds.document import Document
from seeds.page import Rejection
from seeds.reading import read_bytes, read_file
from seeds.table_rows import BrokenRow, Row, table_rows

GOLDEN = Path(__file__).parent / "exports/table.csv"


def read(*lines: str) -> list[Document | Rejection]:
    """What a table of these lines gives."""
    return list(read_bytes("table.csv", "\n".join(lines).encode()))


def only(*lines: str) -> Document:
    """The one document of a table of these lines."""
    [document] = read(*lines)
    assert isinstance(document, Document)
    return document


def test_an_excel_table_is_read() -> None:
    """Byte-order mark, separator line, quotes, cells of several lines, numbers as 7.0."""
    documents = [one for one in read_file(GOLDEN) if isinstance(one, Document)]
    first = documents[0]
    assert (first.id, first.kind, first.title) == ("pmid:31234567", "abstract", 'Zinc; a "cure"')
    assert first.text == "Hair falls.\nIt grew > 5 mm."
    assert [section.label for section in first.sections] == ["BACKGROUND", "RESULTS"]
    assert (first.authors, first.published, first.citation_count) == (
        ("Jin Kim", "Sun Lee"),
        "2019",
        3,
    )
    assert (first.sources[0].reader, first.sources[0].place) == ("csv", "lines 3-4")
    assert [one.id for one in documents] == ["pmid:31234567", "pmid:8", "pmid:10", "pmid:13"]
    assert [one.published for one in documents] == ["2019", "2020-11", "2021", None]


def test_damaged_rows_are_refused_by_their_line_and_the_others_go_on() -> None:
    """An open quote does not swallow what follows; columns that are not read are told."""
    refused = [one for one in read_file(GOLDEN) if isinstance(one, Rejection)]
    assert [one.place for one in refused] == ["line 6", "line 8", "line 9", "header"]
    assert "quotation mark" in refused[0].reason
    assert "has 8 cells, and the header has 7" in refused[1].reason
    assert "published must be a date" in refused[2].reason
    assert "nothing was read from Mood" in refused[3].reason


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_common_separator_is_told_by_the_header(separator: str) -> None:
    """The one that gives most columns with known names."""
    row = separator.join(("10.5555/a", '"Zinc, iron; and | more"', "2020"))
    document = only(separator.join(("DOI", "Title", "Year")), row)
    assert (document.id, document.title) == ("doi:10.5555/a", "Zinc, iron; and | more")


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("Abstract Note", "Zinc.", "text", "Zinc."),
        ("Author Full Names", "Kim, Jin (57123); Lee, Sun (8)", "authors", ("Jin Kim", "Sun Lee")),
        ("Author(s)", "Kim J, Lee S.", "authors", ("Kim J", "Lee S")),
        ("Author", "Kim, Jin", "authors", ("Jin Kim",)),
        ("Journal/Book", "J Hair", "journal", "J Hair"),
        ("Publication Year", "2020", "published", "2020"),
        ("publication_date", "2020/05/01", "published", "2020-05-01"),
        ("PubMed ID", "7.0", "pmid", "7"),
        ("PMCID", "PMC8", "pmcid", "PMC8"),
        ("Cited by", "12", "citation_count", 12),
        ("Document Type", "Review; Letter", "publication_types", ("Review", "Letter")),
        ("MeSH Terms", "Zinc; Hair", "mesh", ("Zinc", "Hair")),
        ("Language of Original Document", "eng", "language", "en"),
        ("KIND", "Summary", "kind", "summary"),
        ("Key", "ABCD", "id", "key:ABCD"),
        ("id", "12", "aliases", ()),
    ],
)
def test_columns_are_known_by_many_names(column: str, cell: str, field: str, value: object) -> None:
    """In any case, as the exports of databases and reference managers name them."""
    document = only(f"TITLE\t{column}", f"Zinc\t{cell}")
    assert getattr(document, field) == value


def test_the_fullest_of_several_dates_is_taken() -> None:
    """Exports give the year and the date."""
    assert only("Title,Year,Date", "Zinc,2020,2020-05-01").published == "2020-05-01"


def test_an_export_of_pubmed_is_read_without_remarks() -> None:
    """Its other columns say nothing that is kept; a DOI names the work."""
    header = (
        "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,"
        "NIHMS ID,DOI"
    )
    document = only(
        header, '7,"Zinc, iron","Kim J, Lee S.",c,Kim J,J Hair,2020,2020/01/02,,,10.5555/A'
    )
    assert (document.id, document.aliases, document.kind) == (
        "doi:10.5555/a",
        ("pmid:7",),
        "abstract",
    )


def test_a_table_of_retractions_is_not_taken_for_works() -> None:
    """The remedy is named."""
    [refused] = read(
        "Record ID,Title,Author,OriginalPaperDOI,RetractionDOI,RetractionNature", "1,T,A,,,"
    )
    assert isinstance(refused, Rejection)
    assert "--status" in refused.reason


@pytest.mark.parametrize(
    "text",
    ["query-id\tcorpus-id\tscore\na\tb\t1", "In the title, text was long.\nYes.", "Title\nZinc"],
)
def test_what_has_no_such_header_is_of_no_known_form(text: str) -> None:
    """Judgements, prose, a word alone."""
    [refused] = read(text)
    assert isinstance(refused, Rejection)
    assert "of no form that is known" in refused.reason


def test_rows_are_read_as_lines_come() -> None:
    """Quotes inside an unquoted cell are text; empty lines are no rows."""
    lines = io.StringIO('5" needle,b\n\n"x\ny","z ""q"""\n"open,d\n1,2\n')
    assert list(table_rows(lines, ",", 2)) == [
        Row(1, 1, ['5" needle', "b"]),
        Row(3, 4, ["x\ny", 'z "q"']),
        BrokenRow(
            5, "a quotation mark is missing or stands inside a cell (unexpected end of data)"
        ),
        Row(6, 6, ["1", "2"]),
    ]


def test_a_file_of_open_quotes_ends_soon() -> None:
    """Each costs a bounded look ahead."""
    rows = list(table_rows(io.StringIO('"a\n' * 3_001), ",", 2))
    assert all(isinstance(row, BrokenRow) for row in rows)
