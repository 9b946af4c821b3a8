"""Tests of composing an answer's text."""

from dataclasses import replace

import numpy as np

from embeddings.passage import Passage
from seeds.document import Document
from service.candidate import Candidate
from service.composition import composed
from service.retrieval import Hit
from service.role import Part


def candidate(text: str, start: int, end: int, part: Part = "finding") -> Candidate:
    """A sentence of a document that has no more than one passage."""
    document = Document(id="key:a", kind="abstract", text=text)
    passage = Passage("key:a#0", "key:a", text, 0, len(text), None, ((start, end),))
    hit = Hit(passage, document, 1.0, 1, 0.5, 0.0, 0.5)
    return Candidate(hit, start, end, np.zeros(2, dtype=np.float32), part, None, 0.5, 0.5)


def test_sentences_are_followed_by_their_markers() -> None:
    """The text is sentences with their markers, joined by spaces; offsets count code points."""
    text = "Hair 𝒅ensity rose. Pain fell."
    composition = composed([candidate(text, 19, 29), candidate(text, 0, 18, "background")])
    assert composition.text == "Pain fell. [1] Hair 𝒅ensity rose. [2]"
    for sentence in composition.sentences:
        assert composition.text[sentence.start : sentence.end] == sentence.text
    assert [sentence.role for sentence in composition.sentences] == ["finding", "background"]
    assert [(c.n, c.quote, c.start, c.end) for c in composition.citations] == [
        (1, "Pain fell.", 19, 29),
        (2, "Hair 𝒅ensity rose.", 0, 18),
    ]


def test_brackets_of_the_evidence_do_not_read_as_markers() -> None:
    """A literal [12] is shown in full width, at the same length, and quoted as it stands."""
    text = "Density rose [12], CI [1, 3] [placebo]."
    composition = composed([candidate(text, 0, len(text))])
    assert composition.text == "Density rose ［12］, CI [1, 3] [placebo]. [1]"
    assert composition.citations[0].quote == text
    assert composition.sentences[0].end == len(text)


def test_documents_that_say_the_same_are_cited_together() -> None:
    """The first citation has the sentence's words, the next sentence's number follows."""
    same = replace(candidate("Pain had fallen.", 0, 16), also=())
    first = replace(candidate("Pain fell.", 0, 10), also=(same,))
    composition = composed([first, candidate("Hair grew.", 0, 10)])
    assert composition.text == "Pain fell. [1] [2] Hair grew. [3]"
    assert [one.citations for one in composition.sentences] == [(1, 2), (3,)]
    assert [one.quote for one in composition.citations] == [
        "Pain fell.",
        "Pain had fallen.",
        "Hair grew.",
    ]
