"""Tests of the store: the file, its schema, and transactions."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.collection import CollectionError
from embeddings.local import LocalCollection, documents, passages, schema
from embeddings.local.lock import WriterLock
from embeddings.local.store import Store
from tests.embeddings.conftest import FakeEncoder, abstract, numbered, source


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store(tmp_path, WriterLock(tmp_path), 1)
    yield opened
    opened.close()


def file_of(folder: Path) -> Path:
    """The SQLite file, in a folder made for it."""
    folder.mkdir(exist_ok=True)
    return folder / "collection.sqlite"


def test_a_new_file_is_marked_as_ours_and_durable(store: Store) -> None:
    """The mark, the schema's version, and the settings on which durability rests."""
    pragmas = ("application_id", "user_version", "journal_mode", "foreign_keys", "synchronous")
    values = [store.rows(f"PRAGMA {pragma}")[0][0] for pragma in pragmas]
    assert values == [schema.APPLICATION, schema.VERSION, "wal", 1, 2]


def test_a_file_of_a_newer_schema_is_refused(folder: Path, encoder: FakeEncoder) -> None:
    """What a newer version wrote is not touched."""
    LocalCollection.open(folder, encoder).close()
    with sqlite3.connect(file_of(folder)) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(CollectionError, match=r"newer Anagen \(schema 99.*upgrade"):
        LocalCollection.open(folder, encoder)


def test_a_file_of_another_program_is_refused(folder: Path, encoder: FakeEncoder) -> None:
    """Somebody else's tables are neither used nor changed."""
    with sqlite3.connect(file_of(folder)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(CollectionError, match=r"collection\.sqlite belongs to another program"):
        LocalCollection.open(folder, encoder)


def test_a_file_that_is_not_sqlite_is_refused(folder: Path, encoder: FakeEncoder) -> None:
    """Whatever it is, it stays as it is."""
    file_of(folder).write_bytes(b"not a database, but long enough to look like one" * 100)
    with pytest.raises(CollectionError, match="is not an SQLite file"):
        LocalCollection.open(folder, encoder)


def test_a_folder_of_other_things_is_refused_by_name(folder: Path, encoder: FakeEncoder) -> None:
    """Nobody's photographs become a collection."""
    folder.mkdir()
    (folder / "photo.jpg").touch()
    with pytest.raises(CollectionError, match=r"collection is no collection: it holds photo\.jpg"):
        LocalCollection.open(folder, encoder)
    assert [file.name for file in folder.iterdir()] == ["photo.jpg"]


def test_a_file_in_the_place_of_the_folder_is_refused(folder: Path, encoder: FakeEncoder) -> None:
    """The message names the file."""
    folder.touch()
    with pytest.raises(CollectionError, match="collection cannot be used"):
        LocalCollection.open(folder, encoder)


def test_a_fresh_volume_and_a_half_made_file_are_empty(folder: Path, encoder: FakeEncoder) -> None:
    """`lost+found`, hidden files and a file of no bytes are no reason to refuse."""
    file_of(folder).touch()
    (folder / "lost+found").mkdir()
    (folder / ".keep").touch()
    with LocalCollection.open(folder, encoder) as collection:
        assert collection.size().documents == 0


def test_existing_asks_for_a_collection_that_is_there(folder: Path, encoder: FakeEncoder) -> None:
    """A mistyped folder is not made."""
    with pytest.raises(CollectionError, match=rf"no collection in {folder}.*anagen ingest"):
        LocalCollection.existing(folder, encoder)
    assert not folder.exists()
    LocalCollection.open(folder, encoder).close()
    LocalCollection.existing(folder, encoder).close()


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    """Neither rows nor a generation."""

    def fail() -> None:
        with store.writing() as (connection, generation):
            documents.put_document(connection, numbered(1), b"", generation)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert store.state().generation == 0
    assert store.rows("SELECT * FROM documents") == []


def test_removing_a_document_notes_the_removal_of_its_passages(
    collection: LocalCollection, folder: Path
) -> None:
    """Indexes learn of it, whichever way the rows go."""
    collection.add([numbered(1), numbered(2)])
    collection.delete(["key:1"])
    with sqlite3.connect(folder / "collection.sqlite") as connection:
        assert connection.execute("SELECT * FROM removals").fetchall() == [(1, 2)]
        kept = connection.execute(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM records),"
            " (SELECT count(*) FROM passages)"
        ).fetchone()
    connection.close()
    assert kept == (1, 1, 1)


def test_pages_bring_each_row_once(store: Store) -> None:
    """However many pages it takes."""
    with store.writing() as (connection, generation):
        key = documents.put_document(connection, numbered(1), b"", generation)
        connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, 0, 0, NULL, '[]', ?, x'', '', x'')",
            ((n + 5, key, n, generation) for n in range(5_000)),
        )
    pages = list(passages.added(store, passages.VECTORS, 0, 1))
    assert [len(page) for page in pages] == [2_048, 2_048, 904]
    assert [row[0] for page in pages for row in page] == list(range(5, 5_005))
    assert list(passages.added(store, passages.VECTORS, 1, 1)) == []


def test_text_of_any_characters_comes_back(collection: LocalCollection) -> None:
    """Astral and combining characters, a NUL, quotes; offsets count code points."""
    text = 'Ａ😀 𝛼-helix e\u0301tude. It\'s "so" \x00 here. 外泌体治疗。'
    original = replace(abstract("key:\x01'\"é", text, "T😀\x00"), titles={"zh": "外泌体\n"})
    collection.add([original])
    assert collection.get(original.id) == original
    for passage in collection.passages([f"{original.id}#0"]):
        assert passage.text == text[passage.start : passage.end] != ""
        first = next(text[start:end] for start, end in passage.sentences)
        assert first == "Ａ😀 𝛼-helix e\u0301tude."
    assert collection.check() == []


def test_sources_are_told_apart_and_all_shown(collection: LocalCollection, folder: Path) -> None:
    """A record a source, the document has the sources of all."""
    collection.add([numbered(1)])
    collection.add([replace(numbered(1), sources=(source("second.txt"), source("third.txt")))])
    collection.add([replace(numbered(1), sources=())])
    found = collection.get("key:1")
    assert found
    assert [one.location for one in found.sources] == ["first.txt", "second.txt", "third.txt"]
    with sqlite3.connect(folder / "collection.sqlite") as connection:
        rows = connection.execute("SELECT location, source FROM records ORDER BY key").fetchall()
    connection.close()
    assert [location for location, _ in rows] == ["first.txt", "second.txt", "third.txt", ""]
    assert [json.loads(source)["location"] for _, source in rows if source] == [
        location for location, _ in rows if location
    ]
