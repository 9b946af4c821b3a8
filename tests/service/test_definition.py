"""Tests of questions for what a thing is, and of sentences that say it."""

import pytest

from service.definition import asked_term, defines


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is trichorrhexis nodosa?", "trichorrhexis nodosa"),
        ("What are exosomes?", "exosomes"),
        ("What is acquired trichorrhexis nodosa (ATN)?", "acquired trichorrhexis nodosa"),
        ("Define ATN.", "ATN"),
        ("What does SASP mean?", "SASP"),
        ("What is meant by synthetic lethality?", "synthetic lethality"),
        ("Explain what an exosome is.", "exosome"),
        ("What is CRISPR-Cas9?", "CRISPR-Cas9"),
        ("What is the role of IL-6 in psoriasis?", None),
        ("What are the side effects of minoxidil?", None),
        ("What is hair loss caused by?", None),
        ("What is the best drug?", None),
        ("Is minoxidil a drug?", None),
        ("什么是外泌体？", None),
    ],
)
def test_what_is_to_be_defined_is_told_by_the_questions_form(
    question: str, term: str | None
) -> None:
    """A thing by itself, and not its role, its cause or its effects."""
    assert asked_term(question) == term


@pytest.mark.parametrize(
    ("sentence", "term", "says"),
    [
        (
            "Three had trichorrhexis nodosa (TN), a condition of the shaft.",
            "trichorrhexis nodosa",
            True,
        ),
        ("Exosomes are nano-sized extracellular vesicles.", "exosome", True),
        ("An exosome is a vesicle.", "exosomes", True),
        ("Sepsis refers to organ dysfunction by infection.", "sepsis", True),
        ("Vesicles known as exosomes are released.", "exosomes", True),
        ("Minoxidil, which is a vasodilator, was given.", "minoxidil", True),
        ("ATN: a disorder of hair.", "ATN", True),
        ("Exosomes are safe.", "exosomes", False),
        ("Exosomes were injected.", "exosomes", False),
        ("Dupilumab is not a JAK inhibitor.", "dupilumab", False),
        ("Patients with ATN, a median of three, improved.", "ATN", False),
        ("Proexosomes are a kind of gel.", "exosomes", False),
        ("A C++ (tool is a thing.", "C++ (", False),
        ("", "exosomes", False),
        ("Exosomes are a thing.", "…", False),
    ],
)
def test_a_sentence_defines_what_it_puts_under_a_wider_term(
    sentence: str, term: str, *, says: bool
) -> None:
    """X is a …, X, a …, or … known as X; and neither what X does nor how it is."""
    assert defines(sentence, term) is says


def test_a_hostile_sentence_takes_no_long_time() -> None:
    """Brackets and commas without end are looked through once."""
    assert not defines("exosomes (" * 5_000 + ", " * 5_000, "exosomes")
    assert asked_term("what is " + "a " * 1_500) is None
