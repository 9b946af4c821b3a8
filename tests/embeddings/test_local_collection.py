"""Tests of the local collection: reading, deleting, other processes and threads."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.collection import Collection, CollectionError
from embeddings.filters import EVERYTHING, Filters
from embeddings.local import LocalCollection
from seeds.document import Document, Section
from tests.embeddings.conftest import FakeEncoder, abstract, nearest, numbered, whole, words

ADD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.embeddings.conftest import FakeEncoder, numbered
from embeddings.local import LocalCollection
with LocalCollection.open(Path(sys.argv[2]), FakeEncoder()) as collection:
    collection.add(numbered(int(n)) for n in sys.argv[3:])
"""
ROOT = Path(__file__).parents[2]


def add_elsewhere(folder: Path, *numbers: int) -> None:
    """Add documents in another process."""
    subprocess.run(
        [sys.executable, "-c", ADD, str(ROOT), str(folder), *map(str, numbers)], check=True
    )


def test_it_is_a_collection(collection: LocalCollection) -> None:
    """The Protocol, as the type checker sees it, and its name for an answer's provenance."""
    seen: Collection = collection
    assert seen.name.startswith("FAISS 1.")


def test_deleting_takes_effect_at_once(collection: LocalCollection) -> None:
    """In SQLite and both indexes; aliases are ids, unknown ones are passed over."""
    collection.add([replace(numbered(1), aliases=("pmid:1",)), numbered(2), numbered(3)])
    assert collection.delete(["nowhere", "pmid:1", "key:3", "key:1"]) == ["key:1", "key:3"]
    assert collection.get("key:1") is None
    assert words(collection, "vesicle") == ["key:2#0"]
    assert nearest(collection, whole(numbered(1))) == "key:2#0"
    assert collection.passages(["key:1#0", "key:2#0"])[0].doc_id == "key:2"
    assert collection.size().documents == 1
    at = collection.size().generation
    assert collection.delete(["key:1"]) == []
    assert collection.size().generation == at
    assert collection.check() == []


def test_documents_come_in_order_of_id(collection: LocalCollection) -> None:
    """A page at a time, from after an id."""
    names = ["key:b", "key:a", "key:ä", "key:B", "key:10", "key:9", "key:😀", "key:\uffff"]
    collection.add([abstract(name, "Text.") for name in names])
    listed = [document.id for document in collection.documents()]
    assert listed == sorted(names)
    assert [one.id for one in collection.documents(after=listed[2], limit=2)] == listed[3:5]
    assert collection.documents(after=listed[-1]) == []


def test_ids_may_be_aliases(collection: LocalCollection) -> None:
    """An id goes before an alias of the same name; of two that share one, the first by id."""
    collection.add(
        [
            replace(numbered(2), aliases=("pmid:1", "key:1")),
            replace(numbered(3), aliases=("pmid:1",)),
            numbered(1),
        ]
    )
    found = [collection.get(name) for name in ("pmid:1", "key:1", "key:3", "PMID:1")]
    assert [one.id if one else None for one in found] == ["key:2", "key:1", "key:3", None]
    assert words(collection, "vesicle", Filters(doc_ids=("pmid:1",))) == ["key:2#0"]
    assert words(collection, "vesicle", Filters(doc_ids=())) == []


def test_passages_come_in_the_order_asked(collection: LocalCollection) -> None:
    """Exactly those asked for; what is no passage id is left out, never repaired."""
    text = " ".join(f"Sentence{n} of many words in a row." for n in range(30))
    document = replace(abstract("key:#1", text), sections=(Section("Aim", 0, 50),))
    collection.add([document])
    asked = ["key:#1#2", "key:#1#0", "key:#1#00", "key:#1", "#", "", "key:#1#-1", "key:#1#٢"]
    found = collection.passages([*asked, "key:#1#99999999999999999999", "key:#1#1"])
    assert [passage.id for passage in found] == ["key:#1#2", "key:#1#0", "key:#1#1"]
    assert [passage.section for passage in found] == [None, "Aim", None]
    for passage in found:
        assert passage.text == document.text[passage.start : passage.end]
        assert (passage.start, passage.end) == (passage.sentences[0][0], passage.sentences[-1][1])


def test_sentences_are_unit_vectors_of_what_was_encoded(
    collection: LocalCollection, encoder: FakeEncoder
) -> None:
    """Kept in half precision: a cosine differs by less than a thousandth."""
    collection.add([numbered(n) for n in range(50)])
    found = collection.vectors([*(f"key:{n}#0" for n in range(50)), "nowhere#0"])
    assert list(found) == [f"key:{n}#0" for n in range(50)]
    kept = {name: vectors.sentences for name, vectors in found.items()}
    for n in range(50):
        first, second = numbered(n).text.split(". ")
        vectors = encoder.encode_queries([f"{first}.", second])
        assert kept[f"key:{n}#0"].dtype == np.float32
        assert np.allclose(np.linalg.norm(kept[f"key:{n}#0"], axis=1), 1, atol=1e-6)
        assert np.allclose(kept[f"key:{n}#0"] @ vectors.T, vectors @ vectors.T, atol=1e-3)
        whole_vector = encoder.encode_queries([whole(numbered(n))])
        assert np.array_equal(found[f"key:{n}#0"].whole, whole_vector)


