"""Tests of the sentences that answers over the seed pages should open with and hold."""

from pathlib import Path

import pytest

from eval.questions import SeedAnswer, seed_answers

PAGES = Path(__file__).parents[2] / "seeds" / "raw"
TEXTS = [page.read_text("utf-8") for page in PAGES.glob("*.txt")]


@pytest.mark.parametrize("expected", seed_answers(), ids=lambda one: one.question)
def test_what_is_expected_stands_in_the_seed_pages(expected: SeedAnswer) -> None:
    """A misspelt expectation would be missed by every answer."""
    for words in (*expected.leads, *expected.holds):
        assert any(words in text for text in TEXTS), words


def test_an_expectation_is_met_by_its_sentences_alone() -> None:
    """The first sentence leads; all that must be there may stand anywhere."""
    expected = SeedAnswer("?", ("a", "b"), ("c",))
    assert expected.is_met(["b", "c"])
    assert not expected.is_met(["c", "b"])
    assert not expected.is_met(["b"])
    assert not expected.is_met([])
