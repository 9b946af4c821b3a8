"""Tests of choosing and ordering the sentences of an answer."""

import re

import numpy as np
import pytest

from embeddings.passage import Passage
from embeddings.vector import Vectors
from seeds.document import Document, Section
from service.answer import Length
from service.candidate import Candidate
from service.confidence import Judged
from service.retrieval import Hit, Retrieval
from service.selection import LIMITS, selected

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
    hit = Hit(passage, document, 1.0, 1, 0.9, 0.0, float((vectors @ unit(0)[0]).max()))
    retrieval = Retrieval(question, question, (hit,), 0.1, {"key:a": unit(0)}, {"key:a#0": vectors})
    judged = Judged(hit, hit.sentence or 0.0, 1.0, 0.9)
    return [one.quote for one in selected(retrieval, [judged])]


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
    """Of two sentences that nearly coincide one is given."""
    text = "Minoxidil raised hair density in men. In men, hair density was raised by minoxidil."
    assert len(found("Does minoxidil raise hair density?", (text, 5))) == 1


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
    quotes = chosen("脱发", (130, 215, 220, 132, 134))
    assert quotes[0] in {"The drug regrew hair.", "Pain was the same."}


def found(
    question: str, *texts: tuple[str, float], length: Length = "short", versions: bool = False
) -> list[Candidate]:
    """What is selected from snippets, each a document at its angle from the question."""
    hits, vectors = [], {}
    for rank, (text, angle) in enumerate(texts, start=1):
        name = f"key:{rank}"
        others = tuple(f"key:{n + 1}" for n in range(len(texts))) if versions else ()
        document = Document(id=name, kind="snippet", text=text, versions=others)
        spans = tuple((each.start(), each.end()) for each in re.finditer(r"[^.\s][^.]*\.", text))
        passage = Passage(f"{name}#0", name, text, 0, len(text), None, spans)
        vectors[passage.id] = unit(*(angle + 20 * n for n in range(len(spans))))
        hits.append(Hit(passage, document, 1.0 - rank / 50, rank, 0.9, 0.0, 0.9))
    targets = {hit.document.id: unit(0) for hit in hits}
    judged = [Judged(hit, 0.9, 1.0, 0.9) for hit in hits]
    return selected(
        Retrieval(question, question, tuple(hits), 0.1, targets, vectors), judged, length
    )


def test_what_several_documents_say_is_given_once_with_all_of_them() -> None:
    """At most three are cited; one whose number differs is not among them."""
    same = "Minoxidil raised hair density in men."
    lead, *rest = found(
        "Does minoxidil raise hair density?",
        (same, 10),
        ("In men minoxidil raised hair density.", 12),
        ("Minoxidil raised hair density by 9 hairs in men.", 11),
        (same, 10),
        (same, 10),
    )
    assert [one.hit.document.id for one in (lead, *lead.also)] == ["key:1", "key:2", "key:4"]
    assert same not in [one.quote for one in rest]


def test_a_preprint_is_not_cited_beside_its_paper() -> None:
    """What one work says twice is not said by two."""
    same = "Minoxidil raised hair density in men."
    [lead] = found("Does minoxidil raise hair density?", (same, 10), (same, 10), versions=True)
    assert lead.also == ()


def test_a_sentence_comes_with_the_one_that_its_first_word_refers_to() -> None:
    """These patients are those of the sentence before, which stands before it in the answer."""
    text = "Nine men with alopecia took finasteride for a year. These men kept their hair density."
    chosen = found("Did men keep their hair density with finasteride?", (text, -60))
    assert [one.quote for one in chosen] == [
        "Nine men with alopecia took finasteride for a year.",
        "These men kept their hair density.",
    ]


def test_a_long_answer_says_more() -> None:
    """Length is what is asked for, within its limits."""
    texts = (
        "Minoxidil regrew hair in men.",
        "Women given spironolactone had denser scalps.",
        "Baricitinib healed alopecia areata.",
        "Thinning crowns filled with dutasteride.",
        "Ketoconazole shampoo stopped shedding.",
        "Platelet-rich plasma woke resting follicles.",
    )
    hits = [(text, 10 + n) for n, text in enumerate(texts)]
    short = found("Which drugs regrow hair?", *hits)
    long = found("Which drugs regrow hair?", *hits, length="long")
    assert 1 <= len(short) <= LIMITS["short"].sentences
    assert len(short) < len(long) <= LIMITS["long"].sentences


def test_what_says_the_opposite_is_told_next_to_it() -> None:
    """Though a hundred sentences say the one thing, and the other is the least of them."""
    yes = "Exosomes promoted hair growth in mice."
    no = "In a trial, exosomes did not promote hair growth."
    others = [(f"Exosomes from {name} cells promoted hair growth.", 12) for name in "abcdefg"]
    chosen = [
        one.quote for one in found("Do exosomes promote hair growth?", (yes, 5), *others, (no, 40))
    ]
    assert no in chosen
    assert len(chosen) <= LIMITS["short"].sentences
    assert chosen.index(no) == 1


def test_a_question_for_what_a_thing_is_is_led_by_what_says_it() -> None:
    """Though other sentences are nearer."""
    told = found(
        "What is alopecia areata?",
        ("Minoxidil improved alopecia areata in nine men.", 5),
        ("Nine men had alopecia areata, a condition in which hair falls out in patches.", 40),
    )
    assert told[0].quote.startswith("Nine men had")


@pytest.mark.parametrize("opening", ["However, minoxidil", "Moreover, minoxidil", "But minoxidil"])
def test_an_answer_does_not_open_with_what_stands_against_a_sentence_that_is_lost(
    opening: str,
) -> None:
    """Its neighbour comes with it, or another sentence leads."""
    against = f"{opening} regrew the hair of men."
    lost = found("Does minoxidil regrow hair?", (against, 5), ("Minoxidil regrew their hair.", 20))
    assert lost[0].quote == "Minoxidil regrew their hair."
    text = f"Finasteride failed in men. {against}"
    kept = [one.quote for one in found("Does minoxidil regrow hair?", (text, -20))]
    assert (
        against not in kept or kept.index(against) == kept.index("Finasteride failed in men.") + 1
    )


@pytest.mark.parametrize(
    "aside",
    [
        "The aim of this study was to test whether minoxidil regrows hair in men.",
        "Previous studies have shown that minoxidil regrows hair in men.",
        "We measured whether minoxidil regrows hair in men.",
    ],
)
def test_an_answer_opens_with_what_was_found(aside: str) -> None:
    """An aim has the question's words, and is no answer; nor are a method and others' work."""
    told = found(
        "Does minoxidil regrow hair in men?", (aside, 0), ("Hair came back in nine of ten men.", 40)
    )
    assert told[0].quote == "Hair came back in nine of ten men."


def test_a_comparison_is_answered_by_what_compares() -> None:
    """Where nearness is alike."""
    told = found(
        "Is minoxidil better than finasteride for hair?",
        ("Minoxidil was given to men for hair.", 20),
        ("Minoxidil was better than finasteride for hair.", 20),
    )
    assert told[0].quote == "Minoxidil was better than finasteride for hair."
