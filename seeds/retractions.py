"""Tables of editorial status in the columns of Retraction Watch, as Crossref gives them out."""

import codecs
import datetime
import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping

from seeds.columns import plain_column
from seeds.date import iso_date
from seeds.decoding import DecodingError
from seeds.field import shown
from seeds.formats.table import Header, table_cells, table_header
from seeds.identifier import normal_doi, normal_pmid, work_ids
from seeds.page import Rejection, lines_place
from seeds.status import Marking, Status, StatusKind
from seeds.stream import Stream
from seeds.table_rows import BrokenRow, Row
from seeds.unpacking import unpacked

NAME = "Retraction Watch"

_KINDS: Mapping[str, StatusKind] = {
    "retraction": "retracted",
    "expression of concern": "concern",
    "correction": "corrected",
    "reinstatement": "reinstated",
}
_NOTHING = frozenset(("", "0", "unavailable", "none", "nan", "n/a", "na", "-"))
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?")
_BROKEN = "put cells with separators, line breaks or quotation marks in quotation marks"
_NO_TABLE = (
    "is no table of editorial status: its first line must name RetractionNature, and"
    " OriginalPaperDOI or OriginalPaperPubMedID, as the table of Retraction Watch does"
)
_ENCODING = "latin-1"  # it reads any bytes, and all that is taken from such a table is ASCII
_MARK = codecs.BOM_UTF8.decode(_ENCODING)


def markings(stream: Stream) -> Iterator[Marking | Rejection]:
    """What each row of a table says, in its order, and what of it could not be read.

    A cell that cannot be read is refused, and what else its row says is taken.
    """
    try:
        lines = stream.lines if _is_unicode(stream) else lambda: _latin_lines(stream)
        header = table_header(lines())
        if header is None or not header.is_of_retractions:
            yield stream.rejection("file", _NO_TABLE)
            return
        yield from _rows(stream, header, (f"{line}\n" for line in lines()))
    except DecodingError as error:
        yield stream.rejection(error.place, error.reason)


def _rows(stream: Stream, header: Header, lines: Iterable[str]) -> Iterator[Marking | Rejection]:
    seen: set[str] = set()
    for found in table_cells(lines, header):
        if isinstance(found, BrokenRow):
            yield stream.rejection(f"line {found.line}", f"{found.reason}: {_BROKEN}")
            continue
        row, cells = found
        faults: list[str] = []
        marking = _marking(row, {plain_column(name): cells[name] for name in cells}, seen, faults)
        place = lines_place(row.first, row.last)
        yield from (stream.rejection(place, fault) for fault in faults)
        if marking:
            yield marking


def _marking(
    row: Row, cells: Mapping[str, str], seen: set[str], faults: list[str]
) -> Marking | None:
    nature = " ".join(cells.get("retractionnature", "").split())
    kind = _KINDS.get(nature.casefold())
    if kind is None:
        known = ", ".join(_KINDS)
        faults.append(f"RetractionNature is {shown(nature)}; these are known: {known}")
        return None
    date = _date(cells.get("retractiondate", ""), faults)
    number = " ".join(cells.get("recordid", "").split())
    source = f"{NAME}, record {number}: {nature}" if number else f"{NAME}: {nature}"
    works = _names(cells, "OriginalPaper", faults)
    # Some works were retracted at their own address.
    notices = [name for name in _names(cells, "Retraction", faults) if name not in works]
    statuses = [(name, Status(kind, date, source)) for name in works]
    statuses += [(name, Status("notice", date, source)) for name in notices]
    key = number
    if not number or number in seen:
        digest = hashlib.sha256("\n".join(row.cells).encode("utf-8", "surrogatepass"))
        key = f"{number}/{digest.hexdigest()[:16]}".lstrip("/")
    seen.add(key)
    return Marking(key, tuple(statuses))


def _names(cells: Mapping[str, str], of: str, faults: list[str]) -> tuple[str, ...]:
    """The ids of the work that columns name: `OriginalPaperDOI` and `OriginalPaperPubMedID`."""
    doi, pmid = (cells.get(f"{of.casefold()}{end}", "").strip() for end in ("doi", "pubmedid"))
    pmid = pmid.removesuffix(".0")
    known_doi = None if doi.casefold() in _NOTHING else normal_doi(doi)
    known_pmid = None if pmid.casefold() in _NOTHING else normal_pmid(pmid)
    for column, cell, known, what in (
        (f"{of}DOI", doi, known_doi, "DOI"),
        (f"{of}PubMedID", pmid, known_pmid, "PubMed id"),
    ):
        if known is None and cell.casefold() not in _NOTHING:
            faults.append(
                f"{column} is {shown(cell)}, which is no {what}; the rest of the row is in"
            )
    return work_ids(known_doi, known_pmid, None)


def _date(cell: str, faults: list[str]) -> str | None:
    """The date of a cell, which exports write as month/day/year, with or without a time."""
    text = " ".join(cell.split())
    if text.casefold() in _NOTHING:
        return None
    date = iso_date(text)
    if american := _AMERICAN.fullmatch(text):
        month, day, year = map(int, american.groups())
        try:
            date = datetime.date(year, month, day).isoformat()
        except ValueError:
            date = None
    if date is None:
        faults.append(
            f"RetractionDate is {shown(text)}, which is no date (month/day/year, or"
            " year-month-day); the rest of the row is in, undated"
        )
    return date


def _is_unicode(stream: Stream) -> bool:
    """Whether the bytes are UTF-8 all through, or what `Stream` reads or refuses otherwise."""
    header = table_header(stream.head.split("\n"))
    if header is None or not header.is_of_retractions:
        return True
    with stream.open() as file:
        pieces = unpacked(file)
        first = next(pieces, b"")
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return True
        try:
            for _ in codecs.iterdecode(itertools.chain([first], pieces), "utf-8"):
                pass
        except UnicodeDecodeError:
            return False
    return True


def _latin_lines(stream: Stream) -> Iterator[str]:
    rest = ""
    with stream.open() as file:
        for piece in codecs.iterdecode(unpacked(file), _ENCODING):
            *lines, rest = (rest + piece).split("\n")
            yield from (line.removesuffix("\r").removeprefix(_MARK) for line in lines)
    if rest:
        yield rest
