"""Scoring: the passages that may answer a question, each scored by meaning and by words."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from embeddings.collection import Collection, Match, PassageVectors
from embeddings.filters import Filters
from embeddings.vector import Vectors
from service.cosine import best_of_each, cosines
from service.coverage import content_words
from service.fusion import Weights, fused, smoothed
from service.worth import Scored


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may be found, by id: their vectors and their scores."""

    stored: Mapping[str, PassageVectors]
    scored: Mapping[str, Scored]


def candidates_of(
    collection: Collection,
    question: str,
    vector: Vectors,
    depth: int,
    filters: Filters,
    weights: Weights,
) -> Candidates:
    """The `depth` passages that either search finds, each that is still there scored by both."""
    words = content_words(question) if weights.content_words_only else question
    found: list[Match] = []
    if weights.lexical < 1:
        found += collection.search_vector(vector, depth, filters)
    if weights.lexical > 0:
        found += collection.search_words(words, depth, filters)
    stored = collection.vectors(list(dict.fromkeys(match.passage_id for match in found)))
    if not stored:
        return Candidates({}, {})
    shares = collection.word_shares(words, list(stored))
    return Candidates(stored, _scored(stored, vector, shares, weights))


def _scored(
    stored: Mapping[str, PassageVectors],
    vector: Vectors,
    shares: Mapping[str, float],
    weights: Weights,
) -> dict[str, Scored]:
    wholes = np.concatenate([vectors.whole for vectors in stored.values()])
    dense = cosines(wholes, vector)
    sentence = best_of_each([vectors.sentences for vectors in stored.values()], vector, dense)
    lexical = np.array([shares.get(name, 0.0) for name in stored])
    scores = smoothed(fused(dense, sentence, lexical, weights), wholes, weights.smoothing)
    columns = zip(stored, scores.tolist(), dense.tolist(), lexical.tolist(), strict=True)
    return {name: Scored(score, cosine, share) for name, score, cosine, share in columns}
