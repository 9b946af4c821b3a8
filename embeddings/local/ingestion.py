"""Ingestion: documents on their way into the store, encoded together and written at once."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from embeddings.collection import Changes
from embeddings.encoder import Encoder
from embeddings.local import documents, passages
from embeddings.local.documents import Known
from embeddings.local.passages import StoredPassage
from embeddings.local.store import Store
from embeddings.passage import PassageInput, passages_of
from embeddings.vector import Vectors
from seeds.document import Document, Source

_PASSAGES = 64
_DOCUMENTS = 512


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be written of a document.

    The records of `sources` are written, that of `dropped` is removed. `passages` is None where
    those that are there stay; vectors that are there already are in `kept` and `kept_sentences`,
    by what was encoded.
    """

    document: Document
    digest: bytes
    old: Known | None
    text_changed: bool = True
    sources: tuple[Source | None, ...] = ()
    dropped: str | None = None
    passages: Sequence[PassageInput] | None = None
    kept: Mapping[str, bytes] = field(default_factory=dict)
    kept_sentences: Mapping[str, bytes] = field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        """What has to be encoded for it."""
        for made in self.passages or ():
            yield from () if made.index_text in self.kept else (made.index_text,)
            yield from (text for text in made.sentence_texts if text not in self.kept_sentences)

    def write(
        self, connection: sqlite3.Connection, generation: int, vectors: Mapping[str, Vectors]
    ) -> None:
        """Write it, with the vectors of its texts."""
        if self.old and self.old.digest == self.digest and self.passages is None:
            key = self.old.key
        else:
            since = self.old.text_generation if self.old and not self.text_changed else generation
            key = documents.put_document(connection, self.document, self.digest, since)
        if self.dropped is not None:
            documents.remove_record(connection, key, self.dropped)
        for source in self.sources:
            documents.put_record(connection, key, self.document, self.digest, source)
        if self.passages is not None:
            rows = ((made, *self._blobs(made, vectors)) for made in self.passages)
            passages.put_passages(connection, key, generation, rows)

    def _blobs(self, made: PassageInput, vectors: Mapping[str, Vectors]) -> tuple[bytes, bytes]:
        text = made.index_text
        vector = self.kept.get(text) or vectors[text].astype("<f4").tobytes()
        sentences = (
            self.kept_sentences.get(text) or vectors[text].astype("<f2").tobytes()
            for text in made.sentence_texts
        )
        return vector, b"".join(sentences)


class Ingestion:
    """Documents gathered until it is worth encoding and committing them; for the lock's holder."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self._store = store
        self._encoder = encoder
        self._changes: list[Change] = []
        self._ids: dict[str, None] = {}
        self._added: list[str] = []
        self._updated: list[str] = []
        self._unchanged = 0
        self._waiting = 0

    @property
    def changes(self) -> Changes:
        """What was done up to now."""
        return Changes(tuple(self._added), tuple(self._updated), self._unchanged)

    def has_room_for(self, doc_id: str) -> bool:
        """Whether a document can wait with the others; one and the same cannot wait twice."""
        full = self._waiting >= _PASSAGES or len(self._ids) >= _DOCUMENTS
        return not full and doc_id not in self._ids

    def put(self, document: Document) -> None:
        """Gather a document."""
        self._ids[document.id] = None
        digest = documents.digest_of(document)
        old = documents.known(self._store, document.id)
        recorded = old.records if old else {}
        sources = tuple(
            source
            for source in document.sources or (None,)
            if recorded.get(documents.location_of(source)) != digest
        )
        if not sources or (old and old.digest == digest):
            self._unchanged += 1
        else:
            (self._updated if old else self._added).append(document.id)
        if sources:
            self._gather(Change(document, digest, old, sources=sources))

    def withdraw(self, doc_id: str, location: str) -> None:
        """Gather what remains of a document that others brought too when a source takes it back."""
        self._ids[doc_id] = None
        if old := documents.known(self._store, doc_id):
            document, digest = documents.without(self._store, old.key, location)
            self._gather(Change(document, digest, old, dropped=location))

    def commit(self) -> list[str]:
        """Write what was gathered; its ids, in order."""
        vectors = _encoded(self._encoder, self._changes)
        if self._changes:
            with self._store.writing() as (connection, generation):
                self._store.claim(connection, self._encoder.name)
                for change in self._changes:
                    change.write(connection, generation, vectors)
        ids = list(self._ids)
        self._changes, self._ids, self._waiting = [], {}, 0
        return ids

    def _gather(self, change: Change) -> None:
        prepared = self._prepared(change)
        self._changes.append(prepared)
        self._waiting += len(prepared.passages or ())

    def _prepared(self, change: Change) -> Change:
        """The change with the passages to be written, and what of their vectors is there."""
        document, old = change.document, change.old
        if old and old.digest == change.digest:
            return change
        made = passages_of(document, self._encoder)
        before = documents.document_of(self._store, document.id) if old else None
        if not old or not before:
            return replace(change, passages=made)
        change = replace(change, text_changed=document.text != before.text)
        rows = passages.stored_passages(self._store, old.key)
        same = len(rows) == len(made) and all(map(StoredPassage.is_of, rows, made))
        if same and _facets(before) == _facets(document):
            return change
        sentences: dict[str, bytes] = {}
        for row, was in zip(rows, passages_of(before, self._encoder), strict=False):
            if row.is_of(was):  # else an older Anagen encoded we know not what
                sentences |= zip(was.sentence_texts, row.vectors_of_sentences(), strict=True)
        kept = {row.index_text: row.vector for row in rows}
        return replace(change, passages=made, kept=kept, kept_sentences=sentences)


def re_encode(store: Store, encoder: Encoder) -> None:
    """Encode all that there is with an encoder, in one transaction; for the lock's holder."""
    with store.writing() as (connection, generation):
        after = ""
        while page := documents.documents_after(store, after, _PASSAGES):
            changes = []
            for document in page:
                if old := documents.known(store, document.id):
                    made = passages_of(document, encoder)
                    change = Change(document, old.digest, old, text_changed=False, passages=made)
                    changes.append(change)
            vectors = _encoded(encoder, changes)
            for change in changes:
                change.write(connection, generation, vectors)
            after = page[-1].id
        store.begin_anew(connection, encoder.name)


def _encoded(encoder: Encoder, changes: Sequence[Change]) -> Mapping[str, Vectors]:
    texts = list(dict.fromkeys(text for change in changes for text in change.texts()))
    return dict(zip(texts, encoder.encode_passages(texts), strict=True)) if texts else {}


def _facets(document: Document) -> tuple[object, ...]:
    titles = documents.other_titles(document)
    return document.year, document.kind, document.language, document.journal, titles
