"""Tests of ROUGE-2."""

import pytest

from eval.rouge import overlap


def test_pairs_of_words_are_counted_as_worked_by_hand() -> None:
    """The text has 3 pairs, of which 2 are among the reference's 5: F1 2 × 2 / 8."""
    found = overlap("The cat sat down.", ["the cat sat on the mat"])
    assert found.f1 == pytest.approx(4 / 8)
    assert found.recall == pytest.approx(2 / 5)


def test_the_best_reference_for_f1_and_the_best_for_recall_are_taken_apart() -> None:
    """A short reference is wholly recalled; a long one is nearer to the text."""
    text = "hair grew in mice and then pain fell in men"
    found = overlap(text, ["hair grew", "hair grew in mice and pain fell in men", "no word of it"])
    assert found.recall == 1.0
    assert found.f1 == pytest.approx(2 * 7 / (9 + 8))


def test_words_are_not_stemmed() -> None:
    """Mice that grow are not a mouse that grew."""
    assert overlap("the treatments worked", ["the treatment worked"]).f1 == 0.0
