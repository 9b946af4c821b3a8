"""Tables of editorial status."""

import gzip
from pathlib import Path

import pytest

from seeds.page import Rejection
from seeds.reading import read_statuses
from seeds.status import Marking, Status

COLUMNS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,"
    "RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
)
KEPT = (
    '7,"A ""mouse"" model,\r\nof hair",(BLS);,"Institut für Haut; Seoul",Hair,Elsevier,Korea,'
    "J Kim;S Lee,http://x.test,Research Article;,1/23/2024 0:00,10.1000/Notice,0,2/1/2019 0:00,"
    "https://doi.org/10.1000/HAIR.1,30000001,Retraction,+Falsification;,No,"
)
SOURCE = "Retraction Watch, record 7: Retraction"
SAID = Marking(
    "7",
    (
        ("doi:10.1000/hair.1", Status("retracted", "2024-01-23", SOURCE)),
        ("pmid:30000001", Status("retracted", "2024-01-23", SOURCE)),
        ("doi:10.1000/notice", Status("notice", "2024-01-23", SOURCE)),
    ),
)


def read(tmp_path: Path, content: str | bytes) -> list[Marking | Rejection]:
    """What a table says."""
    file = tmp_path / "table.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_statuses(file))


def row(**cells: str) -> str:
    """A table of one row."""
    values = {"RetractionNature": "Retraction", "OriginalPaperDOI": "10.1000/a"} | cells
    return ",".join(values) + "\n" + ",".join(f'"{value}"' for value in values.values())


@pytest.mark.parametrize(
    "content",
    [
        f"{COLUMNS}\r\n{KEPT}\r\n".encode(),
        f"\ufeff{COLUMNS}\n{KEPT}".encode(),
        f"{COLUMNS}\r\n{KEPT}\r\n".encode("latin-1"),
        b"\xef\xbb\xbf" + f"{COLUMNS}\r\n{KEPT}\r\n".encode("latin-1"),
        f"{COLUMNS}\r\n{KEPT}\r\n".encode("utf-16"),
        gzip.compress(f"{COLUMNS}\r\n{KEPT}\r\n".encode("latin-1")),
        f"{COLUMNS}\r\n{KEPT}\r\n".encode() + b"8" + b"," * 16 + b"Correction,,Caf\xe9,\r\n",
    ],
    ids=["plain", "mark", "latin", "latin with mark", "utf-16", "packed", "one byte"],
)
def test_exports_are_read_in_whatever_encoding_they_come(tmp_path: Path, content: bytes) -> None:
    """Identifiers in any case and form, dates with a time, cells with quotes and line breaks."""
    assert read(tmp_path, content)[0] == SAID


@pytest.mark.parametrize(
    ("nature", "kind"),
    [
        ("Retraction", "retracted"),
        ("expression of  concern", "concern"),
        ("Correction", "corrected"),
        ("REINSTATEMENT", "reinstated"),
    ],
)
def test_each_nature_is_a_status(tmp_path: Path, nature: str, kind: str) -> None:
    """In any case of letters."""
    [found] = read(tmp_path, row(RetractionNature=nature))
    assert isinstance(found, Marking)
    assert [(name, status.kind) for name, status in found.statuses] == [("doi:10.1000/a", kind)]


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("1/23/2024 0:00", "2024-01-23"),
        ("12/3/2024", "2024-12-03"),
        ("2024-01-23", "2024-01-23"),
        ("2024-01-23 00:00:00", "2024-01-23"),
        ("2024", "2024"),
        ("", None),
    ],
)
def test_dates_are_read_as_exports_write_them(tmp_path: Path, cell: str, date: str | None) -> None:
    """Month first, where there are strokes."""
    [found] = read(tmp_path, row(RetractionDate=cell))
    assert isinstance(found, Marking)
    assert found.statuses[0][1].date == date


@pytest.mark.parametrize("nothing", ["unavailable", "Unavailable", "0", "", "0.0"])
def test_identifiers_that_are_not_there_are_no_fault(tmp_path: Path, nothing: str) -> None:
    """A work without any is kept, and marks nothing."""
    cells = {"OriginalPaperDOI": "unavailable", "OriginalPaperPubMedID": nothing}
    [found] = read(tmp_path, row(**cells))
    assert isinstance(found, Marking)
    assert found.statuses == ()


def test_a_work_retracted_at_its_own_address_is_no_notice(tmp_path: Path) -> None:
    """The notice has an id of its own, or there is none to mark."""
    cells = {"RetractionDOI": "10.1000/A", "RetractionPubMedID": "12.0"}
    [found] = read(tmp_path, row(**cells))
    assert isinstance(found, Marking)
    said = [(name, status.kind) for name, status in found.statuses]
    assert said == [("doi:10.1000/a", "retracted"), ("pmid:12", "notice")]


@pytest.mark.parametrize(
    ("cells", "said", "kept"),
    [
        ({"RetractionNature": "Withdrawn"}, "RetractionNature is 'Withdrawn'; these are known", 0),
        ({"RetractionDate": "23/1/2024"}, "RetractionDate is '23/1/2024', which is no date", 1),
        ({"OriginalPaperDOI": "hair.1"}, "OriginalPaperDOI is 'hair.1', which is no DOI", 1),
        ({"RetractionPubMedID": "x"}, "RetractionPubMedID is 'x', which is no PubMed id", 1),
        ({"Notes": 'a "bad" cell'}, "a quotation mark is missing or stands inside a cell", 0),
    ],
)
def test_what_cannot_be_read_is_refused_by_line(
    tmp_path: Path, cells: dict[str, str], said: str, kept: int
) -> None:
    """The rest of the row is taken where it says something."""
    found = read(tmp_path, row(**cells))
    [refused] = [one for one in found if isinstance(one, Rejection)]
    assert refused.place == "line 2"
    assert said in refused.reason
    assert len(found) == 1 + kept


def test_a_number_that_comes_twice_hides_nothing(tmp_path: Path) -> None:
    """Two rows are two, whatever their number; without any they are known by what they say."""
    rows = "1,10.1000/a,Retraction\n1,10.1000/b,Retraction"
    table = f"Record ID,OriginalPaperDOI,RetractionNature\n{rows}"
    keys = [one.key for one in read(tmp_path, table) if isinstance(one, Marking)]
    assert keys[0] == "1"
    assert len(set(keys)) == 2
    bare = "OriginalPaperPubMedID;RetractionNature\n1;Retraction\n2;Retraction\n"
    keys = [one.key for one in read(tmp_path, bare) if isinstance(one, Marking)]
    assert len(set(keys)) == 2


@pytest.mark.parametrize("content", ["title,abstract\nA,B\n", "", "{}", b"%PDF-1.4", b"a\x00b"])
def test_another_file_is_refused(tmp_path: Path, content: str | bytes) -> None:
    """With what such a table has."""
    [refused] = read(tmp_path, content)
    assert isinstance(refused, Rejection)
    assert refused.place in ("file", "byte 1")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """As for documents."""
    [refused] = read_statuses(tmp_path / "none.csv")
    assert isinstance(refused, Rejection)
    assert "does not exist" in refused.reason
