"""Tests of how much of a question a text covers."""

from pathlib import Path

import pytest

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from service.coverage import content_words, coverage, term_weights


@pytest.fixture(scope="module")
def weights(seeded: Path, encoder: SentenceTransformerEncoder) -> dict[str, float]:
    """The weights of a question whose drug no seed page names."""
    collection = LocalCollection.open(seeded, encoder)
    found = term_weights("Does minoxidil treat the hair loss?", collection, encoder)
    collection.close()
    return found


def test_function_words_do_not_count(weights: dict[str, float]) -> None:
    """What a question shares with every other question says nothing of its subject."""
    assert set(weights) == {"minoxidil", "treat", "hair", "loss"}


def test_a_rare_name_outweighs_common_words(weights: dict[str, float]) -> None:
    """The drug weighs more than all else, though the collection has twelve passages."""
    assert weights["minoxidil"] > weights["treat"] + weights["hair"] + weights["loss"]


def test_a_question_of_function_words_keeps_them(
    seeded: Path, encoder: SentenceTransformerEncoder
) -> None:
    """There is always something to compare."""
    collection = LocalCollection.open(seeded, encoder)
    assert set(term_weights("Who is he?", collection, encoder)) == {"who", "is", "he"}
    collection.close()


def test_coverage_is_the_share_of_the_weights_found() -> None:
    """Worked by hand: 3 of 4, none of 4, and none of nothing."""
    assert coverage({"a": 3.0, "b": 1.0}, {"a", "c"}) == pytest.approx(0.75)
    assert coverage({"a": 3.0, "b": 1.0}, set()) == 0.0
    assert coverage({}, {"a"}) == 0.0


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("What is the role of IL-6?", ["role", "IL-6?"]),
        ("Who is he?", ["Who", "is", "he?"]),
        ("外泌体治疗脱发有效吗？", ["外泌体治疗脱发有效吗？"]),
        ("?", ["?"]),
    ],
)
def test_function_words_are_taken_out_of_a_question(question: str, kept: list[str]) -> None:
    """The rest stays as it is written; a question of nothing else stays whole."""
    assert content_words(question).split() == kept
