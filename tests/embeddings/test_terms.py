"""Tests of terms."""

import pytest

from embeddings.terms import compounds_of, pairs_of, terms_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vesicle", "Vesicles"),
        ("naïve", "naive"),
        ("TREATED", "treats"),
        ("10 µg", "10 μg"),
        ("ＤＮＡ", "DNA"),
        ("EVs", "EV"),
    ],
)
def test_forms_of_a_word_are_one_term(one: str, other: str) -> None:
    """Case, accents, width, plural and the two characters for micro make no difference."""
    assert words_of(one) == words_of(other)


def test_query_syntax_is_plain_words() -> None:
    """Operators, quotes and hyphens of query languages only part words."""
    assert words_of('-omics "IL-6" AND title:(x) +y~2') == words_of("omics IL 6 and title x y 2")


@pytest.mark.parametrize(
    ("text", "compounds"),
    [
        ("IL-6 and miR–25a", ["il6", "mir25a"]),
        ("TGF-β1, TGF-beta1", ["tgfbeta1", "tgfbeta1"]),
        ("PD-1/PD-L1", ["pd1pdl1"]),
        ("SARS-CoV-2", ["sarscov2"]),
        ("well-known -1 6- IL 6", []),
    ],
)
def test_compounds_with_a_digit_are_written_as_one(text: str, compounds: list[str]) -> None:
    """So that `IL6` is found where `IL-6` stands; Greek letters have their names there."""
    assert compounds_of(text) == compounds


def test_unspaced_scripts_give_pairs_of_neighbours() -> None:
    """A run of Han, kana or Hangul gives its overlapping pairs, and a run of one itself."""
    assert pairs_of("外泌体 x 发, かな") == ["外泌", "泌体", "发", "かな"]


def test_terms_are_words_then_pairs() -> None:
    """Each character of a mixed text is in words or in pairs."""
    assert terms_of("MSC外泌体 therapy") == ["msc", "therapi", "外泌", "泌体"]


def test_a_very_long_word_is_no_term() -> None:
    """What is longer than any word is left out, so that the index stays bounded."""
    assert words_of("x" * 1000) == []
