"""Documents from bibliographic data."""

import pytest

from seeds.bibliography import NOTHING, abstract_document, plain_abstract
from seeds.document import Block, Document


def test_identifiers_name_the_work_the_strongest_first() -> None:
    """The others are aliases, also the source's own key."""
    document = abstract_document(
        title="Zinc",
        doi=["none", "https://doi.org/10.5555/A"],
        pmid=["7"],
        key="W1",
        names=["key:x"],
    )
    assert isinstance(document, Document)
    assert (document.id, document.aliases) == ("doi:10.5555/a", ("pmid:7", "key:W1", "key:x"))


def test_what_has_neither_title_nor_abstract_is_refused() -> None:
    """Boilerplate alone is no abstract; a title alone is kept."""
    assert abstract_document(abstract=[Block(None, "© 2020 Wiley.")]) == NOTHING
    titled = abstract_document(title="Zinc", abstract=[Block(None, "No abstract available.")])
    assert isinstance(titled, Document)
    assert titled.text == ""


@pytest.mark.parametrize(
    "text",
    [
        "AIM\nTo see\nall.\n\n\nRESULTS\nIt grew.",
        "Aim: To see all.\nResults: It grew.",
        "Abstract\nAim: To see all. Results: It grew.",
        "ABSTRACT Aim: To see all. Results: It grew.",
        "Aim:\nTo see all.\nResults:\nIt grew.",
    ],
)
def test_labels_are_told_in_plain_abstracts(text: str) -> None:
    """On lines of their own, in capitals, or before a colon; the word Abstract is none."""
    labels = [(block.label or "").casefold() for block in plain_abstract(text)]
    assert labels == ["aim", "results"]
    assert [block.text for block in plain_abstract(text)] == ["To see all.", "It grew."]


def test_lines_of_a_paragraph_are_one_and_empty_lines_part_paragraphs() -> None:
    """Wrapped lines say nothing."""
    assert plain_abstract("Abstract art\nheals.\n\nIt works.") == [
        Block(None, "Abstract art heals."),
        Block(None, "It works."),
    ]
