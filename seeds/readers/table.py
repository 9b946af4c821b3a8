"""CSV tables of our own fields, and exports of databases with the like: a header, then rows."""

import io
from collections.abc import Iterator

from seeds.formats.own import row_document
from seeds.formats.table import table_cells, table_header
from seeds.page import Found, lines_place, placed
from seeds.readers.documents import unread_reason
from seeds.stream import Stream
from seeds.table_rows import BrokenRow

name = "csv"
form = "CSV with a header (text or title, and more of our fields; comma, semicolon or tab)"

_HEAD = 20_000
_REMEDY = "put cells with separators, line breaks or quotation marks in quotation marks"


def recognises(head: str) -> bool:
    """Whether the first line is the header of such a table."""
    return table_header(io.StringIO(head[:_HEAD])) is not None


def read(stream: Stream) -> Iterator[Found]:
    """A document for each row."""
    header = table_header(_lines(stream))
    if header is None or header.is_of_retractions:
        reason = "is a table of editorial status: give it with --status, so that works are marked"
        yield stream.rejection("file", reason)
        return
    has_rows = False
    for row in table_cells(_lines(stream), header):
        has_rows = True
        if isinstance(row, BrokenRow):
            yield stream.rejection(f"line {row.line}", f"{row.reason}: {_REMEDY}")
        else:
            place = lines_place(row[0].first, row[0].last)
            yield placed(stream, name, place, row_document(row[1]))
    if not has_rows:
        yield stream.rejection("file", "holds no rows below its header: export it again")
    elif unread := header.unread:
        yield stream.rejection("header", unread_reason(unread))


def _lines(stream: Stream) -> Iterator[str]:
    """The lines with their ends, which within a cell are part of it."""
    return (f"{line}\n" for line in stream.lines())
