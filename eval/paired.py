"""Pairs: what one system does better than another on the same queries, and whether by chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.interval import SEED, Measure, means

PERMUTATIONS = 10_000
_BATCH = 2_000_000
"""Signs drawn at a time."""
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """How much greater a measure is in the second of two systems, over their queries.

    `p` is that of a two-sided randomisation test, and can be no less than `least_p`.
    """

    mean: Measure
    p: float
    least_p: float
    won: int
    lost: int
    tied: int


def differences(values: NDArray[np.float64]) -> list[Difference]:
    """Of each column of (queries, measures), which holds the second's value less the first's."""
    signs = np.sign(np.where(np.abs(values) < _EQUAL, 0.0, values))
    chances, least = _chances(values)
    return [
        Difference(
            mean,
            float(p),
            least,
            int((sign > 0).sum()),
            int((sign < 0).sum()),
            int((~sign.astype(bool)).sum()),
        )
        for mean, p, sign in zip(means(values), chances, signs.T, strict=True)
    ]


def _chances(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """How often sums are as far from nought where each query's two systems are swapped at random.

    Fisher's randomisation test, after Smucker, Allan and Carterette 2007. All ways to swap are
    tried where they are few; else `PERMUTATIONS` are drawn, and the one that was seen counts too.
    """
    count = len(values)
    observed = np.abs(values.sum(axis=0)) - _EQUAL
    if 2**count <= PERMUTATIONS:
        swapped = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
        beyond = (np.abs((1 - 2 * swapped) @ values) >= observed).sum(axis=0)
        return beyond / 2**count, 2 / 2**count
    random = np.random.default_rng(SEED)
    beyond = np.zeros(values.shape[1], int)
    size = max(1, _BATCH // count)
    for start in range(0, PERMUTATIONS, size):
        rows = min(size, PERMUTATIONS - start)
        bits = np.frombuffer(random.bytes(rows * (count // 8 + 1)), np.uint8).reshape(rows, -1)
        swapped = np.unpackbits(bits, axis=1, count=count).astype(np.float32)
        sums = values.sum(axis=0) - 2 * swapped @ values
        beyond += (np.abs(sums) >= observed).sum(axis=0)
    return (beyond + 1) / (PERMUTATIONS + 1), 1 / (PERMUTATIONS + 1)
