"""The local collection: SQLite, FAISS and tantivy as one."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from embeddings.collection import Changes, Marked, Match, PassageVectors, Prepare, Size
from embeddings.encoder import Encoder
from embeddings.filters import Filters
from embeddings.local import check, documents, folder, passages, ranking, records
from embeddings.local.indexes import Indexes
from embeddings.local.ingestion import Ingestion, re_encode
from embeddings.local.lock import WriterLock
from embeddings.local.store import Store
from embeddings.local.upkeep import Tiers
from embeddings.passage import Passage
from embeddings.vector import Vectors
from seeds.document import Document
from seeds.status import Marking

WAIT = 10.0
"""Seconds for which a second writer waits for the first."""
TIERS = Tiers()

_BATCH = 512
_ROWS = 5_000


class LocalCollection:
    """A `Collection` in a folder, for any number of threads; to be closed after use.

    All is written to SQLite first; the indexes follow, and catch up where they could not.
    """

    def __init__(self, place: Path, encoder: Encoder, tiers: Tiers, wait: float) -> None:
        """Use `open`, `existing` or `re_encoded`."""
        self._encoder = encoder
        self._wait = wait
        lock = WriterLock(place)
        self._store = Store(place, lock, wait)
        self._indexes = Indexes(self._store, lock, encoder.name, tiers)
        self._size: Size | None = None

    @classmethod
    def open(
        cls, place: Path, encoder: Encoder, *, tiers: Tiers = TIERS, wait: float = WAIT
    ) -> "LocalCollection":
        """The collection of a folder, an empty one where the folder is empty or not there."""
        folder.make(place)
        collection = cls(place, encoder, tiers, wait)
        with collection._closed_on_error():
            collection._indexes.current_lexical()  # the dense one waits until it is searched
        return collection

    @classmethod
    def existing(
        cls, place: Path, encoder: Encoder, *, tiers: Tiers = TIERS, wait: float = WAIT
    ) -> "LocalCollection":
        """The collection of a folder that holds one."""
        folder.require(place)
        return cls.open(place, encoder, tiers=tiers, wait=wait)

    @classmethod
    def re_encoded(
        cls, place: Path, encoder: Encoder, *, tiers: Tiers = TIERS, wait: float = WAIT
    ) -> "LocalCollection":
        """The collection of a folder, whosever vectors it held, encoded anew by this encoder.

        Others search what there was until the whole is committed.
        """
        folder.require(place)
        collection = cls(place, encoder, tiers, wait)
        with collection._closed_on_error(), collection._indexes.locked(wait):
            re_encode(collection._store, encoder)
            collection._indexes.follow()
        return collection

    def __enter__(self) -> "LocalCollection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; the collection cannot be used after."""
        self._store.close()
        self._indexes.close()

    @property
    def name(self) -> str:
        """The engines, their versions, and the tier of the dense index."""
        tier = self._indexes.current_dense().tier
        return f"FAISS {version('faiss-cpu')} ({tier}), tantivy {version('tantivy')}"

    def add(
        self,
        documents: Iterable[Document],
        acknowledge: Callable[[Sequence[str]], None] = lambda _: None,
        prepare: Prepare = lambda document: document,
    ) -> Changes:
        """Upsert by id and content, each document prepared where it is new or changed.

        `acknowledge` hears the ids of a batch once it is durable.
        What comes twice in one call is added and then updated. What several sources say is kept
        apart. Abstracts of one work become one document, in whatever order they come; of what is
        not told to be of a work, the newest with an id is the document.
        """
        with self._ingesting() as ingestion:
            for document in documents:
                if not ingestion.has_room_for(document):
                    acknowledge(self._commit(ingestion))
                ingestion.put(document, prepare)
            if ids := self._commit(ingestion):
                acknowledge(ids)
            return ingestion.changes

    def delete(self, ids: Sequence[str]) -> list[str]:
        """Remove documents at once; the ids removed. Unknown ids are passed over."""
        with self._ingesting() as ingestion:
            found = documents.named(self._store, ids)
            if found:
                ingestion.remove(records.keys_of_documents(self._store, found))
                self._indexes.follow()
            return list(found.values())

    def delete_source(self, location: str) -> list[str]:
        """Take back what a source brought; ids of the documents that no other source brought.

        The others become what their remaining records make. A table of editorial status is a
        source, too.
        """
        with self._ingesting() as ingestion:
            alone = documents.brought_alone(self._store, location)
            while keys := records.keys_from(self._store, location, _BATCH):
                ingestion.remove(keys)
                self._indexes.follow()
            ingestion.unmark(location)
            ingestion.settle()
            self._indexes.follow()
            return alone

    def mark(self, location: str, markings: Iterable[Marking]) -> Marked:
        """Keep what the rows of a table say of the status of works, here now or later.

        A row takes the place of what the table said under its key before.
        """
        with self._ingesting() as ingestion:
            rows = matched = 0
            coming = iter(markings)
            while batch := list(islice(coming, _ROWS)):
                rows += len(batch)
                matched += ingestion.mark(location, batch)
            changed = ingestion.settle()
            self._indexes.follow()
            return Marked(rows, matched, tuple(changed))

    def get(self, doc_id: str) -> Document | None:
        """The document of an id or alias."""
        return documents.document_of(self._store, doc_id)

    def documents(self, after: str = "", limit: int | None = None) -> list[Document]:
        """Documents in order of id, from the first id greater than `after`."""
        return documents.documents_after(self._store, after, limit)

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages of ids, in their order; those no longer there are left out."""
        return passages.passages_named(self._store, ids)

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, PassageVectors]:
        """The vectors of those of the passages that are there."""
        return passages.vectors_named(self._store, passage_ids)

    def search_vector(self, vector: Vectors, count: int, filters: Filters) -> list[Match]:
        """The passages nearest to a vector of shape (1, dim); scores are cosines."""
        dense = self._indexes.current_dense()
        return ranking.nearest(self._store, dense, vector, count, filters)

    def search_words(self, text: str, count: int, filters: Filters) -> list[Match]:
        """The passages that hold words of the text (never query syntax); scores are BM25."""
        lexical = self._indexes.current_lexical()
        return ranking.worded(self._store, lexical, text, count, filters)

    def word_shares(self, text: str, passage_ids: Sequence[str]) -> dict[str, float]:
        """How much each passage has of the text's words, 0 to 1; left out where it has none."""
        lexical = self._indexes.current_lexical()
        return ranking.word_shares(self._store, lexical, text, passage_ids)

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """For each term of `embeddings.terms.terms_of`, the number of passages that hold it."""
        return self._indexes.current_lexical().frequencies(terms)

    def size(self) -> Size:
        """Counts, generation and the newest date of publication."""
        size = self._size
        if not size or size.generation != self._store.state().generation:
            sql = (
                "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages),"
                " generation, (SELECT max(published) FROM documents) FROM state"
            )
            self._size = size = Size(*self._store.rows(sql)[0])
        return size

    def text_generation(self, doc_id: str) -> int | None:
        """The generation at which the text of a document last changed; None where it is gone."""
        return documents.text_generation(self._store, doc_id)

    def rebuild(self) -> None:
        """Make both indexes anew from SQLite, whatever is wrong with them."""
        with self._indexes.locked(self._wait):
            self._indexes.rebuild()

    def check(self) -> list[str]:
        """Faults found in the collection, a sentence each; none where all is well."""
        with self._indexes.still(self._wait):
            return check.faults(self._store, self._indexes)

    def _commit(self, ingestion: Ingestion) -> list[str]:
        ids = ingestion.commit()
        self._indexes.follow()
        return ids

    @contextlib.contextmanager
    def _ingesting(self) -> Iterator[Ingestion]:
        with self._indexes.writing(self._wait):
            ingestion = Ingestion(self._store, self._encoder)
            ingestion.settle()
            self._indexes.follow()
            yield ingestion

    @contextlib.contextmanager
    def _closed_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise
