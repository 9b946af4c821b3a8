"""The rows of documents, each made from the records of one work."""

import json
import sqlite3
from collections.abc import Iterable

from embeddings.filters import journal_names
from embeddings.local.content import document_of_row
from embeddings.local.store import Store
from seeds.document import Document

_DOCUMENT = (
    "SELECT r.text, coalesce(d.content, r.content), (SELECT json_group_array(json(source)) FROM"
    " (SELECT source FROM records WHERE doc = d.key AND source IS NOT NULL"
    " ORDER BY location, id, n)) FROM documents d JOIN records r ON r.key = d.record"
)


def facets_of(document: Document) -> tuple[object, ...]:
    """What filters look at, as it is stored; those columns of `documents`, in order."""
    evidence, status = document.evidence, document.status
    return (
        document.year,
        document.kind,
        document.language,
        evidence.study_type if evidence else None,
        "\n".join(evidence.species) or None if evidence else None,
        status.kind if status else None,
    )


def other_titles(document: Document) -> str:
    """The titles in other languages, a line each."""
    return "\n".join(title for title in document.titles.values() if title != document.title)


_KEYS = "SELECT d.key, d.id FROM documents d"
_ASKED = (
    " AS asked ON d.key = coalesce((SELECT key FROM documents WHERE id = asked.value),"
    " (SELECT f.key FROM aliases a JOIN documents f ON f.key = a.doc"
    " WHERE a.name = asked.value ORDER BY f.id LIMIT 1))"
)


def named(store: Store, names: Iterable[str]) -> dict[int, str]:
    """Key and id of the documents of ids or aliases, in order; unknown ones are left out."""
    sql = _KEYS + " JOIN json_each(?)" + _ASKED + " ORDER BY asked.key"
    return dict(store.rows(sql, json.dumps(list(names))))


def keys_in(store: Store, journals: Iterable[str]) -> list[int]:
    """The keys of the documents of journals."""
    sql = "SELECT doc FROM journals WHERE name IN (SELECT value FROM json_each(?))"
    names = json.dumps([journal_names(journal)[0] for journal in journals])
    return [key for (key,) in store.rows(sql, names)]


def document_of(store: Store, name: str) -> Document | None:
    """The document of an id or alias."""
    found = store.rows(_DOCUMENT + " JOIN (SELECT ? AS value)" + _ASKED, name)
    return document_of_row(found[0]) if found else None


def document_at(store: Store, key: int) -> Document | None:
    """The document of a key."""
    found = store.rows(_DOCUMENT + " WHERE d.key = ?", key)
    return document_of_row(found[0]) if found else None


def documents_after(store: Store, after: str, limit: int | None) -> list[Document]:
    """Documents in order of id, from the first id greater than `after`."""
    sql = _DOCUMENT + " WHERE d.id > ? ORDER BY d.id LIMIT ?"
    rows = store.rows(sql, after, -1 if limit is None else limit)
    return [document_of_row(row) for row in rows]


def text_generation(store: Store, name: str) -> int | None:
    """The generation at which the text of the document of an id or alias last changed."""
    sql = "SELECT text_generation FROM documents WHERE key = ?"
    return next((row[0] for key in named(store, [name]) for row in store.rows(sql, key)), None)


def brought_alone(store: Store, location: str) -> list[str]:
    """Ids of the documents that a source brought and no other did."""
    sql = (
        "SELECT DISTINCT d.id FROM records r JOIN documents d ON d.key = r.doc"
        " WHERE r.location = ? AND NOT EXISTS"
        " (SELECT 1 FROM records WHERE doc = d.key AND location <> ?) ORDER BY d.id"
    )
    return [doc_id for (doc_id,) in store.rows(sql, location, location)]


def put_document(
    connection: sqlite3.Connection,
    document: Document,
    digest: bytes,
    text_generation: int,
    *,
    key: int | None = None,
    record: int | None = None,
    content: str | None = None,
    names: Iterable[str] = (),
) -> int:
    """Insert a document, or replace the row of a key; the key.

    Its journals and aliases are written, and `names` by which it is found as well.
    """
    values = (
        document.id,
        digest,
        text_generation,
        document.published,
        document.about,
        *facets_of(document),
        other_titles(document),
        record,
        content,
    )
    if key is None:
        added = connection.execute(
            "INSERT INTO documents (id, digest, text_generation, published, about, year, kind,"
            " language, study_type, species, status, titles, record, content)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        key = int(added.lastrowid or 0)
    else:
        connection.execute(
            "UPDATE documents SET id = ?, digest = ?, text_generation = ?, published = ?,"
            " about = ?, year = ?, kind = ?, language = ?, study_type = ?, species = ?, status = ?,"
            " titles = ?, record = ?, content = ? WHERE key = ?",
            (*values, key),
        )
    journals = journal_names(document.journal) if document.journal else ()
    connection.execute("DELETE FROM journals WHERE doc = ?", (key,))
    connection.executemany("INSERT INTO journals VALUES (?, ?)", ((name, key) for name in journals))
    connection.execute("DELETE FROM aliases WHERE doc = ?", (key,))
    aliases = {*document.aliases, *names}
    connection.executemany("INSERT INTO aliases VALUES (?, ?)", ((name, key) for name in aliases))
    return key


def free_ids(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Take their ids from documents that get others or are removed, for others to have them."""
    sql = "UPDATE documents SET id = char(0) || key WHERE key = ?"
    connection.executemany(sql, ((key,) for key in keys))


def remove_documents(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Remove documents with all that hangs on them; the removals of passages are noted."""
    connection.executemany("DELETE FROM documents WHERE key = ?", ((key,) for key in keys))
