"""Passages: as many whole sentences as fit in the encoder's window."""

from dataclasses import dataclass

from embeddings.encoder import Encoder
from seeds.abbreviation import definitions, expand
from seeds.document import Document
from seeds.sentence import sentence_spans

_SPECIAL_TOKENS = 2
"""What encoders put before and after a text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences: `text == document.text[start:end]`.

    `id` is `DOC#n`; `section` is the label of its first sentence's section; `sentences` are spans
    counted in the document's text. A document without text has one passage without sentences,
    found by its title.
    """

    id: str
    doc_id: str
    text: str
    start: int
    end: int
    section: str | None
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PassageInput:
    """A passage with what is encoded and indexed for it, where abbreviations are spelt out.

    `index_text` is the title, ". " and the passage; `sentence_texts` has one text a sentence.
    """

    passage: Passage
    index_text: str
    sentence_texts: tuple[str, ...]


def passages_of(document: Document, encoder: Encoder) -> list[PassageInput]:
    """The passages of a document in order, which together hold each of its sentences once.

    Each is as long as the encoder's window allows beside the title; a single sentence that is
    longer than the window is a passage of its own.
    """
    abbreviations = definitions(document.text)
    spans = sentence_spans(document.text)
    texts = [expand(document.text[start:end], abbreviations) for start, end in spans]
    title = f"{document.title}. " if document.title else ""
    title_tokens, *tokens = encoder.count_tokens([title, *texts])
    room = encoder.window - _SPECIAL_TOKENS - title_tokens
    inputs = []
    for n, (first, last) in enumerate(_runs(tokens, room)):
        start, end = (spans[first][0], spans[last - 1][1]) if spans else (0, 0)
        passage = Passage(
            id=f"{document.id}#{n}",
            doc_id=document.id,
            text=document.text[start:end],
            start=start,
            end=end,
            section=document.section_at(start),
            sentences=tuple(spans[first:last]),
        )
        index_text = title + expand(passage.text, abbreviations)
        inputs.append(PassageInput(passage, index_text, tuple(texts[first:last])))
    return inputs


def _runs(tokens: list[int], room: int) -> list[tuple[int, int]]:
    """Half-open runs of sentences whose tokens fit in the room, each at least one sentence long."""
    runs: list[tuple[int, int]] = []
    first, used = 0, 0
    for i, count in enumerate(tokens):
        if i > first and used + count > room:
            runs.append((first, i))
            first, used = i, 0
        used += count
    return [*runs, (first, len(tokens))]
