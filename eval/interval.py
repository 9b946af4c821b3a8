"""Intervals: how far a figure would move with another sample of the same kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from service.error import InputError

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

    Raises `InputError` where there is no case: a figure of nothing is none.
    """
    if not cases:
        raise InputError("There are no cases to measure: name a data set that holds some.")
    draws = np.random.default_rng(SEED).integers(len(cases), size=(RESAMPLES, len(cases)))
    figures = [figure([cases[i] for i in draw]) for draw in draws]
    low, high = np.percentile(figures, (2.5, 97.5))
    return Measure(figure(cases), float(low), float(high))


def means(values: NDArray[np.float64]) -> list[Measure]:
    """The mean of each column of (cases, columns), with its interval from cases drawn anew.

    Raises `InputError` where there is no case.
    """
    count = len(values)
    if not count:
        raise InputError("There are no cases to measure: name a data set that holds some.")
    random = np.random.default_rng(SEED)
    drawn = [values[random.integers(count, size=count)].mean(axis=0) for _ in range(RESAMPLES)]
    low, high = np.percentile(drawn, (2.5, 97.5), axis=0)
    return [
        Measure(float(mean), float(least), float(most))
        for mean, least, most in zip(values.mean(axis=0), low, high, strict=True)
    ]


def share(cases: Sequence[bool]) -> float:
    """The share of cases that are true."""
    return sum(cases) / len(cases)
