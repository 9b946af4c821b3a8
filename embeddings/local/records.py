"""The rows of records: what each source says of a work, and by what records find each other."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import NamedTuple

from embeddings.entry import Entry
from embeddings.local.content import content_of, digest_of_row, document_of_row
from embeddings.local.store import Store
from embeddings.work import Relation, relation
from seeds.appraisal import RULES
from seeds.document import Document, Source


class Place(NamedTuple):
    """Where a record came from: a location, and how many of its id that has before it."""

    location: str
    n: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it is stored; `doc` is None until the work that it is of is known."""

    key: int
    place: Place
    doc: int | None
    digest: bytes
    content: str
    entry: Entry

    @property
    def document(self) -> Document:
        """What the source says, with the source."""
        return self.entry.document


def digest_of(document: Document) -> bytes:
    """A digest of a document as it comes, without where it was read, and of the present rules."""
    return digest_of_row(content_of(document), f"{document.text}\n{RULES}")


def location_of(source: Source | None) -> str:
    """By what a source is known; what came without one has its location too."""
    return source.location if source else ""


def put_record(
    connection: sqlite3.Connection,
    document: Document,
    came: bytes,
    place: Place,
    source: Source | None,
) -> int:
    """Write what a source says of a work, which it has not said before; its key.

    `came` is the digest of the record before it was prepared.
    """
    shown = json.dumps(asdict(source), ensure_ascii=False) if source else None
    content = content_of(document)
    added = connection.execute(
        "INSERT INTO records (id, location, n, came, digest, source, text, content, settled)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
        (
            document.id,
            *place,
            came,
            digest_of_row(content, document.text),
            shown,
            document.text,
            content,
        ),
    )
    key = int(added.lastrowid or 0)
    put_names(connection, key, Entry(document))
    return key


def put_names(connection: sqlite3.Connection, key: int, entry: Entry) -> None:
    """Write by what a record is found."""
    names = {_hash(name) for name in entry.found_by()}
    connection.executemany(
        "INSERT OR IGNORE INTO names VALUES (?, ?)", ((name, key) for name in names)
    )


def unsettled(store: Store, count: int) -> list[tuple[int, Document]]:
    """Records that an older Anagen wrote, or whose works a table marked: to be looked at anew."""
    sql = "SELECT key, source, text, content FROM records WHERE settled = 0 ORDER BY key LIMIT ?"
    return [(key, _document(*row)) for key, *row in store.rows(sql, count)]


def settle(connection: sqlite3.Connection, key: int, document: Document) -> None:
    """Have a record found by others."""
    put_names(connection, key, Entry(document))
    connection.execute("UPDATE records SET settled = 1 WHERE key = ?", (key,))


def came(store: Store, doc_id: str) -> dict[Place, bytes | None]:
    """The digests that records under an id had before they were prepared, by their places."""
    sql = "SELECT location, n, came FROM records WHERE id = ?"
    return {Place(location, n): digest for location, n, digest in store.rows(sql, doc_id)}


def keys_at(connection: sqlite3.Connection, doc_id: str, places: Iterable[Place]) -> list[int]:
    """The keys of the records under an id that came from places."""
    sql = "SELECT key FROM records WHERE id = ? AND location = ? AND n = ?"
    found = (connection.execute(sql, (doc_id, *place)).fetchone() for place in places)
    return [row[0] for row in found if row]


def keys_of_documents(store: Store, docs: Iterable[int]) -> list[int]:
    """The keys of the records of documents."""
    sql = "SELECT key FROM records WHERE doc IN (SELECT value FROM json_each(?))"
    return [key for (key,) in store.rows(sql, json.dumps(list(docs)))]


def keys_from(store: Store, location: str, count: int) -> list[int]:
    """The keys of as many records of a source."""
    return [
        key
        for (key,) in store.rows(
            "SELECT key FROM records WHERE location = ? ORDER BY key LIMIT ?", location, count
        )
    ]


def remove_records(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Remove records."""
    connection.executemany("DELETE FROM records WHERE key = ?", ((key,) for key in keys))


class Kin:
    """Records with all that are related to them, read once each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read: dict[int, Stored] = {}

    def groups(self, keys: Iterable[int]) -> Iterator[list[Stored]]:
        """The records of keys, each with its kin and their kin, by key; no record twice."""
        seen: set[int] = set()
        for key in keys:
            if key not in seen:
                group = self._group(key)
                seen.update(group)
                yield [group[member] for member in sorted(group)]

    def _group(self, first: int) -> dict[int, Stored]:
        group = {first: self._record(first)}
        waiting = [first]
        while waiting:
            one = group[waiting.pop()]
            for key in self._candidates(one):
                if key in group:
                    continue
                other = self._record(key)
                together = one.doc is not None and one.doc == other.doc
                if together or relation(one.entry, other.entry) is not Relation.NONE:
                    group[key] = other
                    waiting.append(key)
        return group

    def _candidates(self, one: Stored) -> list[int]:
        sql = (
            "SELECT record FROM names WHERE name IN (SELECT value FROM json_each(?))"
            " UNION SELECT key FROM records WHERE doc = ?"
        )
        names = json.dumps(sorted({_hash(name) for name in one.entry.looks_for()}))
        return [key for (key,) in self._connection.execute(sql, (names, one.doc)).fetchall()]

    def _record(self, key: int) -> Stored:
        if key not in self._read:
            sql = (
                "SELECT location, n, doc, digest, content, source, text FROM records WHERE key = ?"
            )
            found = self._connection.execute(sql, (key,)).fetchone()
            location, n, doc, digest, content, source, text = found
            entry = Entry(_document(source, text, content))
            self._read[key] = Stored(key, Place(location, n), doc, digest, content, entry)
        return self._read[key]


def _document(source: str | None, text: str, content: str) -> Document:
    return document_of_row((text, content, f"[{source}]" if source else "[]"))


def _hash(name: str) -> int:
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
