"""The rows of passages: where they are in their documents, and what the indexes are made of."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.collection import PassageVectors
from embeddings.local.store import Row, Store
from embeddings.passage import Passage, PassageInput
from embeddings.vector import Vectors

VECTORS = (
    "SELECT p.key, p.vector, p.doc, d.year, d.kind, d.language, d.study_type,"
    " d.species, d.status IS 'retracted'"
    " FROM passages p JOIN documents d ON d.key = p.doc"
    " WHERE +p.generation <= ? AND p.key > ? ORDER BY p.key LIMIT ?"
)
"""What the dense index is made of, for `added`."""

TEXTS = (
    "SELECT p.key, p.doc, p.index_text, d.titles, d.year, d.kind, d.language, d.study_type,"
    " d.species, d.status,"
    " (SELECT group_concat(name, char(10)) FROM journals WHERE doc = d.key),"
    " (SELECT group_concat(near.index_text, char(10)) FROM passages near"
    " WHERE near.doc = p.doc AND near.n IN (p.n - 1, p.n + 1))"
    " FROM passages p JOIN documents d ON d.key = p.doc"
    " WHERE +p.generation <= ? AND p.key > ? ORDER BY p.key LIMIT ?"
)
"""What the lexical index is made of, for `added`."""

_ASKED = (
    " FROM json_each(?) AS asked JOIN documents d ON d.key = coalesce("
    "(SELECT key FROM documents WHERE id = json_extract(asked.value, '$[0]')),"
    " (SELECT f.key FROM aliases a JOIN documents f ON f.key = a.doc"
    " WHERE a.name = json_extract(asked.value, '$[0]') ORDER BY f.id LIMIT 1))"
    " JOIN passages p ON p.doc = d.key AND p.n = json_extract(asked.value, '$[1]')"
)
_ID = re.compile(r"(.*)#(0|[1-9][0-9]{0,8})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with what was encoded for it; vectors are float32, those of sentences float16."""

    start: int
    end: int
    section: str | None
    sentences: str
    index_text: str
    vector: bytes
    sentence_vectors: bytes

    def is_of(self, made: PassageInput) -> bool:
        """Whether the row says what a passage made anew would."""
        return (self.start, self.end, self.section, self.sentences, self.index_text) == (
            made.passage.start,
            made.passage.end,
            made.passage.section,
            json.dumps(made.passage.sentences),
            made.index_text,
        )

    def vectors_of_sentences(self) -> list[bytes]:
        """Those vectors one by one."""
        size = len(self.vector) // 2
        blob = self.sentence_vectors
        return [blob[start : start + size] for start in range(0, len(blob), size)]


def stored_passages(store: Store, key: int) -> list[StoredPassage]:
    """The passages of a document, in order."""
    sql = (
        'SELECT "start", "end", section, sentences, index_text, vector, sentence_vectors'
        " FROM passages WHERE doc = ? ORDER BY n"
    )
    return [StoredPassage(*row) for row in store.rows(sql, key)]


def put_passages(
    connection: sqlite3.Connection,
    key: int,
    generation: int,
    passages: Iterable[tuple[PassageInput, bytes, bytes]],
) -> None:
    """Replace all passages of a document."""
    connection.execute("DELETE FROM passages WHERE doc = ?", (key,))
    connection.executemany(
        'INSERT INTO passages (doc, n, "start", "end", section, sentences, generation, vector,'
        " index_text, sentence_vectors) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                key,
                n,
                made.passage.start,
                made.passage.end,
                made.passage.section,
                json.dumps(made.passage.sentences),
                generation,
                vector,
                made.index_text,
                sentence_vectors,
            )
            for n, (made, vector, sentence_vectors) in enumerate(passages)
        ),
    )


def passages_named(store: Store, ids: Sequence[str]) -> list[Passage]:
    """The passages of ids, in their order, under their present ids; unknown ones are left out."""
    sql = (
        'SELECT d.id, p.n, p."start", p."end", p.section, p.sentences, r.text'
        f"{_ASKED} JOIN records r ON r.key = d.record ORDER BY asked.key"
    )
    found = []
    for doc_id, n, start, end, section, sentences, text in store.rows(sql, _asked(ids)):
        spans = tuple((first, last) for first, last in json.loads(sentences))
        passage = Passage(f"{doc_id}#{n}", doc_id, text[start:end], start, end, section, spans)
        found.append(passage)
    return found


