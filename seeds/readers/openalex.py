"""OpenAlex JSON: works, and lists of them."""

import re
from collections.abc import Iterator

from seeds.document import Document
from seeds.formats.openalex import is_work, openalex_document
from seeds.page import Page, Rejection
from seeds.readers.json_form import json_keys, read_objects

name = "openalex"
form = "OpenAlex JSON (works, alone or as results)"

_KEYS = frozenset(
    (
        "abstract_inverted_index",
        "authorships",
        "cited_by_count",
        "is_retracted",
        "primary_location",
        "publication_date",
        "publication_year",
        "referenced_works",
    )
)
_TELLING = 2  # so many of these keys tell the form from other JSON
_WORK = re.compile(r'"(?:id|openalex)"\s*:\s*"https://openalex\.org/W[0-9]')
_HEAD = 100_000


def recognises(page: Page) -> bool:
    """Whether the page is JSON with such keys, or with the id of a work."""
    keys = json_keys(page)
    return bool(keys) and (
        len(_KEYS & keys) >= _TELLING or _WORK.search(page.text, 0, _HEAD) is not None
    )


def read(page: Page) -> Iterator[Document | Rejection]:
    """A document for each work."""
    return read_objects(page, name, is_work, openalex_document)
