"""Server-sent events as they are read: bytes in any pieces to the data of each line."""

from collections.abc import AsyncIterable, AsyncIterator

import regex

from service.generation.generator import GeneratorError

LONGEST_LINE = 1_000_000
"""Bytes."""
MOST_BYTES = 4_000_000

_LINE_END = regex.compile(rb"\r\n|\n|\r(?!$)")


async def data_lines(pieces: AsyncIterable[bytes]) -> AsyncIterator[str]:
    """What stands behind `data:` on each line; comments, names and ids are passed over.

    Each line is taken for itself, as chat completions are sent, with or without an empty line
    between them. Raises `GeneratorError` over `LONGEST_LINE` or `MOST_BYTES`.
    """
    rest, total = b"", 0
    async for piece in pieces:
        total += len(piece)
        *lines, rest = _LINE_END.split(rest + piece)
        if total > MOST_BYTES or len(rest) > LONGEST_LINE:
            raise GeneratorError(
                "The language model's server sends more than a text can have.", "malformed"
            )
        for line in lines:
            if line.startswith(b"data:"):
                yield _data(line)
    if rest.startswith(b"data:"):
        yield _data(rest)


def _data(line: bytes) -> str:
    return line.removeprefix(b"data:").decode("utf-8", "replace").strip()
