"""The schema of `collection.sqlite`, and how a file comes to have it."""

import sqlite3
from pathlib import Path

from embeddings.collection import CollectionError
from embeddings.local.content import appraised, digest_of_row

APPLICATION = 0x416E6167
"""`PRAGMA application_id` of our files: "Anag"."""

_MIGRATIONS = (
    (
        # `floor`: indexes of an older generation cannot catch up and are made anew.
        "CREATE TABLE state (generation INTEGER NOT NULL, floor INTEGER NOT NULL, encoder TEXT)",
        "INSERT INTO state VALUES (0, 0, NULL)",
        "CREATE TABLE documents (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
        " digest BLOB NOT NULL, text_generation INTEGER NOT NULL, published TEXT, year INTEGER,"
        " kind TEXT NOT NULL, language TEXT, titles TEXT NOT NULL)",
        "CREATE INDEX documents_published ON documents (published)",
        # What each source says of a document; the newest (greatest key) is the document.
        "CREATE TABLE records (key INTEGER PRIMARY KEY AUTOINCREMENT,"
        " doc INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, location TEXT NOT NULL,"
        " digest BLOB NOT NULL, source TEXT, text TEXT NOT NULL, content TEXT NOT NULL,"
        " UNIQUE (doc, location))",
        "CREATE INDEX records_location ON records (location)",
        "CREATE TABLE journals (name TEXT NOT NULL,"
        " doc INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,"
        " PRIMARY KEY (name, doc)) WITHOUT ROWID",
        "CREATE INDEX journals_doc ON journals (doc)",
        "CREATE TABLE aliases (name TEXT NOT NULL,"
        " doc INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,"
        " PRIMARY KEY (name, doc)) WITHOUT ROWID",
        "CREATE INDEX aliases_doc ON aliases (doc)",
        # A row never changes: what changes gets a new key, so that keys order generations.
        "CREATE TABLE passages (key INTEGER PRIMARY KEY AUTOINCREMENT,"
        " doc INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, n INTEGER NOT NULL,"
        ' "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, section TEXT,'
        " sentences TEXT NOT NULL, generation INTEGER NOT NULL, vector BLOB NOT NULL,"
        " index_text TEXT NOT NULL, sentence_vectors BLOB NOT NULL, UNIQUE (doc, n))",
        "CREATE INDEX passages_generation ON passages (generation)",
        "CREATE TABLE removals (passage INTEGER PRIMARY KEY, generation INTEGER NOT NULL)",
        "CREATE INDEX removals_generation ON removals (generation)",
        "CREATE TRIGGER passage_removed AFTER DELETE ON passages BEGIN"
        " INSERT INTO removals SELECT OLD.key, generation FROM state; END",
    ),
    (
        # A document is made of records that may have come under other ids. `record` is the one
        # whose text it has; `content` is what differs from that record as it stands, if any does.
        "ALTER TABLE documents ADD COLUMN record INTEGER",
        "ALTER TABLE documents ADD COLUMN content TEXT",
        "UPDATE documents SET record = (SELECT max(key) FROM records WHERE doc = documents.key)",
        # `n` counts from 0 the records that one source has under an id; `came` is the digest of one
        # before it was prepared, by which what comes again unchanged is known.
        "CREATE TABLE kept (key INTEGER PRIMARY KEY AUTOINCREMENT,"
        " doc INTEGER REFERENCES documents ON DELETE CASCADE, id TEXT NOT NULL,"
        " location TEXT NOT NULL, n INTEGER NOT NULL, came BLOB, digest BLOB NOT NULL, source TEXT,"
        " text TEXT NOT NULL, content TEXT NOT NULL, settled INTEGER NOT NULL,"
        " UNIQUE (id, location, n))",
        "INSERT INTO kept SELECT r.key, r.doc, d.id, r.location, 0, NULL, r.digest, r.source,"
        " r.text, r.content, 0 FROM records r JOIN documents d ON d.key = r.doc",
        "DROP TABLE records",
        "ALTER TABLE kept RENAME TO records",
        "CREATE INDEX records_doc ON records (doc)",
        "CREATE INDEX records_location ON records (location)",
        # Those of before this schema: the next that writes looks for the works they are of.
        "CREATE INDEX records_unsettled ON records (key) WHERE settled = 0",
        # By what records of one work find each other: hashes of `embeddings.entry.Entry.found_by`.
        "CREATE TABLE names (name INTEGER NOT NULL,"
        " record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,"
        " PRIMARY KEY (name, record)) WITHOUT ROWID",
        "CREATE INDEX names_record ON names (record)",
    ),
    (
        # What filters look at besides; of species there is a line for each.
        "ALTER TABLE documents ADD COLUMN study_type TEXT",
        "ALTER TABLE documents ADD COLUMN species TEXT",
        "ALTER TABLE documents ADD COLUMN status TEXT",
        # The first schema came before evidence was told.
        "CREATE TEMP TABLE untold AS SELECT key FROM records"
        " WHERE json_extract(content, '$.evidence') IS NULL",
        "UPDATE documents SET content = appraised(content, (SELECT text FROM records"
        " WHERE key = record)) WHERE json_extract(content, '$.evidence') IS NULL"
        " AND content IS NOT NULL",
        "UPDATE records SET content = appraised(content, text)"
        " WHERE key IN (SELECT key FROM untold)",
        "UPDATE records SET digest = digest_of(content, text)"
        " WHERE key IN (SELECT key FROM untold)",
        "UPDATE documents SET digest = (SELECT digest_of(coalesce(documents.content, r.content),"
        " r.text) FROM records r WHERE r.key = record) WHERE EXISTS (SELECT 1 FROM untold"
        " JOIN records r USING (key) WHERE r.doc = documents.key)",
        "DROP TABLE untold",
        "UPDATE documents SET (study_type, species, status) = (SELECT"
        " json_extract(said, '$.evidence.study_type'),"
        " (SELECT group_concat(value, char(10)) FROM json_each(said, '$.evidence.species')),"
        " json_extract(said, '$.status.kind')"
        " FROM (SELECT coalesce(documents.content, r.content) AS said FROM records r"
        " WHERE r.key = documents.record))",
        "UPDATE state SET generation = generation + 1, floor = generation + 1"
        " WHERE EXISTS (SELECT 1 FROM documents)",
    ),
    (
        # What tables say of the status of works, by the works' ids.
        "CREATE TABLE statuses (name TEXT NOT NULL, location TEXT NOT NULL, row TEXT NOT NULL,"
        " kind TEXT NOT NULL, date TEXT, source TEXT NOT NULL,"
        " PRIMARY KEY (name, location, row)) WITHOUT ROWID",
        "CREATE INDEX statuses_location ON statuses (location, row)",
        "ALTER TABLE documents ADD COLUMN about TEXT",
        "UPDATE documents SET about = (SELECT json_extract(coalesce(documents.content, r.content),"
        " '$.about') FROM records r WHERE r.key = documents.record)",
        "CREATE INDEX documents_about ON documents (about) WHERE about IS NOT NULL",
    ),
)
VERSION = len(_MIGRATIONS)
"""`PRAGMA user_version` of files of this schema."""


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema that a file has, 0 for an empty one; one of ours that we can read."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION:
        if application or version or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise CollectionError(
                f"{path} belongs to another program, so {path.parent} is no collection: name an"
                " empty or a new folder."
            )
        return 0
    if version > VERSION:
        raise CollectionError(
            f"{path} was written by a newer Anagen (schema {version}; this one reads up to"
            f" {VERSION}): upgrade Anagen."
        )
    return version


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a file to the present schema in one transaction; only the lock's holder may."""
    connection.create_function("appraised", 2, appraised)
    connection.create_function("digest_of", 2, digest_of_row)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        for statements in _MIGRATIONS[version_of(connection, path) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
