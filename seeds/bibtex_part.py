"""The parts of a BibTeX file, each an entry and what follows it, however large the file is.

A line that begins as an entry does begins a part, whatever stands open before it: so does
bibtexparser take it, which reads each part on its own, and an entry that is not closed costs none
of the others.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_BEGIN = re.compile(r"\s*@\w*[ \t]*[{(]")
_LONGEST = 1 << 24


@dataclass(frozen=True, slots=True)
class Part:
    """The text of a part, its first line, and that of the next, or None at the end of the file.

    `text` is None where the part is longer than any entry is.
    """

    line: int
    text: str | None
    next: int | None


def parts(lines: Iterable[str]) -> Iterator[Part]:
    """The parts of a file; the first may be what stands before all entries."""
    begin, held, size = 1, list[str](), 0
    for number, line in enumerate(lines, 1):
        if number > begin and _BEGIN.match(line):
            yield Part(begin, _joined(held, size), number)
            begin, held, size = number, [], 0
        size += len(line) + 1
        if size <= _LONGEST:
            held.append(line)
    yield Part(begin, _joined(held, size), None)


def _joined(lines: list[str], size: int) -> str | None:
    return "\n".join(lines) if size <= _LONGEST else None
