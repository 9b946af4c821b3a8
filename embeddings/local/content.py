"""The content of a document as it is stored: JSON of all but its text and its sources."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from seeds.appraisal import evidence_of
from seeds.document import Document, document_from_json, document_json

_DERIVED = ("versions", "field_sources")


def digest_of_row(content: str, text: str) -> bytes:
    """A digest of all of a document but where it was read."""
    return hashlib.sha256(f"{content}\n{text}".encode()).digest()


def content_of(document: Document) -> str:
    """All of a document but its text and its sources, as it is stored."""
    values = document_json(document)
    del values["text"], values["sources"]
    for name in _DERIVED:  # a record has none, and its digest is what it was before there were any
        if not values[name]:
            del values[name]
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def document_of_row(row: Sequence[Any]) -> Document:
    """The document of a text, a content and a list of sources."""
    text, content, sources = row
    values: dict[str, Any] = json.loads(content)
    return document_from_json({**values, "text": text, "sources": json.loads(sources)})


def appraised(content: str, text: str) -> str:
    """The content of a document once its evidence has been told."""
    document = document_of_row((text, content, "[]"))
    return content_of(replace(document, evidence=evidence_of(document)))
