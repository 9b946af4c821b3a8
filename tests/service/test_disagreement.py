"""Tests of telling whether sentences of two works say opposite things."""

import json
from pathlib import Path

import pytest

from service.disagreement import opposed

PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "disagreements.jsonl")
    .read_text("utf-8")
    .splitlines()
]
OPPOSED = [pair for pair in PAIRS if pair["disagree"]]
LIKE = [pair for pair in PAIRS if not pair["disagree"]]


def _is_opposed(pair: dict[str, str]) -> bool:
    found = opposed(pair["question"], pair["one"], pair["other"])
    assert found is opposed(pair["question"], pair["other"], pair["one"]), "the order decides"
    return found


@pytest.mark.parametrize("pair", LIKE, ids=[pair["other"] for pair in LIKE])
def test_works_are_not_said_to_disagree_that_do_not(pair: dict[str, str]) -> None:
    """Other people, outcomes, doses or kinds, the same in other words, or a mere aim."""
    assert not _is_opposed(pair)


def test_nearly_all_works_that_disagree_are_seen_to() -> None:
    """Some may be missed: a claim must be right before it is made often."""
    assert len(OPPOSED) >= 25
    assert sum(map(_is_opposed, OPPOSED)) >= 0.85 * len(OPPOSED)


@pytest.mark.parametrize(
    "question",
    ["How many women took minoxidil?", "What dose of minoxidil was used?", "List hair drugs."],
)
def test_questions_for_no_effect_have_no_two_sides(question: str) -> None:
    """A number, a procedure or a list is no stance."""
    one, other = "Minoxidil increased hair density.", "Minoxidil did not increase hair density."
    assert opposed("Does minoxidil increase hair density?", one, other)
    assert not opposed(question, one, other)


@pytest.mark.parametrize(
    "other",
    [
        "Minoxidil might not increase hair density.",
        "It was unclear whether minoxidil increased hair density or did not.",
        "Does minoxidil not increase hair density?",
        "Further trials are needed to test that minoxidil does not increase hair density.",
        "Minoxidil did not increase hair density, but only in smokers.",
    ],
)
def test_what_is_only_possible_or_asked_is_no_stance(other: str) -> None:
    """Aims, questions, conjectures and subgroups contradict nobody."""
    one = "Minoxidil increased hair density."
    assert not opposed("Does minoxidil increase hair density?", one, other)
