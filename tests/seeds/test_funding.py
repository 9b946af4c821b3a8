"""Funding and conflicts of interest as texts state them."""

import pytest

from seeds.document import Document, Section
from seeds.funding import funding_of
from seeds.statement import statements


def funding(text: str, *sections: Section) -> str | None:
    document = Document("key:a", "abstract", text, sections=sections)
    stated = funding_of(document, statements(document))
    return stated.value if stated else None


def test_a_section_of_its_own_is_taken_whole() -> None:
    """Its words are quoted as they stand."""
    text = "Hair grew. The Comb Foundation. It had no say."
    assert funding(text, Section("Results", 0, 10), Section("Funding", 11, 46)) == text[11:]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "Hair grew. This study was funded by the Comb Foundation.",
            "This study was funded by the Comb Foundation.",
        ),
        (
            "Hair grew. The authors declare no conflicts of interest.",
            "The authors declare no conflicts of interest.",
        ),
        ("Hair grew. FUNDING: Comb Foundation.", "Comb Foundation."),
        ("Growth was supported by shampoo. Interest in hair grew.", None),
    ],
)
def test_a_sentence_that_states_it_is_quoted(text: str, stated: str | None) -> None:
    """Support by other than money is none."""
    assert funding(text) == stated
