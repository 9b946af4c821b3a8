"""Tests of what speaks for a sentence beside its nearness."""

import pytest

from seeds.abbreviation import definitions
from service.merit import merit_of, says_what_it_is, wanted_of

DEFINED = "Acquired trichorrhexis nodosa (ATN) is rare. ATN is a condition of the hair shaft."


def merit(question: str, quote: str, *, alone: bool = False) -> float:
    """The merit of a finding."""
    return merit_of(wanted_of(question, ()), quote, "finding", alone=alone)


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("How many hairs grew?", "Nine hairs grew.", "Hairs grew."),
        ("How often was it given?", "It was given every 4 weeks.", "A 36-year-old woman had it."),
        ("How long was it given?", "They took it for 3 months.", "A 36 years old woman took it."),
        ("How old was she?", "A 36-year-old woman took it.", "She took it for 3 months."),
        ("Is oak better than pine?", "Oak was better than pine.", "Oak was given."),
        ("Which genes are involved?", "Genes include TP53, KRAS and EGFR.", "Genes are involved."),
    ],
)
def test_each_kind_of_question_prefers_what_answers_it(
    question: str, better: str, worse: str
) -> None:
    """A number of the sort that is asked for, both sides of a comparison, several things."""
    assert merit(question, better) > merit(question, worse)


def test_what_needs_a_sentence_that_is_not_there_is_worth_less() -> None:
    """At the beginning of a passage only: elsewhere its neighbour comes along."""
    for quote in ("However, it grew.", "These mice grew hair.", "In contrast, hair fell."):
        assert merit("Does hair grow?", quote, alone=True) < merit("Does hair grow?", quote)


def test_a_definition_counts_whatever_part_it_plays() -> None:
    """What a thing is, is said in passing, and its abbreviation is the thing."""
    wanted = wanted_of("What is acquired trichorrhexis nodosa?", definitions(DEFINED))
    quote = DEFINED.split(". ")[1]
    assert says_what_it_is(wanted, quote)
    assert merit_of(wanted, quote, "background", alone=False) == 0.0
    assert merit_of(wanted, "Hair broke.", "background", alone=False) < 0.0


@pytest.mark.parametrize(
    ("question", "studied", "quote", "fits"),
    [
        ("Do exosomes grow hair in mice?", ("mouse",), "Hair grew.", True),
        ("Do exosomes grow hair in mice?", (), "Hair grew in nude mice.", True),
        ("Do exosomes grow hair in mice?", (), "Hair grew.", False),
        ("Do exosomes grow hair in mice?", ("human",), "Hair grew.", False),
        ("Do exosomes grow hair in patients?", ("mouse",), "Hair grew.", False),
        ("Do exosomes grow hair in patients?", (), "Hair grew.", True),
        ("Do exosomes grow hair in animals?", ("rat",), "Hair grew.", True),
        ("Do exosomes grow hair?", ("rat",), "Hair grew.", True),
    ],
)
def test_what_was_found_in_another_species_is_no_answer_for_the_one_that_is_asked_about(
    question: str, studied: tuple[str, ...], quote: str, fits: bool
) -> None:
    """Who was studied may be people where it is not told."""
    wanted = wanted_of(question, (), studied)
    assert (merit_of(wanted, quote, "finding", alone=False) == 0.0) is fits
