"""Intervals: how far a figure would move with another sample of the same kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

T = TypeVar("T")

RESAMPLES = 1_000
SEED = 20_260_203


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure, with the bounds of its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


def measured(cases: Sequence[T], figure: Callable[[Sequence[T]], float]) -> Measure:
    """A figure of all cases, and its interval from cases drawn anew (percentiles, fixed seed).

    Raises `ValueError` where there is no case: a figure of nothing is none.
    """
    if not cases:
        raise ValueError("no cases to measure: name a data set that holds some")
    draws = np.random.default_rng(SEED).integers(len(cases), size=(RESAMPLES, len(cases)))
    figures = [figure([cases[i] for i in draw]) for draw in draws]
    low, high = np.percentile(figures, (2.5, 97.5))
    return Measure(figure(cases), float(low), float(high))


def share(cases: Sequence[bool]) -> float:
    """The share of cases that are true."""
    return sum(cases) / len(cases)
