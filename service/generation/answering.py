"""Answering with a language model: its sentences as far as they hold, else the documents' own."""

from collections.abc import Generator as Steps
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from time import perf_counter

from embeddings.collection import Collection, CollectionError
from embeddings.encoder import Encoder
from service.answer import Answer, AnswerSentence, Citation, Degradation
from service.draft import Draft
from service.event import Event, Waiting
from service.evidence_line import evidence_line
from service.generation.breaker import CircuitBreaker
from service.generation.evidence import evidence_of
from service.generation.generator import Generator, GeneratorError, Prompt
from service.generation.marker import literals_of
from service.generation.prompt import prompt_of
from service.generation.review import Guard, Review
from service.generation.writing import Writing, Written
from service.retrieval import Hit, Retrieval
from service.verification import stands

ENOUGH = 3
"""Sentences with which an answer says enough, however it ended."""
Shortfall = tuple[str, Degradation] | tuple[None, None]
"""Why a model did not do all that was asked of it, in words and in one; nothing where it did."""
_SAME = 0.8
"""Sentences nearer to each other than this cosine say the same."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A generator, the guard that checks what it writes, and the seconds it has for an answer.

    `breaker` is what leaves the generator alone where it keeps failing, where there is that.
    """

    generator: Generator
    guard: Guard
    seconds: float
    breaker: CircuitBreaker | None = None


@dataclass(frozen=True, slots=True)
class Local:
    """The answer in the documents' own words, what it was made from, and the hits that answer."""

    answer: Answer
    retrieval: Retrieval
    hits: tuple[Hit, ...]


def answered(
    model: LanguageModel, local: Local, collection: Collection, encoder: Encoder
) -> Iterator[Event]:
    """The events of an answer by a model, last the answer.

    Whether its first sentence is the model's is decided before it is sent; after that nothing is
    replaced. Where the model says too little, sentences of the local answer follow, or are the
    answer. Raises `CollectionError` where nothing is left to say.
    """
    started, draft = perf_counter(), Draft()
    evidence = evidence_of(local.retrieval, local.hits, local.answer.citations)
    prompt = prompt_of(local.retrieval.question, evidence)
    review = Review(evidence, model.guard, draft, lambda citation: stands(citation, collection))
    fault: Shortfall = yield from _written(
        model, prompt, evidence, review, local.retrieval.question
    )
    by_model = len(draft.sentences)
    reason, why = _shortfall(fault, by_model, len(review.removed))
    if reason and by_model < ENOUGH:
        for sentence in _further(local.answer, draft, encoder):
            cited = [local.answer.citations[n - 1] for n in sentence.citations]
            if all(stands(citation, collection) for citation in cited):
                yield from draft.say(sentence.text, sentence.role, sentence.support, cited)
    if not draft.sentences:
        raise CollectionError(
            "The documents changed while the answer was being made from them. Ask again."
        )
    answer, elapsed = local.answer, (perf_counter() - started) * 1000
    yield replace(
        answer,
        text=draft.text,
        sentences=tuple(draft.sentences),
        citations=tuple(draft.citations),
        evidence_line=evidence_line(local.retrieval.question, draft.sentences, draft.citations),
        mode="llm" if by_model else "local",
        degraded_reason=reason,
        degraded_by=why,
        removed=tuple(review.removed),
        unresolved_markers=review.unresolved,
        provenance=replace(answer.provenance, generator=model.generator.name, prompt=prompt.digest),
        timings=replace(
            answer.timings,
            answer=round(answer.timings.answer + elapsed, 2),
            total=round(answer.timings.total + elapsed, 2),
        ),
    )


def _written(
    model: LanguageModel,
    prompt: Prompt,
    evidence: Sequence[Citation],
    review: Review,
    question: str,
) -> Steps[Event, None, Shortfall]:
    """Say what holds of what the model writes; why it did not come to its end, if it did not."""
    shown = (question, *(one.quote for one in evidence))
    writing = Writing({literal for text in shown for literal in literals_of(text)[0]})
    fault: Shortfall = (None, None)
    with closing(model.generator.generate(prompt, model.seconds)) as pieces:
        while not review.is_over:
            try:
                piece = next(pieces)
            except StopIteration:
                break
            except GeneratorError as error:
                fault = (str(error), error.fault)
                break
            yield Waiting()
            yield from _taken(review, writing.add(piece))
    yield from _taken(review, writing.end(whole=fault == (None, None)))
    return fault


def _taken(review: Review, sentences: Iterator[Written]) -> Iterator[Event]:
    while not review.is_over and (written := next(sentences, None)):
        yield from review.take(written)


def _shortfall(fault: Shortfall, said: int, removed: int) -> Shortfall:
    if fault != (None, None) or (said and (said >= ENOUGH or removed < said)):
        return fault
    if not said + removed:
        return "The language model wrote no sentence.", "empty"
    written = said + removed
    return f"Of {written} sentences that the language model wrote, {said} could be kept.", "guard"


def _further(local: Answer, draft: Draft, encoder: Encoder) -> Iterator[AnswerSentence]:
    """Sentences of the local answer that say something new."""
    said = [sentence.text for sentence in draft.sentences]
    quoted = {citation.quote for citation in draft.citations}
    if not said:
        yield from local.sentences
        return
    texts = [sentence.text for sentence in local.sentences]
    vectors = encoder.encode_passages([*texts, *said])
    nearness = vectors[: len(texts)] @ vectors[len(texts) :].T
    for sentence, row in zip(local.sentences, nearness, strict=True):
        quotes = {local.citations[n - 1].quote for n in sentence.citations}
        if not quotes <= quoted and row.max() < _SAME:
            yield sentence
