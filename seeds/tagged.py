"""Tagged text: fields of a tag and a value, one a line, as catalogues export them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from seeds.page import lines_place


@dataclass(frozen=True, slots=True)
class Layout:
    """How a format sets its fields: a line with `tag` and `value`, and the tags at its borders.

    `continued` is what a line must match that goes on with the value of the line before it.
    """

    line: re.Pattern[str]
    first: str
    continued: re.Pattern[str]
    last: str | None = None


@dataclass(slots=True)
class Entry:
    """The fields of one work in their order, and the lines where it begins and ends.

    `stray` is the first line within it that belongs to no field.
    """

    begin: int
    end: int
    fields: list[tuple[str, str]] = field(default_factory=list)
    stray: int | None = None
    is_closed: bool = False

    @property
    def place(self) -> str:
        """The lines that it takes up."""
        return lines_place(self.begin, self.end)

    def values(self, *tags: str) -> list[str]:
        """The values of the first of these tags that has any, in their order."""
        found = ([value for own, value in self.fields if own == tag and value] for tag in tags)
        return next(filter(None, found), [])

    def value(self, *tags: str) -> str:
        """The first of those values, or nothing."""
        return next(iter(self.values(*tags)), "")


def entries(lines: Iterable[str], layout: Layout) -> Iterator[Entry]:
    """The entries of a file; what stands outside of them, as some services print, is left out."""
    entry: Entry | None = None
    for number, text in enumerate(lines, 1):
        found = layout.line.match(text)
        if found and found["tag"] == layout.first:
            if entry:
                yield entry
            entry = Entry(number, number)
        if entry is None or not text.strip():
            continue
        entry.end = number
        if found and found["tag"] == layout.last:
            entry.is_closed = True
            yield entry
            entry = None
        elif found:
            entry.fields.append((found["tag"], (found["value"] or "").strip()))
        elif entry.fields and layout.continued.match(text):
            tag, value = entry.fields[-1]
            entry.fields[-1] = (tag, f"{value} {text.strip()}".strip())
        elif entry.stray is None:
            entry.stray = number
    if entry:
        yield entry
