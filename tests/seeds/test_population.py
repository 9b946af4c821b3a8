"""Populations and comparators, in a text's own words."""

import pytest

from seeds.appraisal import evidence_of
from seeds.document import Document


def evidence(text: str) -> tuple[str | None, str | None]:
    found = evidence_of(Document("key:a", "abstract", text))
    return found.population, found.comparator


@pytest.mark.parametrize(
    ("text", "population"),
    [
        (
            "METHODS: We treated 30 women with diffuse alopecia (DA), and saw them again.",
            "women with diffuse alopecia (DA)",
        ),
        (
            "A 36-year-old woman with persistent alopecia was treated.",
            "36-year-old woman with persistent alopecia",
        ),
        (
            "METHODS: Adults undergoing hair transplantation were interviewed.",
            "Adults undergoing hair transplantation",
        ),
        ("METHODS: Cells were stained.", None),
    ],
)
def test_those_studied_are_described_in_the_texts_words(text: str, population: str | None) -> None:
    """Up to where the sentence goes on to tell what was done."""
    assert evidence(text)[0] == population


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("METHODS: Women were randomised to foam or placebo.", "placebo"),
        ("METHODS: Men received laser or sham laser.", "sham laser"),
        ("OBJECTIVE: To compare foam versus oral finasteride in men.", "oral finasteride"),
        (
            "METHODS: Follicles were counted in 10 patients and 12 healthy controls.",
            "healthy controls",
        ),
        ("METHODS: Three men were treated.", None),
        ("BACKGROUND: Foam is better than placebo. METHODS: Three men were treated.", None),
    ],
)
def test_the_comparator_is_what_was_compared(text: str, comparator: str | None) -> None:
    """From the plan and the methods, not from what was known before."""
    assert evidence(text)[1] == comparator