def test_size_counts(collection: LocalCollection) -> None:
    """Documents, passages, generation, newest date however precise."""
    assert collection.size().newest is None
    dates = ("2024", "2024-11-25", "2024-11", None)
    collection.add([replace(numbered(n), published=date) for n, date in enumerate(dates)])
    size = collection.size()
    assert (size.documents, size.passages, size.generation) == (4, 4, 1)
    assert size.newest == "2024-11-25"


def test_another_process_is_seen_at_the_next_question(
    collection: LocalCollection, folder: Path
) -> None:
    """Without a reopening, in every call."""
    collection.add([numbered(1)])
    assert words(collection, "vesicle") == ["key:1#0"]
    add_elsewhere(folder, 2, 3)
    assert words(collection, "first3") == ["key:3#0"]
    assert nearest(collection, whole(numbered(2))) == "key:2#0"
    assert collection.size().documents == 3
    assert collection.frequencies(["vesicl"]) == [3]
    add_elsewhere(folder, 4)
    assert collection.frequencies(["vesicl"]) == [4]
    assert collection.check() == []


def test_a_second_writer_is_told_who_writes(collection: LocalCollection, folder: Path) -> None:
    """It waits, then names the process; readers go on meanwhile."""

    def stream() -> Iterator[Document]:
        yield numbered(1)
        with LocalCollection.open(folder, FakeEncoder(), wait=0.1) as other:
            assert words(other, "vesicle") == ["key:0#0"]
            with pytest.raises(CollectionError, match="is being written by process"):
                other.delete(["key:0"])

    collection.add([numbered(0)])
    collection.add(stream())
    assert collection.size().documents == 2


def test_threads_search_while_one_adds(collection: LocalCollection, encoder: FakeEncoder) -> None:
    """No error, no hit on what is not there, and what is there throughout is always found."""
    collection.add([numbered(n) for n in range(20)])
    stop = threading.Event()
    failures: list[BaseException] = []

    def search(n: int) -> None:
        query = encoder.encode_queries([whole(numbered(n))])
        try:
            while not stop.is_set():
                assert words(collection, f"first{n}") == [f"key:{n}#0"]
                found = collection.search_vector(query, 5, EVERYTHING)
                assert found[0].passage_id == f"key:{n}#0"
                assert found[0].score == pytest.approx(1, abs=1e-6)
                assert len(collection.passages([match.passage_id for match in found])) <= 5
                collection.size()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=search, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for start in range(100, 500, 50):
        collection.add([numbered(n) for n in range(start, start + 50)])
        collection.add([replace(numbered(start), text="Changed."), numbered(10)])
        collection.delete([f"key:{n}" for n in range(start + 1, start + 40)])
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert collection.size().documents == 20 + 8 * 11
    assert collection.check() == []


def test_threads_add_one_after_the_other(folder: Path) -> None:
    """A writing thread waits for another like a process."""
    with LocalCollection.open(folder, FakeEncoder()) as collection:
        threads = [
            threading.Thread(
                target=collection.add, args=([numbered(n) for n in range(start, start + 30)],)
            )
            for start in range(0, 120, 30)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert collection.size().documents == 120
        assert collection.check() == []


def test_readers_go_on_while_another_makes_the_indexes_anew(
    collection: LocalCollection, folder: Path
) -> None:
    """They keep what they have, and then see what comes after."""
    collection.add([numbered(n) for n in range(5)])
    with LocalCollection.open(folder, FakeEncoder()) as other:
        assert words(other, "first3") == ["key:3#0"]
        collection.rebuild()
        assert words(other, "first3") == ["key:3#0"]
        assert nearest(other, whole(numbered(3))) == "key:3#0"
        collection.add([numbered(5)])
        assert words(other, "first5") == ["key:5#0"]
        other.add([numbered(6)])
    assert words(collection, "first6") == ["key:6#0"]
    assert collection.check() == []


def test_several_may_make_a_collection_at_once(folder: Path) -> None:
    """One of them makes it; all of them write to it."""

    def write(n: int) -> None:
        with LocalCollection.open(folder, FakeEncoder()) as opened:
            opened.add([numbered(n)])

    threads = [threading.Thread(target=write, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with LocalCollection.open(folder, FakeEncoder()) as opened:
        assert opened.size().documents == 5
        assert opened.check() == []
