"""Tests of telling what a question asks for."""

import pytest

from service.kind import kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Does minoxidil regrow hair?", "yes_no"),
        ("Is Hirschsprung disease a mendelian disorder?", "yes_no"),
        ("List signaling molecules that interact with the receptor EGFR.", "list"),
        ("Please list 6 symptoms of jaundice.", "list"),
        ("Which genes are associated with Ehlers-Danlos syndrome?", "list"),
        ("What are the targets of miR-21?", "list"),
        ("What is trichorrhexis nodosa?", "summary"),
        ("Describe the mechanism of action of ibudilast.", "summary"),
        ("How do exosomes act on hair follicles?", "summary"),
        ("How many patients were treated?", "fact"),
        ("Which gene causes Rett syndrome?", "fact"),
        ("外泌体治疗脱发有效吗？", "fact"),
        ("  What is ATN?", "summary"),
        ("About exosomes for hair loss: are they safe?", "yes_no"),
        ("Is minoxidil better than finasteride?", "comparison"),
        ("Minoxidil versus finasteride", "comparison"),
        ("Minoxidil vs. finasteride in men", "comparison"),
        ("What is the difference between exosomes and liposomes?", "comparison"),
        ("Is minoxidil superior to placebo?", "comparison"),
        ("How does minoxidil compare with placebo?", "comparison"),
        ("Do women live longer than men?", "comparison"),
        ("Minoxidil in men: does it help?", "yes_no"),
        ("Note: minoxidil", "fact"),
        ("Is more than one injection needed?", "yes_no"),
        ("Are other than human cells used?", "yes_no"),
        ("Which drug rather than minoxidil was used?", "fact"),
    ],
)
def test_the_kind_is_told_by_the_questions_words(question: str, kind: str) -> None:
    """Yes or no, a list, a summary, and else a fact."""
    assert kind_of(question) == kind
