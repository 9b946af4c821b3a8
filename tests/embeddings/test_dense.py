"""Tests of the search by vector, in each tier of the index."""

import json
import logging
import os
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.filters import EVERYTHING, Filters
from embeddings.local import LocalCollection, Tiers
from embeddings.vector import Vectors
from seeds.document import Document
from tests.embeddings.conftest import FakeEncoder, abstract, numbered, whole

EXACT = Tiers()
SCALAR = Tiers(flat=500)
BITS = Tiers(flat=500, scalar=1_000)
DOCUMENTS = 60
PASSAGES = 50
"""A document; a sentence is a passage."""


def corpus() -> list[Document]:
    """Documents of many passages of one sentence each, every one with words of its own."""
    topics = np.random.default_rng(7).integers(0, 40, size=(DOCUMENTS, PASSAGES))
    return [
        replace(
            abstract(
                f"key:{n}",
                " ".join(f"Of topic{topic} w{n} v{n}x{m} here." for m, topic in enumerate(row)),
            ),
            published=str(1900 + n),
        )
        for n, row in enumerate(topics)
    ]


def sentence(document: Document, m: int) -> str:
    """The text of a passage of such a document."""
    return document.text.removesuffix(".").split(". ")[m] + "."


@pytest.fixture(scope="module", params=[EXACT, SCALAR, BITS], ids=["flat", "scalar", "bits"])
def large(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalCollection]:
    """Three thousand passages, in each tier."""
    folder = tmp_path_factory.mktemp("large")
    tiers: Tiers = request.param
    with LocalCollection.open(folder, FakeEncoder(window=8), tiers=tiers) as opened:
        opened.add(corpus())
        yield opened


def truth(query: Vectors, years: range) -> list[tuple[str, float]]:
    """The exact ten best, by numpy over all that was encoded."""
    encoder = FakeEncoder(window=8)
    texts = {
        f"{document.id}#{m}": sentence(document, m)
        for document in corpus()
        if document.year in years
        for m in range(PASSAGES)
    }
    scores = (encoder.encode_queries(list(texts.values())) @ query[0]).tolist()
    ordered = sorted(zip(scores, texts, strict=True), key=lambda pair: (-pair[0], pair[1]))
    return [(passage_id, score) for score, passage_id in ordered[:10]]


def test_scores_are_cosines(collection: LocalCollection, encoder: FakeEncoder) -> None:
    """Worked out by hand: (1, 0), (3, 4) / 5 and (0, 1) against (1, 0) and (4, 3) / 5."""
    rest = [0.0] * 30
    encoder.given = {"East.": [1, 0, *rest], "Between.": [3, 4, *rest], "North.": [0, 1, *rest]}
    collection.add([abstract(f"key:{text}", text) for text in encoder.given])

    def scores(x: float, y: float) -> list[tuple[str, float]]:
        query = np.array([[x, y, *rest]], np.float32)
        found = collection.search_vector(query, 3, EVERYTHING)
        return [(match.passage_id, round(match.score, 6)) for match in found]

    assert scores(1, 0) == [("key:East.#0", 1), ("key:Between.#0", 0.6), ("key:North.#0", 0)]
    # (4·3 + 3·4) / 25 = 0.96, 4 / 5 = 0.8, 3 / 5 = 0.6
    assert scores(0.8, 0.6) == [
        ("key:Between.#0", 0.96),
        ("key:East.#0", 0.8),
        ("key:North.#0", 0.6),
    ]
    assert scores(-1, 0)[-1] == ("key:East.#0", -1)


def test_equal_vectors_come_in_order_of_passage_id(folder: Path) -> None:
    """Of the ids as text, then of their numbers: #2 before #10; also where `count` cuts."""
    encoder = FakeEncoder(window=3)
    text = " ".join(["Same."] * 60)
    with LocalCollection.open(folder, encoder) as collection:
        collection.add([abstract("key:b", text), abstract("key:a", text)])
        query = encoder.encode_queries(["Same."])
        ids = [match.passage_id for match in collection.search_vector(query, 100, EVERYTHING)]
        assert ids == [f"key:a#{n}" for n in range(60)] + [f"key:b#{n}" for n in range(40)]
        assert [match.passage_id for match in collection.search_vector(query, 3, EVERYTHING)] == [
            "key:a#0",
            "key:a#1",
            "key:a#2",
        ]


