"""Verification: whether an answer's citations hold against the collection."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, get_args

from embeddings.collection import Collection
from service.answer import Citation, Support, shown
from service.claim import ClaimedAnswer, ClaimedCitation, ClaimedSentence

_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: `fault` names its kind, `citation` its number where it is of one."""

    citation: int | None
    fault: str
    detail: str


def faults_of(answer: ClaimedAnswer, collection: Collection) -> list[Fault]:
    """All that does not hold of an answer, each citation checked against its document."""
    faults = list(_faults_of_form(answer))
    for citation in answer.citations:
        faults += _faults_of_citation(citation, answer.generation, collection)
    return faults


def stands(citation: Citation, collection: Collection) -> bool:
    """Whether a quote still stands where it was read, in a work not retracted meanwhile."""
    document = collection.get(citation.document.id)
    return (
        document is not None
        and document.text[citation.start : citation.end] == citation.quote
        and document.is_retracted <= citation.document.is_retracted
    )


def verification_json(citations: int, faults: list[Fault]) -> dict[str, Any]:
    """What was verified in the shape that the command line gives."""
    return {
        "ok": not faults,
        "citations": citations,
        "faults": [asdict(fault) for fault in faults],
    }


def _faults_of_citation(
    citation: ClaimedCitation, generation: int | None, collection: Collection
) -> Iterator[Fault]:
    document = collection.get(citation.doc_id)
    if document is None:
        yield Fault(
            citation.n,
            "document missing",
            f"{citation.doc_id}: document deleted since, or never in this collection.",
        )
        return
    named = citation.passage_id.rpartition("#")[0]
    if named not in (document.id, *document.aliases):
        yield Fault(
            citation.n,
            "passage of another document",
            f"The passage {citation.passage_id} is not of the document {citation.doc_id}.",
        )
    words = document.text[citation.start : citation.end]
    if words == citation.quote:
        return
    changed = collection.text_generation(document.id)
    if generation is not None and changed is not None and changed > generation:
        yield Fault(
            citation.n,
            "text changed since",
            f"The text of {document.id} changed in generation {changed}; the answer was made in"
            f" generation {generation}. Ask again.",
        )
    else:
        yield Fault(
            citation.n,
            "quote differs",
            f"{document.id} has at {citation.start} to {citation.end} {_short(words)},"
            f" the answer quotes {_short(citation.quote)}.",
        )


def _faults_of_form(answer: ClaimedAnswer) -> Iterator[Fault]:
    numbers = [citation.n for citation in answer.citations]
    if answer.abstained:
        if answer.sentences or answer.citations:
            yield Fault(
                None,
                "abstained with evidence",
                "An answer that abstains has no sentence or citation.",
            )
        return
    if not answer.sentences:
        yield Fault(None, "no sentences", "The answer says that it answers, and has no sentence.")
    if numbers != list(range(1, len(numbers) + 1)):
        yield Fault(
            None, "numbering", f"Citations are numbered {numbers} instead of 1, 2, 3 and so on."
        )
    used = list(dict.fromkeys(n for sentence in answer.sentences for n in sentence.citations))
    if used != sorted(used):
        yield Fault(None, "numbering", f"Citations first appear in the order {used}.")
    for n in sorted(set(numbers) - set(used)):
        yield Fault(n, "unused citation", f"No sentence rests on citation {n}.")
    quotes = {citation.n: citation.quote for citation in answer.citations}
    for place, sentence in enumerate(answer.sentences, start=1):
        yield from _faults_of_sentence(place, sentence, answer.text, quotes)
        yield from _faults_of_support(place, sentence, answer.mode)
    yield from _faults_of_text(answer)


def _faults_of_sentence(
    place: int, sentence: ClaimedSentence, answer: str, quotes: dict[int, str]
) -> Iterator[Fault]:
    if not sentence.citations:
        yield Fault(None, "sentence without citation", f"Sentence {place} rests on no citation.")
    for n in sentence.citations:
        if n not in quotes:
            yield Fault(
                n, "unknown citation", f"Sentence {place} names citation {n}: there is none."
            )
    words = answer[sentence.start : sentence.end]
    if words != sentence.text:
        yield Fault(
            None,
            "sentence differs",
            f"The answer has at {sentence.start} to {sentence.end} {_short(words)},"
            f" sentence {place} is {_short(sentence.text)}.",
        )
    quote = quotes.get(sentence.citations[0]) if sentence.citations else None
    if sentence.support == "verbatim" and quote is not None and sentence.text != shown(quote):
        yield Fault(
            sentence.citations[0],
            "not verbatim",
            f"Sentence {place} is called verbatim, and is {_short(sentence.text)}"
            f" where the quote is {_short(quote)}.",
        )


def _faults_of_support(place: int, sentence: ClaimedSentence, mode: str | None) -> Iterator[Fault]:
    if sentence.support not in get_args(Support):
        yield Fault(
            None,
            "unknown support",
            f"Sentence {place} is called {_short(sentence.support)}; known are"
            f" {', '.join(get_args(Support))}.",
        )
    elif mode == "local" and sentence.support != "verbatim":
        yield Fault(
            None,
            "not verbatim",
            f"Sentence {place} is called {sentence.support}; a local answer is verbatim.",
        )
    if sentence.text != shown(sentence.text):
        yield Fault(
            None,
            "marker in a sentence",
            f"Sentence {place} holds what reads as a marker: {_short(sentence.text)}.",
        )


def _faults_of_text(answer: ClaimedAnswer) -> Iterator[Fault]:
    parts = [
        " ".join([sentence.text, *(f"[{n}]" for n in sentence.citations)])
        for sentence in answer.sentences
    ]
    if answer.sentences and " ".join(parts) != answer.text:
        yield Fault(
            None,
            "answer differs",
            "The answer is not its sentences, each followed by its markers, joined by spaces.",
        )


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
