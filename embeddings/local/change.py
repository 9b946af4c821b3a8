"""Changes: what is to be written of a document, and what has to be encoded for it."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from embeddings.encoder import Encoder
from embeddings.local import documents, passages
from embeddings.local.store import Store
from embeddings.local.works import Made
from embeddings.passage import PassageInput
from embeddings.vector import Vectors
from seeds.document import Document


@dataclass(frozen=True, slots=True)
class Row:
    """The row of a document before a change."""

    key: int
    id: str
    digest: bytes
    text_generation: int
    record: int
    document: Document


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be written of a document.

    `passages` is None where those that are there stay; vectors that are there already are in
    `kept` and `kept_sentences`, by what was encoded.
    """

    made: Made
    old: Row | None
    passages: Sequence[PassageInput] | None = None
    kept: Mapping[str, bytes] = field(default_factory=dict)
    kept_sentences: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def is_same(self) -> bool:
        """Whether the document was there just so."""
        return self.old is not None and self.old.digest == self.made.digest

    def texts(self) -> Iterator[str]:
        """What has to be encoded for it."""
        for made in self.passages or ():
            yield from () if made.index_text in self.kept else (made.index_text,)
            yield from (text for text in made.sentence_texts if text not in self.kept_sentences)

    def write(
        self, connection: sqlite3.Connection, generation: int, vectors: Mapping[str, Vectors]
    ) -> None:
        """Write it, with the vectors of its texts."""
        made, old = self.made, self.old
        if old and self.is_same and old.record == made.record.key:
            key = old.key
        else:
            same_text = old is not None and old.document.text == made.document.text
            key = documents.put_document(
                connection,
                made.document,
                made.digest,
                old.text_generation if old and same_text else generation,
                key=old.key if old else None,
                record=made.record.key,
                content=made.content,
                names=made.lasting_ids,
            )
        moved = [(key, one.key) for one in made.members if one.doc != key]
        connection.executemany("UPDATE records SET doc = ? WHERE key = ?", moved)
        if self.passages is not None:
            rows = ((one, *self._blobs(one, vectors)) for one in self.passages)
            passages.put_passages(connection, key, generation, rows)

    def _blobs(self, made: PassageInput, vectors: Mapping[str, Vectors]) -> tuple[bytes, bytes]:
        text = made.index_text
        vector = self.kept.get(text) or vectors[text].astype("<f4").tobytes()
        sentences = (
            self.kept_sentences.get(text) or vectors[text].astype("<f2").tobytes()
            for text in made.sentence_texts
        )
        return vector, b"".join(sentences)


def texts_of(inputs: Iterable[PassageInput]) -> Iterator[str]:
    """What is encoded for passages."""
    for made in inputs:
        yield made.index_text
        yield from made.sentence_texts


def blobs_of(made: PassageInput, vectors: Mapping[str, Vectors]) -> tuple[bytes, bytes]:
    """The vectors of a passage and of its sentences, as they are stored."""
    sentences = (vectors[text].astype("<f2").tobytes() for text in made.sentence_texts)
    return vectors[made.index_text].astype("<f4").tobytes(), b"".join(sentences)


def encoded(encoder: Encoder, texts: Iterable[str]) -> Mapping[str, Vectors]:
    """The vectors of texts, each encoded once."""
    once = list(dict.fromkeys(texts))
    return dict(zip(once, encoder.encode_passages(once), strict=True)) if once else {}


def row_of(store: Store, key: int) -> Row | None:
    """The row of a document, as last committed."""
    sql = "SELECT id, digest, text_generation, record FROM documents WHERE key = ?"
    document = documents.document_at(store, key)
    if not document:
        return None
    doc_id, digest, since, record = store.rows(sql, key)[0]
    return Row(key, doc_id, digest, since, record, document)
