"""Listings: documents page by page, and hits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from embeddings.collection import Collection
from seeds.document import Document
from service.answer import document_head
from service.error import InputError
from service.retrieval import Hit

DEFAULT_LIMIT = 100
LARGEST_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class Listing:
    """Documents in order of id; `next` is the cursor of those that follow, if any do."""

    documents: tuple[Document, ...]
    next: str | None


def listing_of(collection: Collection, limit: int = DEFAULT_LIMIT, cursor: str = "") -> Listing:
    """The documents after a cursor. Raises `InputError` for a limit out of range."""
    if not 1 <= limit <= LARGEST_LIMIT:
        raise InputError(f"limit is {limit}; it must be from 1 to {LARGEST_LIMIT:,}.")
    documents = collection.documents(after=cursor, limit=limit + 1)
    more = len(documents) > limit
    return Listing(tuple(documents[:limit]), documents[limit - 1].id if more else None)


def listing_json(listing: Listing) -> dict[str, Any]:
    """The listing in the shape that HTTP and the command line give."""
    return {
        "documents": [document_head(document) for document in listing.documents],
        "next": listing.next,
    }


def hits_json(hits: Sequence[Hit]) -> dict[str, Any]:
    """Hits in the shape that HTTP and the command line give."""
    return {
        "hits": [
            {
                "passage_id": hit.passage.id,
                "doc_id": hit.passage.doc_id,
                "text": hit.passage.text,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "section": hit.passage.section,
                "score": round(hit.score, 4),
                "rank": hit.rank,
                "document": document_head(hit.document),
            }
            for hit in hits
        ]
    }
