"""Tests of finding and ranking passages."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings.filters import EVERYTHING
from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from service.fusion import Weights
from service.retrieval import Hit, Retriever
from tests.embeddings.conftest import FakeEncoder, abstract

QUESTION = "Do exosomes of stem cells increase hair density?"


@pytest.fixture(scope="module")
def collection(seeded: Path, encoder: SentenceTransformerEncoder) -> Iterator[LocalCollection]:
    """The seed pages."""
    with LocalCollection.open(seeded, encoder) as opened:
        yield opened


def ids(hits: tuple[Hit, ...]) -> list[str]:
    """The passages found, best first."""
    return [hit.passage.id for hit in hits]


def test_every_hit_is_scored_by_every_part(
    collection: LocalCollection, encoder: SentenceTransformerEncoder
) -> None:
    """The score of each is worked out again from its parts, whichever search found it."""
    weights = Weights(smoothing=0.0)
    hits = Retriever(collection, encoder, weights).search(QUESTION, 20).hits
    vector = encoder.encode_queries([QUESTION])[0]
    stored = collection.vectors(ids(hits))
    assert len(hits) == collection.size().passages
    for hit in hits:
        vectors = stored[hit.passage.id]
        assert hit.dense == pytest.approx(float(vectors.whole[0] @ vector), abs=1e-5)
        sentence = float((vectors.sentences @ vector).max())
        meaning = 0.6 * hit.dense + 0.4 * sentence
        assert hit.score == pytest.approx(0.6 * meaning + 0.4 * hit.lexical, abs=1e-5)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_same_question_twice_is_ranked_the_same_bit_for_bit(
    collection: LocalCollection, encoder: SentenceTransformerEncoder
) -> None:
    """Ids and scores, also by another retriever."""
    runs = [Retriever(collection, encoder).search(QUESTION, 20).hits for _ in range(3)]
    rankings = [[(hit.passage.id, hit.score.hex()) for hit in hits] for hits in runs]
    assert rankings[0] == rankings[1] == rankings[2]


def test_more_hits_leave_the_first_ones_as_they_were(
    collection: LocalCollection, encoder: SentenceTransformerEncoder
) -> None:
    """`top_k` cuts, and changes no score."""
    few, many = (Retriever(collection, encoder).search(QUESTION, k).hits for k in (3, 20))
    assert few == many[:3]


def test_a_part_can_be_left_out(
    collection: LocalCollection, encoder: SentenceTransformerEncoder
) -> None:
    """Meaning alone ranks as its search does, words alone by shares, and finds no more."""
    vector = encoder.encode_queries([QUESTION])
    nearest = collection.search_vector(vector, 20, EVERYTHING)
    meaning = Weights(lexical=0.0, sentence=0.0, smoothing=0.0)
    hits = Retriever(collection, encoder, meaning).search(QUESTION, 20).hits
    assert ids(hits) == [match.passage_id for match in nearest]
    words = Weights(lexical=1.0, smoothing=0.0)
    hits = Retriever(collection, encoder, words).search("keratin minoxidil", 20).hits
    assert len(hits) < len(nearest)
    assert [hit.score for hit in hits] == pytest.approx([hit.lexical for hit in hits], abs=1e-5)


def test_function_words_find_nothing_by_themselves(tmp_path: Path) -> None:
    """They are looked for only where all words are, or where the question has no others."""
    with LocalCollection.open(tmp_path, FakeEncoder()) as collection:
        collection.add([abstract("key:1", "What is this."), abstract("key:2", "Hair.")])
        words = Weights(lexical=1.0)
        everything = Weights(lexical=1.0, content_words_only=False)
        question = "What is this hair?"
        assert ids(Retriever(collection, FakeEncoder(), words).search(question, 9).hits) == [
            "key:2#0"
        ]
        assert len(Retriever(collection, FakeEncoder(), everything).search(question, 9).hits) == 2
        assert ids(Retriever(collection, FakeEncoder(), words).search("What is?", 9).hits) == [
            "key:1#0"
        ]


def test_equal_passages_come_in_order_of_id(tmp_path: Path) -> None:
    """However many there are, by whatever search they came, and where `top_k` cuts."""
    encoder = FakeEncoder()
    with LocalCollection.open(tmp_path, encoder) as collection:
        collection.add([abstract(f"key:{n:03}", "Hair in mice.") for n in reversed(range(150))])
        collection.add([abstract(f"key:z{n}", f"Skin of a rat {n}.") for n in range(30)])
        expected = [f"key:{n:03}#0" for n in range(150)]
        retriever = Retriever(collection, encoder)
        assert ids(retriever.search("hair mice", 7).hits) == expected[:7]
        assert ids(retriever.search("hair mice", 150).hits) == expected


def test_an_empty_collection_has_no_hits(tmp_path: Path) -> None:
    """Neither search finds anything, and that is no error."""
    with LocalCollection.open(tmp_path, FakeEncoder()) as collection:
        assert Retriever(collection, FakeEncoder()).search("Hair?", 10).hits == ()


def test_a_passage_without_sentences_is_scored_by_itself(tmp_path: Path) -> None:
    """A document of a title only: its vector stands for its best sentence too."""
    with LocalCollection.open(tmp_path, FakeEncoder()) as collection:
        collection.add([abstract("key:1", "", "Hair in mice"), abstract("key:2", "Skin.")])
        weights = Weights(lexical=0.0, smoothing=0.0)
        first, second = Retriever(collection, FakeEncoder(), weights).search("hair mice", 9).hits
        assert (first.document.id, first.sentence) == ("key:1", None)
        assert first.score == pytest.approx(first.dense, abs=1e-6)
        assert second.sentence is not None
        meaning = 0.6 * second.dense + 0.4 * second.sentence
        assert np.isclose(second.score, max(meaning, 0), atol=1e-6)


def test_only_an_answer_reads_the_question_with_a_documents_abbreviations(tmp_path: Path) -> None:
    """It costs another encoding: searching does without. The scores, and so the order, follow."""
    encoder = FakeEncoder()
    with LocalCollection.open(tmp_path, encoder) as collection:
        text = "Extracellular vesicles (EVs) help. EVs are small."
        collection.add([abstract("key:1", text), abstract("key:2", "EVs in hair.")])
        retriever = Retriever(collection, encoder)
        searched = retriever.search("Do EVs help?", 10)
        retrieved = retriever.retrieve("Do EVs help?", 10)
    assert set(ids(searched.hits)) == set(ids(retrieved.hits))
    assert [hit.rank for hit in retrieved.hits] == [1, 2]
    scores = [hit.score for hit in retrieved.hits]
    assert scores == sorted(scores, reverse=True)
    before = {hit.document.id: hit.score for hit in searched.hits}
    after = {hit.document.id: hit.score for hit in retrieved.hits}
    assert before["key:2"] == after["key:2"]
    assert before["key:1"] != after["key:1"]
    spelt = retrieved.vectors["key:1"]
    assert not np.array_equal(spelt, searched.vectors["key:1"])
    assert np.array_equal(retrieved.vectors["key:2"], searched.vectors["key:2"])
    for hit in retrieved.hits:
        vectors = retrieved.sentence_vectors[hit.passage.id]
        best = float((vectors @ retrieved.vectors[hit.document.id][0]).max())
        assert hit.sentence == pytest.approx(best, abs=1e-5)
