"""JSON of our own fields: JSON Lines, a list, or `{"documents": […]}`; only `text` is required."""

import json
import re
from collections.abc import Iterator

from seeds.columns import field_named
from seeds.document import Document
from seeds.field import FIELDS
from seeds.formats.own import own_document
from seeds.json_object import Fields, objects
from seeds.page import Found
from seeds.readers import article, beir, europe_pmc, openalex, semantic_scholar
from seeds.readers.json_form import read_objects
from seeds.stream import Stream

name = "documents"
form = "JSON Lines or a JSON list of documents (text, title, doi, …; only text is required)"

_OTHERS = (article, beir, europe_pmc, openalex, semantic_scholar)
_OPENING = re.compile(r"\s*(?:\[\s*)?(?=\{)")
_KEY = re.compile(r'"(\w+)"\s*:')
_MOST_UNREAD = 1_000


def recognises(head: str) -> bool:
    """Whether the first object has a text, or a title with something known beside it."""
    opening = _OPENING.match(head)
    if opening is None or any(other.recognises(head) for other in _OTHERS):
        return False
    fields = _fields(head, opening.end())
    return "text" in fields or ("title" in fields and len(fields) > 1)


def read(stream: Stream) -> Iterator[Found]:
    """A document for each object; at the end the names of fields that nothing was read from."""
    unread: dict[str, None] = {}

    def convert(fields: Fields) -> Document | str:
        if len(unread) < _MOST_UNREAD:
            unread.update(dict.fromkeys(one for one in fields if not _field(one)))
        return own_document(fields)

    yield from read_objects(stream, name, _is_own, convert)
    if unread:
        yield stream.rejection("fields", unread_reason(list(unread)))


def unread_reason(names: list[str]) -> str:
    """What is said of fields or columns that nothing was read from."""
    shown = ", ".join(one[:40] for one in names[:12]) + (", …" if len(names) > 12 else "")
    return (
        f"nothing was read from {shown}; the rest is in. Rename what should be read to one of:"
        f" {', '.join(FIELDS)}"
    )


def _is_own(fields: Fields) -> bool:
    return bool({"text", "title"} & set(map(_field, fields)))


def _field(column: str) -> str | None:
    return column if column in FIELDS else field_named(column)


def _fields(text: str, start: int) -> set[str | None]:
    """The known fields of the first object, or of the first of its `documents`."""
    try:
        first = json.JSONDecoder().raw_decode(text.replace("\t", " "), start)[0]
    except (ValueError, RecursionError):  # its keys may still tell
        line_end = text.find("\n", start)
        first_line = _KEY.findall(text, start, line_end if line_end >= 0 else len(text))
        keys = first_line or _KEY.findall(text, start)
    else:
        keys = list(next(iter(objects(first.get("documents"))), first))
    return {field for key in keys if (field := _field(key))}
