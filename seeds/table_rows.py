"""The rows of tables in CSV, one by one: any common separator, damaged rows apart."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SEPARATORS = ",;\t|"

_MOST_LINES = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, and the lines of the file that it takes up, counted from 1."""

    first: int
    last: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that is not read, the line that it begins in, and the reason."""

    line: int
    reason: str


class _Lines:
    """Lines with their numbers, of which those that a row took wrongly can be given back."""

    def __init__(self, lines: Iterable[str], first: int) -> None:
        self._waiting: deque[tuple[int, str]] = deque()
        self._source = enumerate(lines, first)
        self.taken: list[tuple[int, str]] = []

    def __iter__(self) -> Iterator[str]:
        """The lines of one row, until no more are asked for."""
        while len(self.taken) < _MOST_LINES:
            line = self._waiting.popleft() if self._waiting else next(self._source, None)
            if line is None:
                return
            self.taken.append(line)
            yield line[1]

    def give_back(self) -> None:
        """All lines of the row but its first are to be read once more."""
        self._waiting.extendleft(reversed(self.taken[1:]))


def table_rows(
    lines: Iterable[str], separator: str, width: int | None = None, first: int = 1
) -> Iterator[Row | BrokenRow]:
    """The rows of lines; where a width is given, those with more or fewer cells are broken.

    A row that is broken costs its first line alone: what follows is read as if it began there.
    """
    source = _Lines(lines, first)
    while True:
        source.taken.clear()
        fault = ""
        cells: list[str] = []
        try:
            cells = next(csv.reader(source, delimiter=separator, strict=True), [])
        except csv.Error as error:
            fault = f"a quotation mark is missing or stands inside a cell ({error})"
        if not source.taken:
            return
        if not fault and width is not None and any(cells):
            cells, fault = _fitted(cells, width)
        if fault:
            source.give_back()
            yield BrokenRow(source.taken[0][0], fault)
        elif any(map(str.strip, cells)):
            yield Row(source.taken[0][0], source.taken[-1][0], cells)


def _fitted(cells: list[str], width: int) -> tuple[list[str], str]:
    """The cells without empty ones beyond the width, and what is wrong with their number."""
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) == width:
        return cells, ""
    return cells, f"has {len(cells)} cells, and the header has {width}"
