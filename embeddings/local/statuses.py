"""The rows of tables of editorial status, and what they make of a document's status."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from embeddings.local.store import Store
from seeds.document import Document
from seeds.status import Marking, Status, prevailing

_UNSETTLE = (
    "UPDATE records SET settled = 0 WHERE doc IN ("
    "SELECT key FROM documents WHERE id IN (SELECT value FROM json_each(:names))"
    " UNION SELECT doc FROM aliases WHERE name IN (SELECT value FROM json_each(:names))"
    " UNION SELECT key FROM documents WHERE about IN (SELECT value FROM json_each(:names)))"
)


def unknown(store: Store, location: str, markings: Sequence[Marking]) -> list[Marking]:
    """Those of a table's rows that it has not said before, or said otherwise."""
    sql = (
        "SELECT row, name, kind, date, source FROM statuses"
        " WHERE location = ? AND row IN (SELECT value FROM json_each(?))"
    )
    known: dict[str, set[tuple[str, Status]]] = {}
    for row, name, *status in store.rows(sql, location, json.dumps([one.key for one in markings])):
        known.setdefault(row, set()).add((name, Status(*status)))
    return [one for one in markings if known.get(one.key, set()) != set(one.statuses)]


def put(connection: sqlite3.Connection, location: str, markings: Sequence[Marking]) -> None:
    """Write rows in the place of those of their keys; their works are to be settled."""
    rows = json.dumps([one.key for one in markings])
    before = connection.execute(
        "DELETE FROM statuses WHERE location = ? AND row IN (SELECT value FROM json_each(?))"
        " RETURNING name",
        (location, rows),
    ).fetchall()
    connection.executemany(
        "INSERT OR REPLACE INTO statuses VALUES (?, ?, ?, ?, ?, ?)",
        (
            (name, location, one.key, status.kind, status.date, status.source)
            for one in markings
            for name, status in one.statuses
        ),
    )
    names = [name for one in markings for name, _ in one.statuses]
    _unsettle(connection, [*names, *(name for (name,) in before)])


def are_from(store: Store, location: str) -> bool:
    """Whether a source is a table whose rows are here."""
    return bool(store.rows("SELECT 1 FROM statuses WHERE location = ? LIMIT 1", location))


def remove(connection: sqlite3.Connection, location: str) -> None:
    """Take a table's rows out; their works are to be settled."""
    sql = "DELETE FROM statuses WHERE location = ? RETURNING name"
    before = connection.execute(sql, (location,)).fetchall()
    _unsettle(connection, (name for (name,) in before))


def named(store: Store, markings: Iterable[Marking]) -> set[str]:
    """Those of the ids in rows that are of works here."""
    sql = (
        "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM documents WHERE id = value)"
        " OR EXISTS (SELECT 1 FROM aliases WHERE name = value)"
        " OR EXISTS (SELECT 1 FROM documents WHERE about = value)"
    )
    names = json.dumps([name for one in markings for name, _ in one.statuses])
    return {name for (name,) in store.rows(sql, names)}


def marked(
    connection: sqlite3.Connection, document: Document, records: Iterable[Document]
) -> Document:
    """A document with the status that prevails of what its records and tables say."""
    sql = (
        "SELECT kind, date, source, location, row FROM statuses"
        " WHERE name IN (SELECT value FROM json_each(?)) ORDER BY location DESC, row DESC"
    )
    names = [document.id, *document.aliases, *([document.about] if document.about else [])]
    said = {
        Status(*status): f"{location}, record {row}"
        for *status, location, row in connection.execute(sql, (json.dumps(names),))
    }
    own = {
        one.status: ", ".join(f"{each.location}, {each.place}" for each in one.sources)
        for one in records
        if one.status
    }
    origins = said | own
    status = prevailing(origins)
    if status is None or status == document.status:
        return document
    sources = {**document.field_sources, "status": origins[status]}
    return replace(document, status=status, field_sources=sources)


def _unsettle(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    connection.execute(_UNSETTLE, {"names": json.dumps(list(dict.fromkeys(names)))})
