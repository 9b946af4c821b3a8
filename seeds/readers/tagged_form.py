"""What the readers of tagged text have in common: works that were cut off are refused."""

from collections.abc import Callable, Iterator

from seeds.document import Document
from seeds.page import Found, placed
from seeds.stream import Stream
from seeds.tagged import Entry, Layout, entries


def read_entries(
    stream: Stream,
    reader: str,
    layout: Layout,
    convert: Callable[[Entry], Document | str],
    missing_end: Callable[[Entry], str | None],
) -> Iterator[Found]:
    """The documents of a file's entries, each with its place, and what cannot be read.

    `missing_end` is the reason why an entry without its end is refused. Some services write no ends
    at all: until one entry has its end, none is taken for cut off.
    """
    some_ended = False
    for entry in entries(stream.lines(), layout):
        fault = missing_end(entry)
        if entry.stray:
            reason = (
                f"line {entry.stray} belongs to no field, the record is damaged: fetch it again"
            )
            yield stream.rejection(entry.place, reason)
        elif some_ended and fault:
            yield stream.rejection(entry.place, fault)
        else:
            yield placed(stream, reader, entry.place, convert(entry))
        some_ended = some_ended or fault is None
