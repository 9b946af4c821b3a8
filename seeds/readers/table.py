"""CSV tables of our own fields, and exports of databases with the like: a header, then rows."""

import io
from collections.abc import Iterator

from seeds.document import Document
from seeds.formats.own import row_document
from seeds.formats.table import table_cells, table_header
from seeds.page import Page, Rejection, lines_place
from seeds.readers.documents import unread_reason
from seeds.readers.json_form import LOST, placed
from seeds.table_rows import BrokenRow

name = "csv"
form = "CSV with a header (text or title, and more of our fields; comma, semicolon or tab)"

_HEAD = 20_000
_REMEDY = "put cells with separators, line breaks or quotation marks in quotation marks"


def recognises(page: Page) -> bool:
    """Whether the first line is the header of such a table."""
    return table_header(io.StringIO(page.text[:_HEAD])) is not None


def read(page: Page) -> Iterator[Document | Rejection]:
    """A document for each row."""
    header = table_header(io.StringIO(page.text))
    if header is None or header.is_of_retractions:
        reason = "is a table of editorial status: give it with --status, so that works are marked"
        yield page.rejection("file", reason)
        return
    has_rows = False
    for row in table_cells(io.StringIO(page.text), header):
        has_rows = True
        if isinstance(row, BrokenRow):
            yield page.rejection(f"line {row.line}", f"{row.reason}: {_REMEDY}")
            continue
        place, cells = lines_place(row[0].first, row[0].last), row[1]
        yield placed(page, name, place, row_document(cells))
        if any("\ufffd" in cell for cell in cells.values()):
            yield page.rejection(place, LOST)
    if not has_rows:
        yield page.rejection("file", "holds no rows below its header: export it again")
    elif unread := header.unread:
        yield page.rejection("header", unread_reason(unread))
