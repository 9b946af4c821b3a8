"""Passages: as many whole sentences as fit in the encoder's window."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences: `text == document.text[start:end]`.

    `id` is `DOC#n`; `section` is the label of its first sentence's section; `sentences` are spans counted in
    the document's text. A document without text has one passage without sentences, found by its title.
    """

    id: str
    doc_id: str
    text: str
    start: int
    end: int
    section: str | None
    sentences: tuple[tuple[int, int], ...]
