"""The collection: documents, their passages, and search over both."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from embeddings.filters import Filters
from embeddings.passage import Passage
from embeddings.vector import Vectors
from seeds.document import Document
from seeds.status import Marking

Prepare = Callable[[Document], Document]
"""What is done to a document before it is kept; its id, text, sections and title stay."""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that a search found, with that search's own score: higher is better."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Merged:
    """A work of several records: its id, and the ids with which records came and were merged."""

    id: str
    origins: tuple[str, ...]


class Fate(StrEnum):
    """What became of a document that came."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """A passage's own vector, shape (1, dim), and its sentences' in order, (sentences, dim)."""

    whole: Vectors
    sentences: Vectors


@dataclass(frozen=True, slots=True)
class Changes:
    """What adding did; each document that came is counted once.

    Ids added and updated, how many were unchanged, and what was merged into works already there.
    `fates` counts the same by location of the document's first source, which is no part of what
    changed.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: int = 0
    merged: tuple[Merged, ...] = ()
    fates: Mapping[str, Mapping[Fate, int]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Marked:
    """What a table of editorial status did.

    How many rows it has, how many of them are of works in the collection, and the ids of the
    documents whose status changed.
    """

    rows: int
    matched: int
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How much a collection holds, its generation, and its newest date of publication."""

    documents: int
    passages: int
    generation: int
    newest: str | None


class CollectionError(Exception):
    """A collection that cannot do what is asked; names it, what is wrong, and the remedy."""


class Collection(Protocol):
    """Durable, searchable passages.

    Each call sees all that any process has committed before it. Matches come best first, ties by
    passage id. Ids may be aliases. `CollectionError` where the store cannot do it (busy,
    read-only, full, damaged).
    """

    @property
    def name(self) -> str:
        """What the collection is kept and searched with, for an answer's provenance."""

    def add(
        self,
        documents: Iterable[Document],
        acknowledge: Callable[[Sequence[str]], None] = ...,
        prepare: Prepare = ...,
    ) -> Changes:
        """Upsert by id and content, each document prepared where it is new or changed.

        `acknowledge` hears the ids of a batch once it is durable.
        """

    def delete(self, ids: Sequence[str]) -> list[str]:
        """Remove documents at once; the ids removed. Unknown ids are passed over."""

    def delete_source(self, location: str) -> list[str]:
        """Take back what a source brought; ids of the documents that no other source brought."""

    def mark(self, location: str, markings: Iterable[Marking]) -> Marked:
        """Keep what the rows of a table say of the status of works, here now or later."""

    def get(self, doc_id: str) -> Document | None:
        """The document of an id or alias."""

    def documents(self, after: str = "", limit: int | None = None) -> list[Document]:
        """Documents in order of id, from the first id greater than `after`."""

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages of ids, in their order; those no longer there are left out."""

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, PassageVectors]:
        """The vectors of those of the passages that are there."""

    def search_vector(self, vector: Vectors, count: int, filters: Filters) -> list[Match]:
        """The passages nearest to a vector of shape (1, dim); scores are cosines."""

    def search_words(self, text: str, count: int, filters: Filters) -> list[Match]:
        """The passages that hold words of the text (never query syntax); scores are BM25."""

    def word_shares(self, text: str, passage_ids: Sequence[str]) -> dict[str, float]:
        """How much each passage has of the text's words, 0 to 1; left out where it has none.

        A score by BM25+ (Lv and Zhai 2011) as a share of the most that any passage could have: half
        of it the passage's own, half with those before and after it in its document.
        """

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """For each term of `embeddings.terms.terms_of`, the number of passages that hold it."""

    def text_generation(self, doc_id: str) -> int | None:
        """The generation at which a document's text last changed; None where it is not there."""

    def size(self) -> Size:
        """Counts and generation."""
