"""The check of a collection: what in it does not fit together."""

import json
import struct
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from embeddings.collection import CollectionError
from embeddings.local import documents, passages
from embeddings.local.content import digest_of_row, document_of_row
from embeddings.local.indexes import Indexes
from embeddings.local.lexical import LexicalIndex
from embeddings.local.passages import StoredPassage
from embeddings.local.store import Store
from seeds.document import Document

_LENGTH = 1e-3
_SHOWN = 3
_FOOTER = struct.Struct("<II")
_ENDING = 1337  # of every file of a tantivy segment


def faults(store: Store, indexes: Indexes) -> list[str]:
    """All faults found, a sentence each; nothing may be written meanwhile."""
    dense = indexes.dense.refresh(indexes.own_generation())
    indexes.lexical.catch_up(store)
    lexical = LexicalIndex(indexes.lexical.folder)  # as it is on the disk by now
    lexical.refresh()
    found: list[str] = []
    for part in (
        _of_sqlite(store),
        _of_records(store, dense.index.d),
        _of_index(store, "dense", dense.generation, dense.keys().tolist),
        _of_index(store, "lexical", lexical.generation, lexical.keys),
        _of_segments(lexical.folder),
    ):
        try:
            found += part
        except CollectionError as error:
            found.append(str(error))
    return found


def _of_sqlite(store: Store) -> Iterator[str]:
    for (report,) in store.rows("PRAGMA integrity_check"):
        if report != "ok":
            yield f"SQLite: {report}."
    for table, row, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield f"SQLite: row {row} of {table} belongs to nothing in {parent}."
    numbered = (
        "SELECT d.id FROM documents d LEFT JOIN passages p ON p.doc = d.key GROUP BY d.key"
        " HAVING count(p.key) = 0 OR max(p.n) + 1 <> count(p.key)"
    )
    for (doc_id,) in store.rows(numbered):
        yield f"{doc_id}: a passage is missing."


def _of_records(store: Store, dim: int) -> Iterator[str]:
    sql = (
        "SELECT r.key, r.location, r.digest, r.content, r.text, d.key, d.id, d.digest,"
        " r.key = d.record, coalesce(d.content, r.content)"
        " FROM records r LEFT JOIN documents d ON d.key = r.doc"
        " WHERE r.key > ? ORDER BY r.key LIMIT ?"
    )
    for rows in store.pages(sql):
        for _, location, digest, content, text, key, doc_id, whole, is_its_text, said in rows:
            if digest_of_row(content, text) != digest:
                yield f"{doc_id}: what {location or 'its source'} says differs from its checksum."
            elif doc_id is None:
                yield f"SQLite: a record of {location or 'no source'} belongs to no document."
            elif is_its_text:
                if digest_of_row(said, text) != whole:
                    yield f"{doc_id}: it is not what its records make."
                yield from _of_facets(store, key, document_of_row((text, said, "[]")))
                yield from _of_passages(doc_id, text, passages.stored_passages(store, key), dim)


def _of_facets(store: Store, key: int, document: Document) -> Iterator[str]:
    sql = (
        "SELECT id, published, year, kind, language, study_type, species, status"
        " FROM documents WHERE key = ?"
    )
    doc_id = document.id
    wanted = (doc_id, document.published, *documents.facets_of(document))
    if store.rows(sql, key) != [wanted]:
        yield f"{doc_id}: what filters look at differs from the document."


def _of_index(
    store: Store, name: str, generation: int, keys: Callable[[], list[int]]
) -> Iterator[str]:
    if generation != (wanted := store.state().generation):
        yield f"The {name} index is of generation {generation}, SQLite of {wanted}."
    wanted_keys = {key for (key,) in store.rows("SELECT key FROM passages")}
    held = keys()
    if missing := wanted_keys.difference(held):
        yield f"The {name} index lacks {_some(store, missing)}."
    if len(held) > len(wanted_keys) - len(missing):
        yield f"The {name} index holds passages that are not there, or one twice."


def _of_passages(doc_id: str, text: str, rows: Sequence[StoredPassage], dim: int) -> Iterator[str]:
    end = 0
    for n, row in enumerate(rows):
        spans = json.loads(row.sentences) or [[row.start, row.end]]
        borders = [border for span in spans for border in span]
        whole = (row.start, row.end) == (borders[0], borders[-1])
        if not whole or borders != sorted(borders) or not end <= row.start <= len(text):
            yield f"{doc_id}#{n}: it does not lie in its document as its sentences do."
        end = row.end
        if not _are_unit(row.vector, "<f4", 1, dim):
            yield f"{doc_id}#{n}: its vector is not a unit vector of {dim} dimensions."
        if not _are_unit(row.sentence_vectors, "<f2", len(json.loads(row.sentences)), dim):
            yield f"{doc_id}#{n}: its sentences' vectors are not unit vectors, one each."
    if end > len(text):
        yield f"{doc_id}: its passages go beyond its text."


def _are_unit(blob: bytes, kind: str, count: int, dim: int) -> bool:
    if len(blob) != count * dim * np.dtype(kind).itemsize:
        return False
    vectors = np.frombuffer(blob, kind).reshape(count, dim).astype(np.float64)
    return bool((abs(np.linalg.norm(vectors, axis=1) - 1) < _LENGTH).all())


def _of_segments(folder: Path) -> Iterator[str]:
    """Files of the lexical index that differ from the checksums at their ends."""
    meta = folder / "meta.json"
    try:
        segments = json.loads(meta.read_bytes())["segments"]
    except (OSError, ValueError, KeyError):
        yield f"{meta} is damaged."
        return
    for segment in segments:
        name = segment["segment_id"].replace("-", "")
        deletes = f"{name}.{(segment['deletes'] or {}).get('opstamp')}.del"
        for file in sorted(folder.glob(f"{name}.*")):
            # Deletes of another commit are not in use, whatever a writer that died left of them.
            in_use = file.suffix != ".del" or file.name == deletes
            if in_use and not _is_intact(file.read_bytes()):
                yield f"{file} is damaged."


def _is_intact(content: bytes) -> bool:
    length, ending = _FOOTER.unpack(content[-_FOOTER.size :].rjust(_FOOTER.size))
    end = max(0, len(content) - _FOOTER.size - length)
    crc = f'"crc":{zlib.crc32(content[:end])}}}'.encode()
    return bool(ending == _ENDING and content[end : -_FOOTER.size].endswith(crc))


def _some(store: Store, keys: Collection[int]) -> str:
    rows = passages.rows_of(store, sorted(keys)[:_SHOWN])
    names = ", ".join(f"{doc_id}#{n}" for _, doc_id, n, _ in rows)
    return f"{len(keys)} passages ({names}…)" if len(keys) > _SHOWN else names
