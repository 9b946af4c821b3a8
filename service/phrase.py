"""Phrases: pairs of neighbouring words, and how likely an answer is to have each."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from embeddings.terms import terms_of

Phrase = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as evidence for its phrases: by document `source`, of a `weight` (0 to 1).

    `odds` are what its own merits add to the log-odds of its phrases.
    """

    source: str
    weight: float
    odds: float
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What the log-odds of a phrase are made of.

    `rank` is for the score of its passage as a share of the best one's, `support` for the share of
    the other evidence, document by document, that has it too.
    """

    bias: float
    rank: float
    support: float


WEIGHTS = Weights(bias=-6.5, rank=5.66, support=3.36)
"""Fitted by `python -m eval.phrases` to the ideal answers of BioASQ 7 to 9 (`bioasq-dev`)."""


def phrases_of(text: str) -> tuple[Phrase, ...]:
    """The pairs of neighbouring terms in order, with repetitions."""
    return tuple(pairwise(terms_of(text)))


def supports(sentences: Sequence[Told]) -> dict[Phrase, tuple[float, float, float]]:
    """For each phrase the weight and odds of the best sentence that has it, and its support."""
    weights: dict[str, float] = {}
    for one in sentences:
        weights[one.source] = max(weights.get(one.source, 0.0), one.weight)
    best: dict[Phrase, Told] = {}
    sources: dict[Phrase, dict[str, None]] = {}
    for one in sentences:
        for phrase in one.phrases:
            known = best.get(phrase)
            if known is None or _merit(one) > _merit(known):
                best[phrase] = one
            sources.setdefault(phrase, {})[one.source] = None
    total = sum(weights.values()) or 1.0
    return {
        phrase: (
            one.weight,
            one.odds,
            sum(weights[name] for name in sources[phrase] if name != one.source) / total,
        )
        for phrase, one in best.items()
    }


def likelihoods(sentences: Sequence[Told], weights: Weights = WEIGHTS) -> dict[Phrase, float]:
    """How probable it is of each phrase of the evidence that an answer has it."""
    return {
        phrase: _logistic(weights.bias + weights.rank * weight + odds + weights.support * support)
        for phrase, (weight, odds, support) in supports(sentences).items()
    }


def expected_overlap(
    phrases: Sequence[tuple[Phrase, ...]], likely: Mapping[Phrase, float], length: float
) -> float:
    """The F1 of phrases to be expected of sentences against an answer of so many phrases.

    A phrase counts once, so that what is said again adds nothing but length (maximum coverage of
    concepts, Gillick and Favre 2009).
    """
    said = {phrase for each in phrases for phrase in each}
    return 2 * sum(likely[phrase] for phrase in said) / (sum(map(len, phrases)) + length)


def _merit(one: Told) -> tuple[float, float]:
    return one.weight + one.odds, one.weight


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
