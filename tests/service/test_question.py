"""Tests of the check of questions at the door."""

import pytest

from service.error import InputError
from service.question import LONGEST_QUESTION, checked_question


@pytest.mark.parametrize(
    "text",
    ["Do exosomes help?", 'IL-6 AND -omics: "x" [y] {z} ~2', "有效吗？", "Naïve β\ncells?\t", "5"],
)
def test_a_question_is_text_and_stays_as_it_is(text: str) -> None:
    """Only white space at the ends goes; nothing is read as syntax."""
    assert checked_question(f"  {text}\n") == text.strip()


@pytest.mark.parametrize("text", ["", "   ", "\n\t\r", "?!", "…", "👍"])
def test_a_question_without_words_is_refused_as_empty(text: str) -> None:
    """No letter and no digit is no question."""
    with pytest.raises(InputError, match="empty"):
        checked_question(text)


def test_a_question_that_is_too_long_is_refused_with_both_lengths() -> None:
    """The message names the length and the limit."""
    with pytest.raises(InputError, match=r"100,000 characters; at most 4,000"):
        checked_question("x" * 100_000)
    assert checked_question("x" * LONGEST_QUESTION)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a\x00b", r"U\+0000 at character 2"),
        ("\x1b[31mred", r"U\+001B"),
        ("x\x7f?", r"U\+007F"),
        ("a\ud800", r"U\+D800"),
        ("\x01\x02", r"U\+0001"),
    ],
)
def test_control_characters_are_refused_by_name(text: str, named: str) -> None:
    """A control character or half a surrogate pair is named with its place."""
    with pytest.raises(InputError, match=named):
        checked_question(text)
