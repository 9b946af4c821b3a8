"""The rows of documents and of the records that they are made from, one record a source."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from embeddings.filters import journal_names
from embeddings.local.store import Row, Store
from seeds.document import Document, Source, document_from_json, document_json

_NEWEST = (
    "SELECT r.text, r.content, (SELECT json_group_array(json(source)) FROM"
    " (SELECT source FROM records WHERE doc = d.key AND source IS NOT NULL ORDER BY key))"
    " FROM documents d JOIN records r ON r.key = (SELECT max(key) FROM records WHERE doc = d.key)"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is there: the digest of its content, and of each record by its source."""

    key: int
    digest: bytes
    text_generation: int
    records: dict[str, bytes]


def digest_of(document: Document) -> bytes:
    """A digest of all of a document but where it was read."""
    return digest_of_row(_content(document), document.text)


def digest_of_row(content: str, text: str) -> bytes:
    """The same of a record as it is stored."""
    return hashlib.sha256(f"{content}\n{text}".encode()).digest()


def location_of(source: Source | None) -> str:
    """By what a record is known; what came without a source has its place too."""
    return source.location if source else ""


def other_titles(document: Document) -> str:
    """The titles in other languages, a line each."""
    return "\n".join(title for title in document.titles.values() if title != document.title)


def named(store: Store, names: Iterable[str]) -> dict[int, str]:
    """Key and id of the documents of ids or aliases, in order; unknown ones are left out."""
    sql = (
        "SELECT f.key, f.id FROM json_each(?) AS asked JOIN documents f ON f.key = coalesce("
        "(SELECT key FROM documents WHERE id = asked.value),"
        " (SELECT d.key FROM aliases a JOIN documents d ON d.key = a.doc"
        " WHERE a.name = asked.value ORDER BY d.id LIMIT 1)) ORDER BY asked.key"
    )
    return dict(store.rows(sql, json.dumps(list(names))))


def keys_in(store: Store, journals: Iterable[str]) -> list[int]:
    """The keys of the documents of journals."""
    sql = "SELECT doc FROM journals WHERE name IN (SELECT value FROM json_each(?))"
    names = json.dumps([journal_names(journal)[0] for journal in journals])
    return [key for (key,) in store.rows(sql, names)]


def document_of(store: Store, name: str) -> Document | None:
    """The document of an id or alias."""
    for key in named(store, [name]):
        for row in store.rows(_NEWEST + " WHERE d.key = ?", key):
            return _document(row)
    return None


def documents_after(store: Store, after: str, limit: int | None) -> list[Document]:
    """Documents in order of id, from the first id greater than `after`."""
    sql = _NEWEST + " WHERE d.id > ? ORDER BY d.id LIMIT ?"
    return [_document(row) for row in store.rows(sql, after, -1 if limit is None else limit)]


def known(store: Store, doc_id: str) -> Known | None:
    """What is there of the document of an id."""
    sql = (
        "SELECT d.key, d.digest, d.text_generation, r.location, r.digest FROM documents d"
        " JOIN records r ON r.doc = d.key WHERE d.id = ?"
    )
    if not (rows := store.rows(sql, doc_id)):
        return None
    key, digest, text_generation = rows[0][:3]
    return Known(key, digest, text_generation, {row[3]: row[4] for row in rows})


def text_generation(store: Store, name: str) -> int | None:
    """The generation at which the text of the document of an id or alias last changed."""
    sql = "SELECT text_generation FROM documents WHERE key = ?"
    return next((row[0] for key in named(store, [name]) for row in store.rows(sql, key)), None)


def brought_by(store: Store, location: str) -> tuple[dict[int, str], list[str]]:
    """What a source brought: key and id of documents that it brought alone, ids of the others."""
    sql = (
        "SELECT d.key, d.id, (SELECT count(*) FROM records WHERE doc = d.key) FROM records r"
        " JOIN documents d ON d.key = r.doc WHERE r.location = ? ORDER BY d.id"
    )
    rows = store.rows(sql, location)
    alone = {key: doc_id for key, doc_id, sources in rows if sources == 1}
    return alone, [doc_id for key, doc_id, _ in rows if key not in alone]


def without(store: Store, key: int, location: str) -> tuple[Document, bytes]:
    """A document of several sources once one of them took it back, and the digest of that."""
    sql = (
        "SELECT text, content, '[]', digest FROM records WHERE doc = ? AND location <> ?"
        " ORDER BY key DESC LIMIT 1"
    )
    *row, digest = store.rows(sql, key, location)[0]
    return _document(tuple(row)), digest


def put_document(
    connection: sqlite3.Connection, document: Document, digest: bytes, text_generation: int
) -> int:
    """Insert or replace the row of a document, its journals and aliases; its key."""
    connection.execute(
        "INSERT INTO documents"
        " (id, digest, text_generation, published, year, kind, language, titles)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET digest = excluded.digest,"
        " text_generation = excluded.text_generation, published = excluded.published,"
        " year = excluded.year, kind = excluded.kind, language = excluded.language,"
        " titles = excluded.titles",
        (
            document.id,
            digest,
            text_generation,
            document.published,
            document.year,
            document.kind,
            document.language,
            other_titles(document),
        ),
    )
    found = connection.execute("SELECT key FROM documents WHERE id = ?", (document.id,)).fetchone()
    key = int(found[0])
    names = journal_names(document.journal) if document.journal else ()
    connection.execute("DELETE FROM journals WHERE doc = ?", (key,))
    connection.executemany("INSERT INTO journals VALUES (?, ?)", ((name, key) for name in names))
    connection.execute("DELETE FROM aliases WHERE doc = ?", (key,))
    aliases = dict.fromkeys(document.aliases)
    connection.executemany("INSERT INTO aliases VALUES (?, ?)", ((name, key) for name in aliases))
    return key


def put_record(
    connection: sqlite3.Connection,
    key: int,
    document: Document,
    digest: bytes,
    source: Source | None,
) -> None:
    """Write what a source says of a document, as its newest record."""
    remove_record(connection, key, location_of(source))
    connection.execute(
        "INSERT INTO records (doc, location, digest, source, text, content)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            key,
            location_of(source),
            digest,
            json.dumps(asdict(source), ensure_ascii=False) if source else None,
            document.text,
            _content(document),
        ),
    )


def remove_record(connection: sqlite3.Connection, key: int, location: str) -> None:
    """Remove what a source says of a document."""
    connection.execute("DELETE FROM records WHERE doc = ? AND location = ?", (key, location))


def remove_documents(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Remove documents with all that hangs on them; the removals of passages are noted."""
    connection.executemany("DELETE FROM documents WHERE key = ?", ((key,) for key in keys))


def _content(document: Document) -> str:
    values = document_json(document)
    del values["text"], values["sources"]
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _document(row: Row) -> Document:
    text, content, sources = row
    values: dict[str, Any] = json.loads(content)
    return document_from_json({**values, "text": text, "sources": json.loads(sources)})
