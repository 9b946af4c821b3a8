"""Tests of telling whether a sentence refers to one before it."""

import pytest

from service.reference import leans_back, needs_another, refers_back


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
        ("THESE patients improved.", True),
        ("Itching stopped.", False),
        ("It is known that hair grows.", False),
        ("It is red.", True),
        ("This randomised controlled trial was small.", False),
        ("Those with hair loss improved.", True),
        ("Hers grew.", False),
        ("Therefore, they were safe.", True),
        ("", False),
    ],
)
def test_words_that_need_another_sentence_are_known(sentence: str, refers: bool) -> None:
    """`These patients` are named elsewhere; `this study` is the one that is cited."""
    assert refers_back(sentence) is refers


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        ("However, minoxidil failed.", True),
        ("In contrast, finasteride helped.", True),
        ("Moreover, hair grew.", True),
        ("But hair fell.", True),
        ("On the other hand, hair fell.", True),
        ("In contrast to minoxidil, finasteride helped.", False),
        ("In addition to hair, nails grew.", False),
        ("However much was given, hair grew.", False),
        ("Thus, exosomes are safe.", False),
        ("Butyrate helped.", False),
        ("Android scans helped.", False),
        ("Thenar muscles grew.", False),
        ("", False),
    ],
)
def test_words_that_set_against_another_sentence_are_known(sentence: str, leans: bool) -> None:
    """A conclusion stands by itself; what is however, stands against something."""
    assert leans_back(sentence) is leans
    assert needs_another(sentence) is (leans or refers_back(sentence))
