"""What the readers of JSON have in common: telling a form by its keys, and reading its objects."""

import re
from collections.abc import Callable, Iterator

from seeds.decoding import DecodingError
from seeds.document import Document
from seeds.json_list import (
    BrokenObject,
    FoundObject,
    Wanted,
    are_objects,
    line_objects,
    text_objects,
)
from seeds.json_object import Fields
from seeds.page import Found, placed
from seeds.stream import Stream

_KEY = re.compile(r'"([A-Za-z_]\w*)"\s*:')
_WHOLE = (
    "is one JSON text, which is read whole: save it as JSON Lines, one record a line"
    " (jq -c '.[]' FILE does it for a list), or split it"
)


def json_keys(head: str) -> frozenset[str]:
    """All keys in the beginning of a file of JSON, none for any other file."""
    return frozenset(_KEY.findall(head)) if head.lstrip().startswith(("{", "[")) else frozenset()


def read_objects(
    stream: Stream, reader: str, is_wanted: Wanted, convert: Callable[[Fields], Document | str]
) -> Iterator[Found]:
    """The documents of a file's objects, each with its place, and what cannot be read.

    JSON Lines are read as they come, however many they are; other JSON is read whole.
    """
    for found in _objects(stream, is_wanted):
        if isinstance(found, BrokenObject):
            yield stream.rejection(found.place, found.reason)
        else:
            yield placed(stream, reader, found.place, convert(found.fields))


def _objects(stream: Stream, is_wanted: Wanted) -> Iterator[FoundObject | BrokenObject]:
    try:
        by_line = are_objects(stream.lines())
    except DecodingError:  # a list may be one line that is longer than lines may be
        by_line = False
    if by_line:
        return line_objects(stream.lines(), is_wanted)
    return text_objects(stream.page(_WHOLE).text, is_wanted)
