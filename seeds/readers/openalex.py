"""OpenAlex JSON: works, and lists of them."""

import re
from collections.abc import Iterator

from seeds.formats.openalex import is_work, openalex_document
from seeds.page import Found
from seeds.readers.json_form import json_keys, read_objects
from seeds.stream import Stream

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


def recognises(head: str) -> bool:
    """Whether the file is JSON with such keys, or with the id of a work."""
    keys = json_keys(head)
    return bool(keys) and (len(_KEYS & keys) >= _TELLING or _WORK.search(head) is not None)


def read(stream: Stream) -> Iterator[Found]:
    """A document for each work."""
    return read_objects(stream, name, is_work, openalex_document)
