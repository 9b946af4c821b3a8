"""Candidates: the sentences of the evidence that an answer may be made of."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.vector import Vectors
from seeds.abbreviation import definitions, expand
from service.confidence import Judged
from service.coverage import meanings_of
from service.fusion import Scores
from service.merit import Wanted, merit_of, says_what_it_is, wanted_of
from service.phrase import Told, phrases_of
from service.retrieval import Hit, Retrieval
from service.role import Part, part_of

_NEAREST_UNREAD = 0.25
"""Where no sentence is nearer to the question than this, the encoder does not read its language."""
_CARRIED_ON = 0.6
"""What follows a relevant sentence in its section carries on from it: this share as near."""
_NEARNESS = 2.0
_MATCH = 1.5
_FEW = 10
"""Log-odds set by hand, for how near a sentence is among those of its passage, and for how many of
the question's words it has among them; the latter less where there are few, since whoever cut out
a snippet held all of it for relevant."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of the evidence, `document.text[start:end]`, with its vector.

    `relevance` (0 to 1) says how near it is to the question, `score` (0 to 1) how much of it an
    answer is likely to say, `defines` whether it says what the thing is that is asked about. `also`
    are sentences of other works that say the same.
    """

    hit: Hit
    start: int
    end: int
    vector: Vectors
    part: Part
    section: str | None
    relevance: float
    score: float
    defines: bool = False
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
    hits = [_read(retrieval.asked, one.hit) for one in evidence]
    rarity = _rarity([words for read in hits for words in read.said])
    for one, read in zip(evidence, hits, strict=True):
        words = [math.fsum(rarity[word] for word in read.asked & said) for said in read.said]
        yield from _candidates(retrieval, one, read.wanted, words, one.hit.score / best)


@dataclass(frozen=True, slots=True)
class _Read:
    """A hit as its document spells it out: what is wanted of it, what it and the question say."""

    wanted: Wanted
    asked: frozenset[str]
    said: Sequence[frozenset[str]]


def _read(question: str, hit: Hit) -> _Read:
    text = hit.document.text
    known = definitions(text)
    studied = hit.document.evidence.species if hit.document.evidence else ()
    said = [meanings_of(expand(text[start:end], known)) for start, end in hit.passage.sentences]
    return _Read(wanted_of(question, known, studied), meanings_of(expand(question, known)), said)


def _rarity(sentences: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much each word of the evidence tells one sentence from the others."""
    counts = Counter(word for words in sentences for word in words)
    return {word: math.log(1 + len(sentences) / count) for word, count in counts.items()}


def _candidates(
    retrieval: Retrieval, one: Judged, wanted: Wanted, words: Sequence[float], share: float
) -> Iterator[tuple[Candidate, Told]]:
    hit, vectors = one.hit, retrieval.sentence_vectors[one.hit.passage.id]
    document = hit.document
    read = one.similarity >= _NEAREST_UNREAD
    target = retrieval.vectors[document.id][0] if read else _centre(vectors)
    nearness = _of_the_best((vectors @ target).clip(0, None))
    matches = _of_the_best(np.array(words))
    count = len(hit.passage.sentences)
    match = _MATCH * (count - 1) / (count + _FEW)
    before, section_before = 0.0, None
    for at, (start, end) in enumerate(hit.passage.sentences):
        quote, section = document.text[start:end], document.section_at(start)
        own = float(nearness[at])
        near = max(own, _CARRIED_ON * before if section == section_before else 0.0)
        before, section_before = own, section
        part = part_of(quote, section)
        candidate = Candidate(
            hit,
            start,
            end,
            vectors[at],
            part,
            section,
            relevance=share * near,
            score=0.0,
            defines=says_what_it_is(wanted, quote),
        )
        odds = _NEARNESS * (near - 1) + match * (float(matches[at]) - 1)
        odds += merit_of(wanted, quote, part, alone=at == 0)
        yield candidate, Told(document.id, share, odds, phrases_of(quote))


def _of_the_best(values: Scores) -> Scores:
    return np.asarray(values / max(float(values.max()), 1e-9), np.float64)


def _centre(vectors: Vectors) -> Vectors:
    mean = vectors.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)
