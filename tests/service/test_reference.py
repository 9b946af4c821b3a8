"""Tests of telling whether a sentence refers to one before it."""

import pytest

from service.reference import refers_back


@pytest.mark.parametrize(
    ("sentence", "refers"),
    [
        ("These patients improved.", True),
        ("It was given each day.", True),
        ("However, they relapsed.", True),
        ("Their hair grew.", True),
        ("This regrew the hair.", True),
        ("Such vesicles are small.", True),
        ("This study shows that hair grew.", False),
        ("These preclinical results suggest a benefit.", False),
        ("It has been shown that hair grew.", False),
        ("Italian patients improved.", False),
        ("Both of the drugs helped.", False),
        ("However, minoxidil failed.", False),
    ],
)
def test_words_that_need_another_sentence_are_known(sentence: str, refers: bool) -> None:
    """`These patients` are named elsewhere; `this study` is the one that is cited."""
    assert refers_back(sentence) is refers
