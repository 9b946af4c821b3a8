"""Tests of how likely an answer is to have a phrase."""

import math

import pytest

from service.phrase import Told, Weights, expected_overlap, likelihoods, phrases_of

HAIR = phrases_of("Hair grew fast.")
PAIN = phrases_of("Pain fell. Hair grew.")


def test_phrases_are_pairs_of_terms_in_order() -> None:
    """Words are stemmed, and unspaced scripts give pairs of characters."""
    assert phrases_of("Exosomes regrew hairs") == (("exosom", "regrew"), ("regrew", "hair"))
    assert phrases_of("治疗脱发") == (("治疗", "疗脱"), ("疗脱", "脱发"))
    assert phrases_of("Hair") == ()


def test_likelihood_is_the_logistic_of_rank_merit_and_support() -> None:
    """Worked by hand: the better sentence gives rank and odds, the other document support."""
    told = [Told("a", 1.0, -0.5, HAIR), Told("b", 0.6, 0.0, PAIN)]
    likely = likelihoods(told, Weights(-2.0, 3.0, 4.0))
    shared = -2 + 3 * 0.6 + 4 * 1.0 / 1.6
    assert likely[("hair", "grew")] == pytest.approx(1 / (1 + math.exp(-shared)))
    assert likely[("grew", "fast")] == pytest.approx(1 / (1 + math.exp(-(-2 + 3 - 0.5))))


def test_what_one_document_says_twice_has_no_more_support() -> None:
    """Support comes from other documents alone."""
    once = likelihoods([Told("a", 1.0, 0.0, HAIR)])
    twice = likelihoods([Told("a", 1.0, 0.0, HAIR), Told("a", 1.0, 0.0, HAIR)])
    assert once == twice


def test_what_is_said_again_adds_length_alone() -> None:
    """Worked by hand: 2 × (.5 + .25) / (2 + 4), and with the sentence again / (4 + 4)."""
    likely = dict(zip(HAIR, (0.5, 0.25), strict=True))
    assert expected_overlap([HAIR], likely, 4) == pytest.approx(1.5 / 6)
    assert expected_overlap([HAIR, HAIR], likely, 4) == pytest.approx(1.5 / 8)
