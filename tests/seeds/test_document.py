"""Documents and their sections."""

import json

from hypothesis import given
from hypothesis import strategies as st

from seeds.document import (
    Block,
    Document,
    Section,
    Source,
    document_from_json,
    document_id,
    document_json,
    joined,
)
from seeds.status import Status


def test_blocks_are_joined_by_line_feeds_and_labels_stay_outside_the_text() -> None:
    """The canonical text has no labels; sections count its code points, half open."""
    text, sections = joined(
        [Block(None, "A."), Block("Methods", "β-cells."), Block("Results", "C.")]
    )
    assert text == "A.\nβ-cells.\nC."
    assert sections == (Section("Methods", 3, 11), Section("Results", 12, 14))


_BLOCKS = st.lists(
    st.builds(
        Block, st.none() | st.text(min_size=1), st.text(min_size=1).map(lambda text: f"x{text}")
    )
)


@given(_BLOCKS)
def test_every_section_is_exactly_its_blocks_text(blocks: list[Block]) -> None:
    """Whatever the blocks hold, each section's span gives the text back, in order."""
    text, sections = joined(blocks)
    labelled = [(block.label, block.text) for block in blocks if block.label]
    assert [(section.label, text[section.start : section.end]) for section in sections] == labelled


def test_the_strongest_identifier_names_a_document() -> None:
    """DOI, else PMID, else the source's key, else the digest of kind and text."""
    assert document_id("abstract", "T", doi="10.5555/a", pmid="7", key="k") == "doi:10.5555/a"
    assert document_id("abstract", "T", pmid="7", key="k") == "pmid:7"
    assert document_id("abstract", "T", key="k") == "key:k"
    assert document_id("abstract", "T").startswith("sha:")


def test_a_position_has_the_label_of_its_section() -> None:
    """The line feed between sections, and text outside of any, have none."""
    document = Document("key:a", "abstract", "A.\nB.", sections=(Section("Aim", 0, 2),))
    assert [document.section_at(position) for position in (0, 1, 2, 3)] == [
        "Aim",
        "Aim",
        None,
        None,
    ]


def test_a_snippet_is_shown_by_its_journal_and_date() -> None:
    """Where there is no title, what is known of the work stands in its place."""
    snippet = Document("key:a", "snippet", "A.", journal="Scientific Reports", published="2017-11")
    assert snippet.shown_title == "Snippet: Scientific Reports, 2017-11"
    assert Document("key:a", "summary", "A.").shown_title == "Summary"
    assert Document("key:a", "summary", "A.", title="T").shown_title == "T"


def test_a_document_survives_json() -> None:
    """What `document_json` gives makes an equal document after a journey through JSON text."""
    document = Document(
        "doi:10.5555/a",
        "abstract",
        "A.\nB.",
        aliases=("pmid:7",),
        titles={"zh": "甲"},
        authors=("Xi Chen",),
        published="2024",
        sections=(Section("Aim", 0, 2),),
        publication_types=("Letter",),
        mesh=("Hair",),
        status=Status("retracted", "2025-03", "Europe PMC"),
        sources=(Source("a.txt", "00", "article", "line 1", "2026-01-01T00:00:00Z"),),
    )
    assert document_from_json(json.loads(json.dumps(document_json(document)))) == document
