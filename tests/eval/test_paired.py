"""Tests of intervals and of paired differences."""

import math
import time

import numpy as np
import pytest

from eval.interval import means
from eval.paired import PERMUTATIONS, differences
from service.error import InputError


def test_few_queries_are_tested_exactly() -> None:
    """Of the 16 ways to swap four equal differences, two give as much: all, and none."""
    [one] = differences(np.array([[0.5], [0.5], [0.5], [0.5]]))
    assert (one.p, one.least_p) == (2 / 16, 2 / 16)
    assert (one.won, one.lost, one.tied) == (4, 0, 0)
    assert (one.mean.value, one.mean.low, one.mean.high) == (0.5, 0.5, 0.5)
    [one] = differences(np.array([[0.4], [0.1], [-0.1], [0.0]]))
    # 2 ways to sign .4, 2 for nought, and of .1 and -.1 every sum but that of .4 - .2.
    assert one.p == 12 / 16
    assert (one.won, one.lost, one.tied) == (2, 1, 1)


def test_no_difference_is_no_evidence() -> None:
    """Where both systems are the same, p is 1, for few queries and for many."""
    for count in (3, 100):
        [one] = differences(np.zeros((count, 1)))
        assert (one.p, one.tied) == (1.0, count)


def test_many_queries_are_tested_by_chance_from_a_fixed_seed() -> None:
    """A large difference has the least p there is, a small one nearly the normal's; both repeat."""
    random = np.random.default_rng(1)
    values = np.stack([random.normal(0.5, 1, 200), random.normal(0, 1, 200)], axis=1)
    likely = values[:, 1].sum() / np.sqrt((values[:, 1] ** 2).sum())
    large, small = differences(values)
    assert large.p == large.least_p == 1 / (PERMUTATIONS + 1)
    assert small.p == pytest.approx(math.erfc(abs(likely) / math.sqrt(2)), abs=0.02)
    assert differences(values) == [large, small]


def test_the_direction_does_not_matter_to_p() -> None:
    """The test is two-sided."""
    values = np.random.default_rng(2).normal(0.1, 1, (50, 1))
    [one], [other] = differences(values), differences(-values)
    assert one.p == other.p
    assert (one.won, one.lost) == (other.lost, other.won)


def test_an_interval_of_a_mean_is_near_the_normal_one() -> None:
    """Mean plus or minus 1.96 standard errors, for a thousand cases of known spread."""
    values = np.random.default_rng(3).normal(0, 1, (1_000, 1))
    [one] = means(values)
    error = 1.96 * values.std() / np.sqrt(1_000)
    assert one.value == pytest.approx(values.mean())
    assert one.low == pytest.approx(one.value - error, abs=0.01)
    assert one.high == pytest.approx(one.value + error, abs=0.01)
    assert means(values) == [one]


def test_a_mean_of_nothing_is_refused() -> None:
    """There is no figure without cases."""
    with pytest.raises(InputError, match="no cases"):
        means(np.zeros((0, 1)))


def test_ten_thousand_queries_take_seconds() -> None:
    """Six measures at once."""
    values = np.random.default_rng(4).normal(0, 1, (10_000, 6))
    started = time.perf_counter()
    differences(values)
    assert time.perf_counter() - started < 20
