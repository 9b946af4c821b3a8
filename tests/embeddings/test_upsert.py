"""Tests of adding: what is written and what is encoded, and what sources have to do with it."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.collection import Changes
from embeddings.filters import Filters
from embeddings.local import LocalCollection
from seeds.document import Document
from tests.embeddings.conftest import (
    FakeEncoder,
    abstract,
    nearest,
    numbered,
    source,
    whole,
    words,
)


def document_with(document: Document, field: str, value: str) -> Document:
    """A copy that says otherwise of one field."""
    copies = {
        "published": replace(document, published=value),
        "journal": replace(document, journal=value),
        "language": replace(document, language=value),
        "kind": replace(document, kind="snippet"),
    }
    return copies[field]


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of the file, read beside the collection."""
    connection = sqlite3.connect(folder / "collection.sqlite")
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def test_a_document_is_added_once(collection: LocalCollection, encoder: FakeEncoder) -> None:
    """The second time nothing is written and nothing encoded."""
    documents = [numbered(n) for n in range(100)]
    ids = tuple(document.id for document in documents)
    assert collection.add(documents) == Changes(added=ids)
    at, encoder.encoded = collection.size().generation, []
    assert collection.add(documents) == Changes(unchanged=100)
    assert (collection.size().generation, encoder.encoded) == (at, [])
    assert collection.size().documents == 100
    assert collection.check() == []


def test_acknowledged_means_found_by_anyone(collection: LocalCollection, folder: Path) -> None:
    """Each id is heard once, in order, and by then another opening finds the document."""
    heard: list[str] = []

    def acknowledge(ids: Sequence[str]) -> None:
        heard.extend(ids)
        number = ids[-1].removeprefix("key:")
        with LocalCollection.open(folder, FakeEncoder()) as other:
            assert other.get(ids[-1])
            assert words(other, f"first{number}") == [f"{ids[-1]}#0"]
            assert nearest(other, whole(numbered(int(number)))) == f"{ids[-1]}#0"

    collection.add([numbered(0)])
    collection.add((numbered(n) for n in range(150)), acknowledge)
    assert heard == [f"key:{n}" for n in range(150)]


def test_documents_are_taken_as_they_are_written(collection: LocalCollection) -> None:
    """A stream of millions is never more than a batch ahead of what was acknowledged."""
    taken, heard, ahead = 0, 0, 0

    def stream() -> Iterator[Document]:
        nonlocal taken, ahead
        for n in range(700):
            taken += 1
            ahead = max(ahead, taken - heard)
            yield numbered(n)

    def acknowledge(ids: Sequence[str]) -> None:
        nonlocal heard
        heard += len(ids)

    assert len(collection.add(stream(), acknowledge).added) == 700
    assert heard == 700
    assert ahead == 65
    taken, heard, ahead = 0, 0, 0
    assert collection.add(stream(), acknowledge).unchanged == 700
    assert heard == 700
    assert ahead == 513


def test_a_batch_is_encoded_in_one_call(collection: LocalCollection, encoder: FakeEncoder) -> None:
    """Passages and sentences of many documents together, each text once."""
    collection.add([numbered(n) for n in range(100)] + [numbered(7)])
    assert encoder.calls == [64 * 3, 36 * 3]
    encoder.calls.clear()
    twice = "The same. The same."
    collection.add([abstract("key:a", twice), abstract("key:b", twice)])
    assert encoder.calls == [2]


def test_the_later_of_two_with_one_id_wins(collection: LocalCollection) -> None:
    """Within one call it is added, then updated."""
    later = replace(numbered(1), text="Quite otherwise.")
    changes = collection.add([numbered(1), numbered(2), later])
    assert changes == Changes(("key:1", "key:2"), ("key:1",))
    assert collection.get("key:1") == later
    assert collection.check() == []


def test_a_changed_title_encodes_passages_and_no_sentences(
    collection: LocalCollection, encoder: FakeEncoder
) -> None:
    """Sentences' vectors are made of the text alone, and are used again."""
    collection.add([numbered(1)])
    before = collection.vectors(["key:1#0"])["key:1#0"].sentences
    encoder.encoded = []
    new = replace(numbered(1), title="Renamed")
    assert collection.add([new]).updated == ("key:1",)
    assert encoder.encoded == [whole(new)]
    assert np.array_equal(collection.vectors(["key:1#0"])["key:1#0"].sentences, before)
    assert nearest(collection, whole(new)) == "key:1#0"
    assert words(collection, "renamed") == ["key:1#0"]
    assert words(collection, "title1") == []
    assert collection.check() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("published", "2001-02"), ("journal", "Cell/Skin"), ("language", "de"), ("kind", "snippet")],
)
def test_a_changed_facet_encodes_nothing_and_is_filtered_by(
    collection: LocalCollection, encoder: FakeEncoder, field: str, value: str
) -> None:
    """Both searches see the new value at once."""
    collection.add([numbered(1), numbered(2)])
    encoder.encoded = []
    changed = document_with(numbered(1), field, value)
    assert collection.add([changed]).updated == ("key:1",)
    assert encoder.encoded == []
    filters = {
        "published": Filters(year_from=2001, year_to=2001),
        "journal": Filters(journal=("skin",)),
        "language": Filters(language=("de",)),
        "kind": Filters(kind=("snippet",)),
    }[field]
    assert words(collection, "vesicle", filters) == ["key:1#0"]
    assert nearest(collection, whole(numbered(2)), filters) == "key:1#0"
    assert collection.check() == []


def test_a_changed_citation_count_touches_no_index(
    collection: LocalCollection, encoder: FakeEncoder, folder: Path
) -> None:
    """The document is new, its passages are the old rows."""
    collection.add([numbered(1)])
    keys = rows(folder, "SELECT key FROM passages")
    encoder.encoded = []
    assert collection.add([replace(numbered(1), citation_count=7)]).updated == ("key:1",)
    found = collection.get("key:1")
    assert found
    assert (found.citation_count, encoder.encoded) == (7, [])
    assert rows(folder, "SELECT key FROM passages") == keys


def test_a_changed_text_replaces_all(collection: LocalCollection, encoder: FakeEncoder) -> None:
    """Fewer passages than before, and nothing of the old is found."""
    long = abstract("key:1", " ".join(f"Sentence{n} of many words in a row." for n in range(30)))
    collection.add([long])
    assert collection.size().passages > 3
    encoder.encoded = []
    collection.add([replace(long, text="Sentence3 of many words in a row. Brief.")])
    assert encoder.encoded == ["Sentence3 of many words in a row. Brief.", "Brief."]
    assert collection.size().passages == 1
    assert words(collection, "sentence7") == []
    assert words(collection, "brief") == ["key:1#0"]
    assert collection.passages(["key:1#1"]) == []
    assert collection.check() == []


def test_a_document_without_text_is_found_by_its_title(collection: LocalCollection) -> None:
    """One passage, no sentences."""
    collection.add([abstract("key:1", "", "Only a title")])
    assert words(collection, "title") == ["key:1#0"]
    assert collection.vectors(["key:1#0"])["key:1#0"].sentences.shape == (0, 32)
    assert collection.check() == []


def test_the_generation_at_which_a_text_changed_is_known(collection: LocalCollection) -> None:
    """Other changes leave it; a document that is gone has none."""
    collection.add([numbered(1)])
    collection.add([replace(numbered(1), title="Other", aliases=("pmid:1",))])
    assert (collection.size().generation, collection.text_generation("key:1")) == (2, 1)
    collection.add([replace(numbered(1), text="Changed.", aliases=("pmid:1",))])
    assert collection.text_generation("pmid:1") == 3
    collection.delete(["key:1"])
    assert collection.text_generation("key:1") is None


def test_a_second_source_adds_a_record_only(
    collection: LocalCollection, encoder: FakeEncoder
) -> None:
    """The same content from elsewhere counts as unchanged, and encodes nothing."""
    collection.add([numbered(1)])
    encoder.encoded = []
    other = replace(numbered(1), sources=(source("second.txt"),))
    assert collection.add([other]) == Changes(unchanged=1)
    found = collection.get("key:1")
    assert found
    assert [one.location for one in found.sources] == ["first.txt", "second.txt"]
    at = collection.size().generation
    assert collection.add([numbered(1), other]) == Changes(unchanged=2)
    assert (encoder.encoded, collection.size().generation) == ([], at)


def test_the_newest_record_is_the_document(collection: LocalCollection) -> None:
    """Reading all files again changes nothing, whatever their order."""
    first = numbered(1)
    second = replace(first, title="Renamed", sources=(source("second.txt"),))
    collection.add([first, second])
    at = collection.size().generation
    assert collection.add([first]) == collection.add([second]) == Changes(unchanged=1)
    assert collection.size().generation == at
    found = collection.get("key:1")
    assert found
    assert found.title == "Renamed"


def test_a_source_is_taken_back(collection: LocalCollection) -> None:
    """What it brought alone goes; what others brought too is again what they say."""
    one, two, three = numbered(1), numbered(2), numbered(3)
    second = (source("second.txt"),)
    collection.add([one, two, three])
    collection.add([replace(two, text="Quite otherwise.", sources=second)])
    collection.add([replace(three, sources=second), replace(numbered(4), sources=second)])
    assert collection.delete_source("second.txt") == ["key:4"]
    assert [collection.get(f"key:{n}") for n in (1, 2, 3, 4)] == [one, two, three, None]
    assert words(collection, "otherwise first4") == []
    assert words(collection, "first2") == ["key:2#0"]
    assert nearest(collection, whole(two)) == "key:2#0"
    assert collection.check() == []
    assert collection.delete_source("second.txt") == []
    assert collection.delete_source("first.txt") == ["key:1", "key:2", "key:3"]
    assert collection.size().passages == 0
