"""Candidates: the sentences of the evidence that an answer may be made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.vector import Vectors
from service.confidence import Judged
from service.phrase import Told, phrases_of
from service.reference import refers_back
from service.retrieval import Hit, Retrieval
from service.role import Part, asks_method, asks_number, holds_number, part_of

_NEAREST_UNREAD = 0.25
"""Where no sentence is nearer to the question than this, the encoder does not read its language."""
_CARRIED_ON = 0.6
"""What follows a relevant sentence in its section carries on from it: this share as near."""
_NEARNESS = 2.0
_PARTS: Mapping[Part, float] = {"finding": 0.0, "method": -1.0, "background": -1.0}
_UNFIT = -2.0
_LOST = -1.0
"""Log-odds set by hand: for how near a sentence is among those of its passage, for the part it
plays, for having no number or telling no method where the question asks for one, and for opening
with a word that refers to a sentence that is not in the passage."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of the evidence, `document.text[start:end]`, with its vector.

    `relevance` (0 to 1) says how near it is to the question, `score` (0 to 1) how much of it an
    answer is likely to say. `also` are sentences of other documents that say the same.
    """

    hit: Hit
    start: int
    end: int
    vector: Vectors
    part: Part
    section: str | None
    relevance: float
    score: float
    also: tuple["Candidate", ...] = ()

    @property
    def quote(self) -> str:
        """The sentence verbatim."""
        return self.hit.document.text[self.start : self.end]


def candidates_of(
    retrieval: Retrieval, evidence: Sequence[Judged]
) -> Iterator[tuple[Candidate, Told]]:
    """Each sentence of the evidence, its score still 0, and what it tells of likely phrases."""
    best = max(one.hit.score for one in evidence) or 1.0
    for one in evidence:
        yield from _candidates(retrieval, one, one.hit.score / best)


def _candidates(
    retrieval: Retrieval, one: Judged, share: float
) -> Iterator[tuple[Candidate, Told]]:
    hit, vectors = one.hit, retrieval.sentence_vectors[one.hit.passage.id]
    document = hit.document
    read = one.similarity >= _NEAREST_UNREAD
    target = retrieval.vectors[document.id][0] if read else _centre(vectors)
    nearness = (vectors @ target).clip(0, None)
    nearness = nearness / max(float(nearness.max()), 1e-9)
    before, section_before = 0.0, None
    for at, (start, end) in enumerate(hit.passage.sentences):
        quote, section = document.text[start:end], document.section_at(start)
        own = float(nearness[at])
        near = max(own, _CARRIED_ON * before if section == section_before else 0.0)
        before, section_before = own, section
        part = part_of(quote, section)
        candidate = Candidate(
            hit, start, end, vectors[at], part, section, relevance=share * near, score=0.0
        )
        odds = _NEARNESS * (near - 1) + _merit(retrieval.question, quote, part)
        odds += _LOST if at == 0 and refers_back(quote) else 0.0
        yield candidate, Told(document.id, share, odds, phrases_of(quote))


def _merit(question: str, quote: str, part: Part) -> float:
    number = _UNFIT if asks_number(question) and not holds_number(quote) else 0.0
    if asks_method(question):
        return number + (0.0 if part == "method" else _UNFIT)
    return number + _PARTS[part]


def _centre(vectors: Vectors) -> Vectors:
    mean = vectors.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)
