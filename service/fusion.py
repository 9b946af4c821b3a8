"""Fusion: what passages are worth by meaning, by words and by their neighbours, made one score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.vector import Vectors

Scores = NDArray[np.float64]

_NEIGHBOURS = 100
"""The best passages, among which scores are smoothed."""
DECIMALS = 6
"""Of scores: equal passages differ in the last bits by the order in which they are summed up."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of a score weighs, 0 to 1; 0 leaves it out.

    `lexical` is the weight of words against meaning (at 1, meaning is left out), `sentence` that of
    the best sentence against the whole passage within meaning, `smoothing` that of similar
    passages' scores. Without `content_words_only` also the question's function words are looked
    for. The defaults were chosen on four data sets at once.
    """

    lexical: float = 0.4
    sentence: float = 0.4
    smoothing: float = 0.5
    content_words_only: bool = True


WEIGHTS = Weights()


def fused(dense: Scores, sentence: Scores, lexical: Scores, weights: Weights) -> Scores:
    """Scores of passages from cosines, those of their best sentences, and shares of words.

    A convex combination (Bruch, Gai and Ingber 2023) of values that mean the same for each
    question, so that they need no scaling by what else was found.
    """
    meaning = (1 - weights.sentence) * dense + weights.sentence * sentence
    return np.asarray((1 - weights.lexical) * meaning + weights.lexical * lexical, np.float64)


def smoothed(scores: Scores, vectors: Vectors, weight: float) -> Scores:
    """Scores of the best passages moved towards the scores of those that say similar things.

    Score regularization (Diaz 2005): by `weight` towards the mean over them all, each weighing the
    eighth power of its cosine with the passage. One that resembles no other keeps its score.
    """
    best = np.argsort(-scores, kind="stable")[:_NEIGHBOURS]
    rows = vectors[best]
    # Not `@`, whose threads go on spinning afterwards and slow the next question's encoding.
    nearness = np.einsum("id,jd->ij", rows, rows).clip(0, 1).astype(np.float64) ** 8
    means = (nearness * scores[best]).sum(axis=1) / nearness.sum(axis=1)
    moved = scores.copy()
    moved[best] += weight * (means - scores[best])
    return np.asarray(moved.clip(0, 1).round(DECIMALS), np.float64)