def vectors_named(store: Store, ids: Sequence[str]) -> dict[str, PassageVectors]:
    """The vectors of passages and of their sentences, by the passages' ids as asked for."""
    sql = f"SELECT json_extract(asked.value, '$[0]'), p.n, p.vector, p.sentence_vectors{_ASKED}"
    rows = store.rows(sql, _asked(ids))
    if not rows:
        return {}
    wholes = np.frombuffer(b"".join(row[2] for row in rows), "<f4").reshape(len(rows), -1)
    dim = wholes.shape[1]
    sentences = unit_rows(b"".join(row[3] for row in rows), dim)
    ends = np.cumsum([len(row[3]) // (2 * dim) for row in rows]).tolist()
    return {
        f"{row[0]}#{row[1]}": PassageVectors(wholes[i : i + 1], sentences[start:end])
        for i, (row, start, end) in enumerate(zip(rows, [0, *ends], ends, strict=False))
    }


def keys_named(store: Store, ids: Sequence[str]) -> dict[int, str]:
    """The ids of passages as they were asked for, by their keys; unknown ones are left out."""
    sql = f"SELECT p.key, json_extract(asked.value, '$[0]'), p.n{_ASKED}"
    return {key: f"{doc_id}#{n}" for key, doc_id, n in store.rows(sql, _asked(ids))}


def unit_rows(blob: bytes, dim: int) -> Vectors:
    """Vectors kept as float16; made of unit length again, which rounding took from them."""
    rows = np.frombuffer(blob, "<f2").reshape(-1, dim).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True).clip(min=1e-9)
    return rows


def rows_of(store: Store, keys: Sequence[int]) -> list[Row]:
    """Key, id of the document, number and vector of passages, for those of the keys still there."""
    sql = (
        "SELECT p.key, d.id, p.n, p.vector FROM json_each(?) AS asked"
        " JOIN passages p ON p.key = asked.value JOIN documents d ON d.key = p.doc"
    )
    return store.rows(sql, json.dumps(keys))


def names_of(store: Store, keys: Sequence[int]) -> list[Row]:
    """Key, id of the document, and number, for those of the keys still there."""
    sql = (
        "SELECT p.key, d.id, p.n FROM json_each(?) AS asked"
        " JOIN passages p ON p.key = asked.value JOIN documents d ON d.key = p.doc"
    )
    return store.rows(sql, json.dumps(keys))


def removed(store: Store, after: int, upto: int) -> NDArray[np.int64]:
    """The keys of passages removed in generations from `after` (exclusive) to `upto`."""
    sql = "SELECT passage FROM removals WHERE generation > ? AND generation <= ?"
    return np.array([key for (key,) in store.rows(sql, after, upto)], np.int64)


def added(store: Store, sql: str, after: int, upto: int) -> Iterator[list[Row]]:
    """Rows of passages added in such generations and still there, by key, a page at a time."""
    first = "SELECT key FROM passages WHERE generation > ? ORDER BY generation, key LIMIT 1"
    found = store.rows(first, after)
    return store.pages(sql, upto, begin=found[0][0] - 1) if found else iter(())


def sample(store: Store, count: int) -> list[Row]:
    """Vector and sentences' vectors of about `count` passages, evenly spread over the keys."""
    total = store.rows("SELECT count(*) FROM passages")[0][0]
    sql = (
        "SELECT vector, sentence_vectors FROM passages WHERE key IN"
        " (SELECT key FROM (SELECT key, row_number() OVER (ORDER BY generation, key) AS n"
        " FROM passages) WHERE n % ? = 0)"
    )
    return store.rows(sql, max(1, total // max(1, count)))


def _asked(ids: Sequence[str]) -> str:
    found = (_ID.fullmatch(name) for name in ids)
    return json.dumps([(match[1], int(match[2])) for match in found if match])