def test_each_tier_finds_what_an_exact_search_finds(large: LocalCollection) -> None:
    """The ten best with their cosines, for sixty questions."""
    encoder = FakeEncoder(window=8)
    shared = 0
    for n in range(DOCUMENTS):
        query = encoder.encode_queries([f"topic{n % 40} w{n} here"])
        found = large.search_vector(query, 10, EVERYTHING)
        exact = truth(query, range(3_000))
        scores = dict(exact)
        for match in found:
            assert match.score == pytest.approx(scores.get(match.passage_id, match.score), abs=1e-6)
        shared += len(scores.keys() & {match.passage_id for match in found})
    assert shared >= 0.99 * 10 * DOCUMENTS


@pytest.mark.parametrize(("first", "last"), [(1900, 1959), (1930, 1944), (1917, 1917)])
def test_a_filter_leaves_the_true_best_of_what_passes(
    large: LocalCollection, first: int, last: int
) -> None:
    """However few pass it, in each tier."""
    encoder = FakeEncoder(window=8)
    filters = Filters(year_from=first, year_to=last)
    for n in range(0, DOCUMENTS, 7):
        query = encoder.encode_queries([f"topic{n % 40} w{n} here"])
        found = [match.passage_id for match in large.search_vector(query, 10, filters)]
        exact = [passage_id for passage_id, _ in truth(query, range(first, last + 1))]
        assert len(found) == 10
        assert len(set(found) & set(exact)) >= 9
        if first == last:
            assert set(found) == set(exact)


def test_each_tier_is_in_its_tier_and_whole(large: LocalCollection) -> None:
    """The fixture's tiers are what they say."""
    assert any(name in large.name for name in ("Flat", "IVF SQ8", "IVF RaBitQ"))
    assert large.check() == []


def test_removal_takes_effect_in_each_tier(large: LocalCollection) -> None:
    """What was deleted is not found, and what was added again is."""
    document = corpus()[3]
    query = FakeEncoder().encode_queries([sentence(document, 7)])
    assert large.search_vector(query, 1, EVERYTHING)[0].passage_id == "key:3#7"
    large.delete([document.id])
    found = large.search_vector(query, 100, EVERYTHING)
    assert not [match for match in found if match.passage_id.startswith("key:3#")]
    large.add([document])
    assert large.search_vector(query, 1, EVERYTHING)[0].passage_id == "key:3#7"
    assert large.check() == []


def test_growth_past_a_threshold_rebuilds_in_the_next_tier(folder: Path) -> None:
    """Flat to 500 passages, 8 bits to 1,000, then 2 bits; another process's reader follows."""
    encoder = FakeEncoder(window=8)
    with (
        LocalCollection.open(folder, encoder, tiers=BITS) as writer,
        LocalCollection.open(folder, encoder, tiers=BITS) as reader,
    ):
        for count, tier in ((8, "Flat"), (15, "IVF SQ8"), (30, "IVF RaBitQ")):
            writer.add(corpus()[:count])
            query = encoder.encode_queries([sentence(corpus()[count - 1], PASSAGES - 1)])
            for collection in (writer, reader):
                assert f"({tier})" in collection.name
                best = collection.search_vector(query, 1, EVERYTHING)[0]
                assert best.passage_id == f"key:{count - 1}#{PASSAGES - 1}"
            assert writer.check() == []


