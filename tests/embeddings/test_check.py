"""Tests of the check: every fault that was planted is found."""

import json
import re
import sqlite3
import zlib
from pathlib import Path

import faiss
import numpy as np
import pytest
import tantivy

from embeddings.local import LocalCollection
from tests.embeddings.conftest import FakeEncoder, nearest, numbered, whole, words


def plant(folder: Path, sql: str) -> None:
    """Change the file behind the collection's back."""
    with sqlite3.connect(folder / "collection.sqlite") as connection:
        connection.execute("DROP TRIGGER IF EXISTS passage_removed")
        connection.execute(sql)
    connection.close()


PLANTED: list[tuple[str, str]] = [
    ('UPDATE passages SET "end" = "end" - 3 WHERE key = 2', "key:1#0: it does not lie"),
    ("UPDATE passages SET sentences = '[[4, 5]]' WHERE key = 2", "key:1#0: it does not lie"),
    ("UPDATE passages SET n = 1 WHERE key = 2", "key:1: a passage is missing"),
    ("UPDATE passages SET vector = substr(vector, 5) WHERE key = 2", "key:1#0: its vector"),
    ("UPDATE passages SET vector = zeroblob(128) WHERE key = 2", "key:1#0: its vector"),
    ("UPDATE passages SET sentence_vectors = x'00' WHERE key = 2", "its sentences' vectors"),
    ("DELETE FROM passages WHERE key = 2", "holds passages that are not there"),
    ("UPDATE passages SET key = 99 WHERE key = 2", r"lexical index lacks key:1#0\."),
    ("UPDATE records SET text = 'Other.' WHERE key = 2", "key:1: what first.txt says differs"),
    ("UPDATE documents SET digest = x'00' WHERE key = 2", "not what its records make"),
    ("UPDATE documents SET year = 1 WHERE key = 2", "key:1: what filters look at differs"),
    ("INSERT INTO journals VALUES ('x', 99)", "SQLite: row None of journals belongs to nothing"),
]


@pytest.mark.parametrize(("sql", "fault"), PLANTED, ids=[sql for sql, _ in PLANTED])
def test_faults_in_sqlite_are_found(
    collection: LocalCollection, folder: Path, sql: str, fault: str
) -> None:
    """Each kind of fault is named."""
    collection.add([numbered(n) for n in range(5)])
    assert collection.check() == []
    plant(folder, sql)
    assert [found for found in collection.check() if re.search(fault, found)]


def test_a_damaged_file_is_a_fault(collection: LocalCollection, folder: Path) -> None:
    """SQLite's own check is asked too."""
    collection.add([numbered(n) for n in range(500)])
    collection.close()
    file = folder / "collection.sqlite"
    content = bytearray(file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 2048] = b"\x55" * 2048
    file.write_bytes(content)
    with LocalCollection.open(folder, FakeEncoder()) as opened:
        assert any("SQLite: " in fault or "is damaged" in fault for fault in opened.check())


def test_passages_that_tantivy_lost_are_found(collection: LocalCollection, folder: Path) -> None:
    """And those that it holds too many of; rebuilding mends both."""
    collection.add([numbered(n) for n in range(5)])
    collection.close()
    index = tantivy.Index.open(str(folder / "lexical"))
    writer = index.writer(15_000_000, 1)
    query = tantivy.Query.term_query(index.schema, "key", 3)
    writer.delete_documents_by_query(query)
    extra = tantivy.Document()
    extra.add_unsigned("key", 77)
    writer.add_document(extra)
    writer.commit()
    writer.wait_merging_threads()
    with LocalCollection.open(folder, FakeEncoder()) as opened:
        lacks, holds = opened.check()
        assert lacks == "The lexical index lacks key:2#0."
        assert "lexical index holds passages that are not there" in holds
        opened.rebuild()
        assert opened.check() == []
        assert words(opened, "first2") == ["key:2#0"]


def test_passages_that_faiss_lost_are_found(collection: LocalCollection, folder: Path) -> None:
    """And those that it holds too many of; rebuilding mends both."""
    collection.add([numbered(n) for n in range(5)])
    collection.close()
    file = folder / "dense.faiss"
    line, _, rest = file.read_bytes().partition(b"\n")
    header = json.loads(line)
    facets, stored = rest[: header["facets"]], rest[header["facets"] :]
    index = faiss.deserialize_index(np.frombuffer(stored, np.uint8))
    index.remove_ids(faiss.IDSelectorBatch(np.array([3])))
    index.add_with_ids(np.eye(32, dtype=np.float32)[:1], np.array([77]))
    body = facets + faiss.serialize_index(index).tobytes()
    header["crc32"] = zlib.crc32(body)
    file.write_bytes(json.dumps(header).encode() + b"\n" + body)
    with LocalCollection.open(folder, FakeEncoder()) as opened:
        lacks, holds = opened.check()
        assert lacks == "The dense index lacks key:2#0."
        assert "dense index holds passages that are not there" in holds
        opened.rebuild()
        assert opened.check() == []
        assert nearest(opened, whole(numbered(2))) == "key:2#0"


def test_damaged_segments_are_found(collection: LocalCollection, folder: Path) -> None:
    """Each file of tantivy's is compared with its checksum."""
    collection.add([numbered(n) for n in range(50)])
    (file,) = (folder / "lexical").glob("*.fieldnorm")
    content = file.read_bytes()
    file.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    assert collection.check() == [f"{file} is damaged."]
    collection.rebuild()
    assert collection.check() == []
