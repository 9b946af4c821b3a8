"""Tests of choosing and ordering the sentences of an answer."""

import numpy as np
import pytest

from embeddings.passage import Passage
from embeddings.vector import Vectors
from seeds.document import Document, Section
from service.confidence import Judged
from service.retrieval import Hit, Retrieval
from service.selection import selected

SENTENCES = (
    ("Aim", "This study aims to test the drug."),
    ("Methods", "We gave 5 mg of the drug."),
    ("Methods", "It was given each day."),
    ("Results", "The drug regrew hair."),
    ("Results", "Pain was the same."),
)


def unit(*angles: float) -> Vectors:
    """A row for each angle in degrees: the cosine of two rows is that of the angle between."""
    radians = np.radians(angles)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def chosen(question: str, angles: tuple[float, ...]) -> list[str]:
    """What is selected for a question at 0 degrees from sentences at those angles."""
    text = " ".join(sentence for _, sentence in SENTENCES)
    spans, at = [], 0
    for _, sentence in SENTENCES:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    sections = tuple(
        Section(label, *span) for (label, _), span in zip(SENTENCES, spans, strict=True)
    )
    document = Document(id="key:a", kind="abstract", text=text, sections=sections)
    passage = Passage("key:a#0", "key:a", text, 0, len(text), "Aim", tuple(spans))
    vectors = unit(*angles)
    hit = Hit(passage, document, 1.0, 1, 0.9, None, float((vectors @ unit(0)[0]).max()))
    retrieval = Retrieval(question, (hit,), {"key:a": unit(0)}, {"key:a#0": vectors})
    judged = Judged(hit, hit.sentence or 0.0, 1.0, 0.9)
    return [one.quote for one in selected(retrieval, [judged], {}, "short")]


def test_a_finding_comes_before_background_of_like_relevance() -> None:
    """What was found answers; what was intended comes last, if at all."""
    quotes = chosen("Does the drug work?", (-20, 80, 80, 20, 80))
    assert quotes[0] == "The drug regrew hair."
    assert quotes[-1] == "This study aims to test the drug."


def test_what_is_far_less_relevant_is_left_out() -> None:
    """An answer is not padded."""
    assert chosen("Does the drug work?", (89, 89, 89, 5, 89))[:1] == ["The drug regrew hair."]
    assert "We gave 5 mg of the drug." not in chosen("Does the drug work?", (89, 89, 89, 5, 89))


def test_sentences_that_say_the_same_are_given_once() -> None:
    """Of two sentences that nearly coincide the better one is given."""
    assert chosen("Does the drug work?", (85, 85, 85, 5, 8)) == ["The drug regrew hair."]


def test_a_question_about_the_procedure_is_answered_by_its_steps() -> None:
    """The methods come, with the step that follows, and not what came of it."""
    quotes = chosen("How was the drug given?", (30, 40, 75, 35, 80))
    assert quotes == ["We gave 5 mg of the drug.", "It was given each day."]


@pytest.mark.parametrize("question", ["How many mg were used?", "What dose was used?"])
def test_a_question_for_a_number_is_led_by_a_sentence_that_has_one(question: str) -> None:
    """Where relevance is alike, the number decides."""
    assert chosen(question, (40, 40, 80, 45, 80))[0] == "We gave 5 mg of the drug."


def test_a_question_that_the_encoder_cannot_read_gets_what_is_central() -> None:
    """Far from every sentence, those nearest to the centre of the passage stand for it."""
    quotes = chosen("脱发", (170, 100, 140, 130, 132))
    assert quotes[0] in {"The drug regrew hair.", "Pain was the same."}
