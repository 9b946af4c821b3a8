"""Semantic Scholar JSON: papers, lists and searches of them, and snippets."""

from collections.abc import Iterator

from seeds.document import Document
from seeds.formats.semantic_scholar import is_paper, semantic_scholar_document
from seeds.page import Page, Rejection
from seeds.readers.json_form import json_keys, read_objects

name = "semantic_scholar"
form = "Semantic Scholar JSON (papers with paperId, or snippets)"

_TELLING = (
    frozenset(("paperId",)),
    frozenset(("snippet", "paper", "text")),
    frozenset(("corpusId", "title", "externalIds")),
)


def recognises(page: Page) -> bool:
    """Whether the page is JSON with such keys."""
    keys = json_keys(page)
    return any(telling <= keys for telling in _TELLING)


def read(page: Page) -> Iterator[Document | Rejection]:
    """A document for each paper or snippet."""
    return read_objects(page, name, is_paper, semantic_scholar_document)
