"""Tests of telling whether two sentences say the same."""

import pytest

from service.sameness import says_the_same

ROSE = "Hair density increased by 12% in men."


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (ROSE, True),
        ("In men, hair density rose by 12%.", True),
        ("Hair density increased by 21% in men.", False),
        ("Hair density decreased by 12% in men.", False),
        ("Hair density did not increase by 12% in men.", False),
        ("Hair density increased in men.", False),
    ],
)
def test_near_sentences_must_agree_in_numbers_negation_and_direction(
    other: str, same: bool
) -> None:
    """Vectors hardly tell 12% from 21%, or more from less."""
    assert says_the_same(ROSE, other, 0.97) is same


def test_far_sentences_do_not_say_the_same_unless_they_are_the_same() -> None:
    """Whatever their words."""
    assert not says_the_same(ROSE, "In men, hair density rose by 12%.", 0.8)
    assert says_the_same(ROSE, ROSE, 0.0)


def test_words_must_be_shared_however_near_the_vectors_are() -> None:
    """The default encoder holds these two for nearly the same (cosine 0.901)."""
    permanent = "Chemotherapy can cause permanent, non-reversible hair loss like baldness."
    passing = "Chemotherapy often causes hair loss, which is distressing, but usually reversible."
    assert not says_the_same(permanent, passing, 0.95)
    assert not says_the_same("Minoxidil regrew hair in men.", "Finasteride stopped itching.", 0.95)
