"""Tests of passages."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from embeddings.passage import passages_of
from embeddings.vector import Vectors
from seeds.document import Document, Section
from seeds.sentence import sentence_spans


class WordCounter:
    """An encoder whose tokens are words and whose vectors nobody looks at."""

    name = "words"
    dim = 1

    def __init__(self, window: int) -> None:
        self.window = window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """One token a word."""
        return [len(text.split()) for text in texts]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """All alike."""
        return np.ones((len(texts), 1), dtype=np.float32)

    encode_passages = encode_queries


def document(text: str, title: str | None = None, sections: tuple[Section, ...] = ()) -> Document:
    """An abstract of its own key."""
    return Document(id="key:a", kind="abstract", text=text, title=title, sections=sections)


def test_a_passage_holds_as_many_sentences_as_fit_beside_the_title() -> None:
    """The window takes two special tokens, the title, and whole sentences up to its end."""
    text = "One two three. Four five six. Seven eight nine. Ten."
    spans = [
        inputs.passage.text
        for inputs in passages_of(document(text, "A title"), WordCounter(window=2 + 2 + 6))
    ]
    assert spans == ["One two three. Four five six.", "Seven eight nine. Ten."]


def test_ids_count_from_nought_and_the_section_is_that_of_the_first_sentence() -> None:
    """A passage may span sections and is named after the one that it begins in."""
    sections = (Section("Aim", 0, 8), Section("Results", 9, 37))
    inputs = passages_of(
        document("One two.\nThree four five. Six seven.", None, sections), WordCounter(window=2 + 5)
    )
    assert [(one.passage.id, one.passage.section) for one in inputs] == [
        ("key:a#0", "Aim"),
        ("key:a#1", "Results"),
    ]


def test_a_sentence_longer_than_the_window_is_a_passage_of_its_own() -> None:
    """No sentence is cut and none is lost."""
    text = "Short one. Very " + "long " * 50 + "sentence. Short two."
    passages = [one.passage for one in passages_of(document(text), WordCounter(window=12))]
    assert [passage.text[:9] for passage in passages] == ["Short one", "Very long", "Short two"]


def test_a_document_without_text_has_one_passage_that_is_found_by_its_title() -> None:
    """It has no sentences, so that it is never quoted."""
    (one,) = passages_of(document("", "Exosomes and hair"), WordCounter(window=16))
    assert (one.passage.text, one.passage.sentences) == ("", ())
    assert one.index_text.startswith("Exosomes and hair")


def test_abbreviations_are_spelt_out_for_indexing_and_not_in_the_text() -> None:
    """Where the document defines an abbreviation, each sentence is indexed under both forms."""
    text = "Extracellular vesicles (EVs) were given. EVs regrew hair."
    (one,) = passages_of(document(text), WordCounter(window=64))
    assert one.passage.text == text
    assert one.sentence_texts[1] == "Extracellular vesicles (EVs) regrew hair."


@given(st.text(alphabet="aB .!?\n。（)𝒅é1", max_size=300), st.integers(8, 40))
def test_passages_are_the_documents_own_text_on_sentence_borders(text: str, window: int) -> None:
    """Every passage is `text[start:end]`, and together they hold each sentence once, in order."""
    passages = [one.passage for one in passages_of(document(text), WordCounter(window))]
    for passage in passages:
        assert passage.text == text[passage.start : passage.end]
        if passage.sentences:
            assert passage.start == passage.sentences[0][0]
            assert passage.end == passage.sentences[-1][1]
    assert [span for passage in passages for span in passage.sentences] == sentence_spans(text)
