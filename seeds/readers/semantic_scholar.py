"""Semantic Scholar JSON: papers, lists and searches of them, and snippets."""

from collections.abc import Iterator

from seeds.formats.semantic_scholar import is_paper, semantic_scholar_document
from seeds.page import Found
from seeds.readers.json_form import json_keys, read_objects
from seeds.stream import Stream

name = "semantic_scholar"
form = "Semantic Scholar JSON (papers with paperId, or snippets)"

_TELLING = (
    frozenset(("paperId",)),
    frozenset(("snippet", "paper", "text")),
    frozenset(("corpusId", "title", "externalIds")),
)


def recognises(head: str) -> bool:
    """Whether the file is JSON with such keys."""
    keys = json_keys(head)
    return any(telling <= keys for telling in _TELLING)


def read(stream: Stream) -> Iterator[Found]:
    """A document for each paper or snippet."""
    return read_objects(stream, name, is_paper, semantic_scholar_document)
