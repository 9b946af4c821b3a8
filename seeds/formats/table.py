"""Tables: the header that tells the columns of our own fields, and the rows below it."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from seeds.columns import are_of_retractions, field_named, is_passed_over
from seeds.table_rows import BrokenRow, Row, table_rows

_SEPARATORS = ",;\t|"
_SAID_SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)  # as Excel writes it


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, and how and where its rows begin."""

    columns: Sequence[str]
    separator: str
    rows_from: int

    @property
    def unread(self) -> list[str]:
        """The columns that nothing is read from, but for those that are known to hold nothing."""
        return [one for one in self.columns if not (field_named(one) or is_passed_over(one))]

    @property
    def is_of_retractions(self) -> bool:
        """Whether the table is one of editorial status."""
        return are_of_retractions(self.columns)

    @property
    def is_of_documents(self) -> bool:
        """Whether there is a text or a title, and something beside it or just `text`."""
        fields = [field for field in map(field_named, self.columns) if field]
        has_text = "text" in fields or "title" in fields
        return has_text and (len(fields) > 1 or [*map(str.casefold, self.columns)] == ["text"])


def table_header(lines: Iterable[str]) -> Header | None:
    """The header of a table, which its first line that is not empty is, or None.

    Of the common separators the one is taken that gives the most columns with known names.
    """
    said = ""
    for number, line in enumerate(lines, 1):
        if match := _SAID_SEPARATOR.fullmatch(line.strip("\r\n")):
            said = match[1]
        elif line.strip():
            headers = [_header(line, separator, number) for separator in said or _SEPARATORS]
            best = max(
                headers,
                key=lambda one: (
                    one.is_of_retractions,
                    sum(field_named(column) is not None for column in one.columns),
                ),
            )
            return best if best.is_of_documents or best.is_of_retractions else None
    return None


def _header(line: str, separator: str, number: int) -> Header:
    row = next(table_rows([line], separator), None)
    cells = row.cells if isinstance(row, Row) else ()
    return Header(tuple(cell.strip() for cell in cells), separator, number + 1)


def table_cells(
    lines: Iterable[str], header: Header
) -> Iterator[tuple[Row, dict[str, str]] | BrokenRow]:
    """The rows of a table's lines, all of them, below its header: each with its cells by column.

    Of columns with one name the first that says something counts.
    """
    below = itertools.islice(lines, header.rows_from - 1, None)
    width = len(header.columns)
    for row in table_rows(below, header.separator, width, header.rows_from):
        if isinstance(row, BrokenRow):
            yield row
            continue
        cells: dict[str, str] = {}
        for column, cell in zip(header.columns, row.cells, strict=True):
            if cell.strip() or column not in cells:
                cells[column] = cells.get(column) or cell
        yield row, cells
