"""The evidence that a model is given: numbered sentences of the best passages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.answer import Citation
from service.generation.marker import literals_of
from service.retrieval import Hit, Retrieval

MOST_SENTENCES = 12
MOST_CHARACTERS = 6_000


def evidence_of(
    retrieval: Retrieval, hits: Sequence[Hit], chosen: Sequence[Citation]
) -> tuple[Citation, ...]:
    """The sentences chosen for a local answer, and of these hits those nearest to the question.

    The best come first, and carry the numbers by which a model names them. No number stands in
    brackets in the question or in the evidence, so that what is copied from there names nothing.
    """
    found = sorted(
        (one for hit in hits for one in _sentences(retrieval, hit)),
        key=lambda one: (-one.score, one.passage.id, one.start),
    )
    taken: dict[str, Citation] = {}
    for one in (*chosen, *found):
        length = sum(len(quote) for quote in taken) + len(one.quote)
        fits = len(taken) < MOST_SENTENCES and length <= MOST_CHARACTERS
        if fits:
            taken.setdefault(one.quote, one)
    return tuple(_numbered(tuple(taken.values()), retrieval.question))


def _numbered(ordered: Sequence[Citation], question: str) -> Iterator[Citation]:
    texts = (question, *(one.quote for one in ordered))
    used = {number for text in texts for number in literals_of(text)[1]}
    n = 0
    for one in ordered:
        n += 1
        while n in used:
            n += 1
        yield replace(one, n=n)


def _sentences(retrieval: Retrieval, hit: Hit) -> Iterator[Citation]:
    document = hit.document
    nearness = retrieval.sentence_vectors[hit.passage.id] @ retrieval.vectors[document.id][0]
    for (start, end), score in zip(hit.passage.sentences, nearness, strict=True):
        yield Citation(
            n=0,
            document=document,
            passage=hit.passage,
            section=document.section_at(start),
            quote=document.text[start:end],
            start=start,
            end=end,
            score=min(max(float(score), 0.0), 1.0),
        )
