"""Cosines of stored vectors with a question's."""

from collections.abc import Sequence

import numpy as np

from embeddings.vector import Vectors
from service.fusion import Scores


def cosines(rows: Vectors, vector: Vectors) -> Scores:
    """That of each row (n, dim) with a vector (1, dim)."""
    # Summed in double precision, equal vectors have equal scores wherever they are; not by `@`,
    # whose threads go on spinning afterwards and slow the next question's encoding.
    pair = rows.astype(np.float64), vector[0].astype(np.float64)
    return np.asarray(np.einsum("ij,j->i", *pair), np.float64)


def best_of_each(sentences: Sequence[Vectors], vector: Vectors, otherwise: Scores) -> Scores:
    """The best cosine of each passage's sentences; `otherwise` that of one without sentences."""
    lengths = np.array([len(rows) for rows in sentences])
    found = cosines(np.concatenate(sentences), vector)
    best = otherwise.copy()
    if len(found):
        starts = np.cumsum(lengths) - lengths
        best[lengths > 0] = np.maximum.reduceat(found, starts[lengths > 0])
    return best


def best_cosine(sentences: Vectors, vector: Vectors) -> float | None:
    """The best of rows (n, dim); None where there is none."""
    return float(cosines(sentences, vector).max()) if len(sentences) else None