def test_the_index_is_read_from_its_file(
    folder: Path, encoder: FakeEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    """A second opening finds a file of the present generation, and says nothing."""
    with LocalCollection.open(folder, encoder) as collection:
        collection.add([numbered(n) for n in range(5)])
    header = json.loads((folder / "dense.faiss").read_bytes().partition(b"\n")[0])
    assert (header["generation"], header["encoder"], header["tier"]) == (1, "fake@1", "Flat")
    before = (folder / "dense.faiss").stat().st_mtime_ns
    with caplog.at_level(logging.INFO), LocalCollection.open(folder, encoder) as collection:
        query = encoder.encode_queries([whole(numbered(3))])
        assert collection.search_vector(query, 1, EVERYTHING)[0].passage_id == "key:3#0"
    assert (folder / "dense.faiss").stat().st_mtime_ns == before
    assert not caplog.messages


@pytest.mark.parametrize(
    "damage", ["gone", "empty", "truncated", "garbled", "foreign", "another", "older", "ahead"]
)
def test_a_file_that_cannot_be_used_is_made_anew(
    folder: Path, encoder: FakeEncoder, damage: str
) -> None:
    """SQLite holds the truth: all is found again, and the file is good again."""
    with LocalCollection.open(folder, encoder) as collection:
        collection.add([numbered(n) for n in range(5)])
    file = folder / "dense.faiss"
    content = file.read_bytes()
    line, _, rest = content.partition(b"\n")
    header = json.loads(line)
    written = {
        "empty": b"",
        "truncated": content[: len(content) - 7],
        "garbled": content[:-40] + bytes([content[-40] ^ 1]) + content[-39:],
        "foreign": json.dumps({**header, "crc32": zlib.crc32(b"x" * 99)}).encode()
        + b"\n"
        + b"x" * 99,
        "another": json.dumps({**header, "encoder": "other"}).encode() + b"\n" + rest,
        "older": json.dumps({**header, "format": 1}).encode() + b"\n" + rest,
        "ahead": json.dumps({**header, "generation": 99}).encode() + b"\n" + rest,
    }
    file.unlink()
    if damage in written:
        file.write_bytes(written[damage])
    with LocalCollection.open(folder, encoder) as collection:
        for n in range(5):
            query = encoder.encode_queries([whole(numbered(n))])
            assert collection.search_vector(query, 1, EVERYTHING)[0].passage_id == f"key:{n}#0"
        assert collection.check() == []
    assert file.read_bytes() == content


def test_an_index_that_is_behind_catches_up(folder: Path, encoder: FakeEncoder) -> None:
    """What was added, replaced and removed since its generation is taken from SQLite."""
    file = folder / "dense.faiss"
    with LocalCollection.open(folder, encoder) as collection:
        collection.add([numbered(n) for n in range(5)])
        old = file.read_bytes()
        collection.add([numbered(5), replace(numbered(1), text="Quite otherwise.")])
        collection.delete(["key:0", "key:2"])
    file.write_bytes(old)
    with LocalCollection.open(folder, encoder) as collection:
        found = collection.search_vector(encoder.encode_queries(["first0"]), 9, EVERYTHING)
        assert sorted(match.passage_id for match in found) == [f"key:{n}#0" for n in (1, 3, 4, 5)]
        query = encoder.encode_queries(["On title1. Quite otherwise."])
        best = collection.search_vector(query, 1, EVERYTHING)
        assert best[0].passage_id == "key:1#0"
        assert collection.check() == []
    assert file.read_bytes() != old


def test_small_changes_do_not_write_a_large_file_anew(folder: Path) -> None:
    """Up to a hundredth is left to the next opening, which takes it from SQLite."""
    encoder = FakeEncoder(window=8)
    with LocalCollection.open(folder, encoder) as collection:
        collection.add(corpus())
        before = os.stat(folder / "dense.faiss").st_mtime_ns
        collection.add([numbered(1000)])
    assert os.stat(folder / "dense.faiss").st_mtime_ns == before
    with LocalCollection.open(folder, encoder) as collection:
        query = encoder.encode_queries([whole(numbered(1000))])
        assert collection.search_vector(query, 1, EVERYTHING)[0].passage_id[:9] == "key:1000#"


def test_an_empty_collection_finds_nothing(collection: LocalCollection) -> None:
    """Of any dimension, filtered or not."""
    query = np.ones((1, 32), np.float32)
    assert collection.search_vector(query, 10, EVERYTHING) == []
    assert collection.search_vector(query, 10, Filters(year_from=2000, kind=("abstract",))) == []
