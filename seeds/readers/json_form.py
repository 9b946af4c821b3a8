"""What the readers of JSON have in common: telling a form by its keys, and reading its objects."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from seeds.document import Document
from seeds.json_list import BrokenObject, Wanted, json_objects
from seeds.json_object import Fields
from seeds.page import Page, Rejection

LOST = (
    "holds U+FFFD where letters were lost before: it is in, but for the sentences with it;"
    " get the file once more to have them"
)

_HEAD = 100_000
_KEY = re.compile(r'"([A-Za-z_]\w*)"\s*:')


def json_keys(page: Page) -> frozenset[str]:
    """All keys in the first part of a page of JSON, none for any other page."""
    head = page.text[:_HEAD].lstrip()
    return frozenset(_KEY.findall(head)) if head.startswith(("{", "[")) else frozenset()


def read_objects(
    page: Page, reader: str, is_wanted: Wanted, convert: Callable[[Fields], Document | str]
) -> Iterator[Document | Rejection]:
    """The documents of a page's objects, each with its place, and what cannot be read."""
    for found in json_objects(io.StringIO(page.text), is_wanted):
        if isinstance(found, BrokenObject):
            yield page.rejection(found.place, found.reason)
            continue
        yield placed(page, reader, found.place, convert(found.fields))
        if found.has_lost_letters:
            yield page.rejection(found.place, LOST)


def placed(page: Page, reader: str, place: str, document: Document | str) -> Document | Rejection:
    """A document with the place where it was read, or the refusal of what stands there."""
    if isinstance(document, str):
        return page.rejection(place, document)
    return replace(document, sources=document.sources or (page.source(reader, place),))
