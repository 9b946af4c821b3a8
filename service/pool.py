"""The pool: the sentences of the evidence that an answer is chosen from, each with its worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from service.candidate import Candidate, candidates_of
from service.confidence import Judged
from service.phrase import Phrase, Weights, expected_overlap, likelihoods
from service.retrieval import Retrieval
from service.sameness import says_the_same
from service.works import work_of_each


@dataclass(frozen=True, slots=True)
class Pool:
    """The sentences to choose from, what they say, and how likely an answer is to say it.

    `works` has for the id of each document the name of its work.
    """

    candidates: Sequence[Candidate]
    works: Mapping[str, str]
    phrases: Sequence[tuple[Phrase, ...]]
    likely: Mapping[Phrase, float]

    def value(self, chosen: Sequence[int], length: float) -> float:
        """What so much of the pool is worth as an answer."""
        return expected_overlap([self.phrases[at] for at in chosen], self.likely, length)


def pool_of(retrieval: Retrieval, evidence: Sequence[Judged], weights: Weights) -> Pool:
    """The sentences of the evidence, scored by what is likely to be said."""
    found = list(candidates_of(retrieval, evidence))
    likely = likelihoods([told for _, told in found], weights)
    scored = [
        replace(candidate, score=_mean([likely[phrase] for phrase in told.phrases]))
        for candidate, told in found
    ]
    works = work_of_each(one.hit.document for one in evidence)
    return Pool(scored, works, [told.phrases for _, told in found], likely)


def repeats(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences say the same."""
    return says_the_same(one.quote, other.quote, float(one.vector @ other.vector))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
