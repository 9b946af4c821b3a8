"""The local collection: SQLite, FAISS and tantivy as one."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from embeddings.collection import Changes, Match, PassageVectors, Size
from embeddings.encoder import Encoder
from embeddings.filters import Filters
from embeddings.local import check, documents, folder, passages, ranking
from embeddings.local.indexes import Indexes
from embeddings.local.ingestion import Ingestion, re_encode
from embeddings.local.lock import WriterLock
from embeddings.local.store import Store
from embeddings.local.upkeep import Tiers
from embeddings.passage import Passage
from embeddings.vector import Vectors
from seeds.document import Document

WAIT = 10.0
"""Seconds for which a second writer waits for the first."""
TIERS = Tiers()


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
    ) -> Changes:
        """Upsert by id and content; `acknowledge` hears the ids of a batch once it is durable.

        What comes twice in one call is added and then updated. Records of several sources are
        kept apart; the newest is the document.
        """
        with self._indexes.writing(self._wait):
            ingestion = Ingestion(self._store, self._encoder)
            for document in documents:
                if not ingestion.has_room_for(document.id):
                    acknowledge(self._commit(ingestion))
                ingestion.put(document)
            if ids := self._commit(ingestion):
                acknowledge(ids)
            return ingestion.changes

    def delete(self, ids: Sequence[str]) -> list[str]:
        """Remove documents at once; the ids removed. Unknown ids are passed over."""
        with self._indexes.writing(self._wait):
            return self._remove(documents.named(self._store, ids))

    def delete_source(self, location: str) -> list[str]:
        """Take back what a source brought; ids of the documents that no other source brought.

        The others become what their newest remaining record says.
        """
        with self._indexes.writing(self._wait):
            alone, shared = documents.brought_by(self._store, location)
            ingestion = Ingestion(self._store, self._encoder)
            for doc_id in shared:
                if not ingestion.has_room_for(doc_id):
                    self._commit(ingestion)
                ingestion.withdraw(doc_id, location)
            self._commit(ingestion)
            return self._remove(alone)

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

    def _remove(self, found: Mapping[int, str]) -> list[str]:
        if found:
            with self._store.writing() as (connection, _):
                documents.remove_documents(connection, found)
            self._indexes.follow()
        return list(found.values())

    @contextlib.contextmanager
    def _closed_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise
