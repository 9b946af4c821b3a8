"""Tests of collections and their encoders."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from embeddings.collection import CollectionError
from embeddings.filters import EVERYTHING
from embeddings.local import LocalCollection
from embeddings.vector import Vectors
from tests.embeddings.conftest import FakeEncoder, abstract, nearest, numbered, whole, words


def test_another_encoders_collection_is_refused(collection: LocalCollection, folder: Path) -> None:
    """With both names and the command; an empty one is anyone's."""
    other = FakeEncoder("other@2", dim=16)
    LocalCollection.open(folder, other).close()
    collection.add([numbered(1)])
    with pytest.raises(
        CollectionError, match=r"encoder fake@1, not with other@2: .*anagen rebuild --re-encode"
    ):
        LocalCollection.open(folder, other)
    assert words(collection, "first1") == ["key:1#0"]


def test_everything_is_encoded_anew(collection: LocalCollection, folder: Path) -> None:
    """With another dimension and window; texts are as they were; who has the old one is told."""
    long = abstract("key:long", " ".join(f"Sentence{n} of many words in a row." for n in range(30)))
    collection.add([long, *(numbered(n) for n in range(90))])
    before = collection.size()
    other = FakeEncoder("other@2", dim=16, window=300)
    with LocalCollection.re_encoded(folder, other) as again:
        assert again.size().documents == before.documents
        assert again.size().passages == 91 < before.passages
        assert again.size().generation == before.generation + 1
        query = other.encode_queries([whole(numbered(7))])
        assert again.search_vector(query, 1, EVERYTHING)[0].passage_id == "key:7#0"
        assert words(again, "first7") == ["key:7#0"]
        assert (again.get("key:long"), again.text_generation("key:7")) == (long, 1)
        assert again.check() == []
        again.add([numbered(100)])
    for search in (
        lambda: words(collection, "first7"),
        lambda: collection.search_vector(np.ones((1, 32), np.float32), 1, EVERYTHING),
        lambda: collection.add([numbered(101)]),
    ):
        with pytest.raises(CollectionError, match="encoder other@2, not with fake@1"):
            search()
    assert LocalCollection.open(folder, other).size().documents == 92


def test_nothing_of_a_failed_re_encoding_remains(collection: LocalCollection, folder: Path) -> None:
    """One transaction: the old vectors are there, and searched meanwhile."""

    class Failing(FakeEncoder):
        def encode_passages(self, texts: Sequence[str]) -> Vectors:
            assert words(collection, "first7") == ["key:7#0"]
            if "first80" in " ".join(texts):
                raise RuntimeError("no more")
            return super().encode_passages(texts)

    collection.add([numbered(n) for n in range(90)])
    with pytest.raises(RuntimeError, match="no more"):
        LocalCollection.re_encoded(folder, Failing("other@2"))
    assert nearest(collection, whole(numbered(7))) == "key:7#0"
    assert collection.check() == []
