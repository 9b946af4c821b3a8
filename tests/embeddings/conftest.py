"""A fake encoder, fast and deterministic, and small documents to bring in."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from embeddings.collection import Collection
from embeddings.filters import EVERYTHING, Filters
from embeddings.local import LocalCollection
from embeddings.vector import Vectors
from seeds.document import Document, Source


class FakeEncoder:
    """An encoder whose tokens are words, and which adds up a direction for each word.

    `given` puts a vector in place of a text's; `encoded` notes the texts of passages that it was
    given, `calls` how many each time.
    """

    def __init__(self, name: str = "fake@1", dim: int = 32, window: int = 40) -> None:
        self.name = name
        self.dim = dim
        self.window = window
        self.given: dict[str, Sequence[float]] = {}
        self.encoded: list[str] = []
        self.calls: list[int] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """One token a word."""
        return [len(text.split()) for text in texts]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors."""
        rows = [self.given[text] if text in self.given else self._sum(text) for text in texts]
        vectors = np.array(rows, np.float32).reshape(len(texts), self.dim)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, noted."""
        self.encoded += texts
        self.calls.append(len(texts))
        return self.encode_queries(texts)

    def _sum(self, text: str) -> Vectors:
        words = ["", *text.lower().replace(".", " ").split()]
        total: Vectors = np.sum([direction(word, self.dim) for word in words], axis=0)
        return total


@cache
def direction(word: str, dim: int) -> Vectors:
    """A direction of its own for each word."""
    digest = hashlib.shake_128(word.encode()).digest(dim)
    return np.frombuffer(digest, np.uint8).astype(np.float32) - 127.5


def source(location: str) -> Source:
    """A source at a place."""
    return Source(location, "0" * 64, "test", "1", "2026-01-01T00:00:00Z")


def abstract(
    doc_id: str, text: str, title: str | None = None, location: str = "first.txt"
) -> Document:
    """A document that a file brought."""
    return Document(id=doc_id, kind="abstract", text=text, title=title, sources=(source(location),))


def numbered(n: int) -> Document:
    """A document with words of its own: `first7`, `second7`, `title7`."""
    text = f"The first{n} vesicle was purified. Then second{n} was given to mice."
    return abstract(f"key:{n}", text, f"On title{n}")


def whole(document: Document) -> str:
    """What is encoded of a document of one passage."""
    return f"{document.title}. {document.text}"


def words(collection: Collection, text: str, filters: Filters = EVERYTHING) -> list[str]:
    """Ids of the passages that hold words of a text, best first."""
    return [match.passage_id for match in collection.search_words(text, 1_000, filters)]


def nearest(collection: Collection, text: str, filters: Filters = EVERYTHING) -> str:
    """Id of the passage nearest to a text."""
    query = FakeEncoder().encode_queries([text])
    return collection.search_vector(query, 1, filters)[0].passage_id


@pytest.fixture
def encoder() -> FakeEncoder:
    """A fresh fake."""
    return FakeEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a collection may be made."""
    return tmp_path / "collection"


@pytest.fixture
def collection(folder: Path, encoder: FakeEncoder) -> Iterator[LocalCollection]:
    """An empty collection."""
    with LocalCollection.open(folder, encoder, wait=0.2) as opened:
        yield opened
