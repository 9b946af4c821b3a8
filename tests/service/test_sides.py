"""Tests of the two sides of a comparison."""

import pytest

from service.sides import sides_of


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Is robotic surgery better than open surgery for cancer?", {"robot"}, {"open"}),
        ("Minoxidil versus finasteride in alopecia", {"minoxidil"}, {"finasterid"}),
        ("What is the difference between exosomes and liposomes?", {"exosom"}, {"liposom"}),
        ("Compare minoxidil with finasteride.", {"minoxidil"}, {"finasterid"}),
    ],
)
def test_the_sides_are_what_only_one_of_them_has(
    question: str, one: set[str], other: set[str]
) -> None:
    """Without function words, and without what both have."""
    sides = sides_of(question)
    assert sides
    assert (set(sides.one), set(sides.other)) == (one, other)
    assert sides.both_in(frozenset(one | other))
    assert not sides.both_in(frozenset(one))


@pytest.mark.parametrize(
    "question", ["Does minoxidil help?", "Which is better than it?", "versus", "A than", ""]
)
def test_where_a_side_is_missing_there_are_none(question: str) -> None:
    """Nothing is preferred then."""
    assert sides_of(question) is None
