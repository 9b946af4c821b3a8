"""Selection: the sentences of the evidence that make a local answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.terms import terms_of
from embeddings.vector import Vectors
from seeds.abbreviation import definitions, expand
from service.answer import Length
from service.confidence import Judged
from service.coverage import coverage
from service.retrieval import Hit, Retrieval
from service.role import Part, asks_method, asks_number, holds_number, part_of

MOST_BACKGROUND = 1

_NEAREST_UNREAD = 0.25
"""Where no sentence is nearer to the question than this, the encoder does not read its language."""
_SAME = 0.9
"""Sentences nearer to each other than this cosine say the same."""
_SHARE_OF_LEAD = 0.6
"""A further sentence is at least this share as relevant as the first one."""
_CARRIED_ON = 0.6
"""What follows a relevant sentence in its section carries on from it: this share as relevant."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may be."""

    sentences: int
    words: int


LIMITS: Mapping[Length, Limits] = {"short": Limits(3, 120), "long": Limits(8, 300)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of the evidence, `document.text[start:end]`, with its vector.

    `relevance` says how near it is to the question, `score` (0 to 1) how well it answers.
    """

    hit: Hit
    start: int
    end: int
    vector: Vectors
    part: Part
    section: str | None
    relevance: float
    score: float

    @property
    def quote(self) -> str:
        """The sentence verbatim."""
        return self.hit.document.text[self.start : self.end]


Choose = Callable[[Retrieval, Sequence[Judged], Mapping[str, float], Length], Sequence[Candidate]]
"""Chooses the sentences of an answer from evidence, of which there is some."""


def selected(
    retrieval: Retrieval, evidence: Sequence[Judged], weights: Mapping[str, float], length: Length
) -> list[Candidate]:
    """The sentences of an answer in reading order: the best first, then what adds to it.

    Chosen greedily by score, each new one unlike those before it (after maximal marginal
    relevance, Carbonell and Goldstein 1998). The weights were set by hand on the two seed pages and
    are measured on nothing else. After the lead come findings and methods, then
    background, each document's sentences together and in its own order.
    """
    candidates = [
        candidate for one in evidence for candidate in _candidates(retrieval, one, weights)
    ]
    candidates.sort(key=lambda one: (-one.score, one.hit.rank, one.start))
    lead, chosen = candidates[0], candidates[:1]
    told = lead.part == "method" and asks_method(retrieval.question)
    for candidate in candidates[1:]:
        # A procedure is told by the steps that follow, not by what came of it.
        if _adds(candidate, chosen, LIMITS[length]) and not (told and candidate.part != "method"):
            chosen.append(candidate)
    return [lead, *sorted(chosen[1:], key=lambda one: _reading_order(one, chosen))]


def _candidates(
    retrieval: Retrieval, one: Judged, weights: Mapping[str, float]
) -> Iterator[Candidate]:
    hit, vectors = one.hit, retrieval.sentence_vectors[one.hit.passage.id]
    document, abbreviations = hit.document, definitions(hit.document.text)
    read = one.similarity >= _NEAREST_UNREAD
    target = retrieval.vectors[document.id][0] if read else _centre(vectors)
    before, section_before = 0.0, None
    for (start, end), vector in zip(hit.passage.sentences, vectors, strict=True):
        quote, section = document.text[start:end], document.section_at(start)
        shared = coverage(weights, set(terms_of(expand(quote, abbreviations))))
        own = 0.55 * float(vector @ target) + 0.2 * shared + 0.15 * one.probability
        relevance = max(own, _CARRIED_ON * before if section == section_before else 0.0)
        before, section_before = own, section
        part = part_of(quote, section)
        score = relevance + _worth(retrieval.question, quote, part)
        score = min(max(score, 0.0), 1.0)
        yield Candidate(hit, start, end, vector, part, section, relevance, score)


def _worth(question: str, quote: str, part: Part) -> float:
    number = 0.2 if asks_number(question) and holds_number(quote) else 0.0
    if asks_method(question):
        return number + (0.3 if part == "method" else 0.0)
    return number + {"finding": 0.15, "method": 0.0, "background": -0.1}[part]


def _adds(candidate: Candidate, chosen: Sequence[Candidate], limits: Limits) -> bool:
    """Whether a sentence is worth adding to those chosen, whose first is the lead."""
    lead = chosen[0]
    words = sum(len(one.quote.split()) for one in (*chosen, candidate))
    background = sum(one.part == "background" for one in (*chosen, candidate))
    return (
        len(chosen) < limits.sentences
        and words <= limits.words
        and (candidate.part != "background" or background <= MOST_BACKGROUND)
        and candidate.relevance >= _SHARE_OF_LEAD * lead.relevance
        and candidate.score >= _SHARE_OF_LEAD * lead.score
        and not any(_alike(candidate, one) for one in chosen)
    )


def _centre(vectors: Vectors) -> Vectors:
    mean = vectors.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def _alike(one: Candidate, other: Candidate) -> bool:
    return float(one.vector @ other.vector) > _SAME or one.quote == other.quote


def _reading_order(one: Candidate, chosen: Sequence[Candidate]) -> tuple[bool, int, int]:
    documents = list(dict.fromkeys(candidate.hit.document.id for candidate in chosen))
    return one.part == "background", documents.index(one.hit.document.id), one.start
