"""Tests of fusing two searches' scores."""

import pytest

from service.fusion import fused, scaled


def test_scores_are_scaled_to_their_own_range() -> None:
    """The best of a list has 1, the worst 0, the others lie between as they lay."""
    assert scaled({"a": 2.0, "b": 4.0, "c": 3.5}) == {"a": 0.0, "b": 1.0, "c": 0.75}


def test_equal_scores_scale_to_one() -> None:
    """A list that does not part its passages vouches for all of them."""
    assert scaled({"a": 0.3, "b": 0.3}) == {"a": 1.0, "b": 1.0}
    assert scaled({}) == {}


def test_fusion_is_half_of_each_and_nought_where_absent() -> None:
    """Worked by hand: a has (1 + 0.5) / 2, b (0 + 1) / 2, c (0 + 0) / 2."""
    assert fused({"a": 0.9, "b": 0.1}, {"a": 5.0, "b": 9.0, "c": 1.0}) == {
        "a": pytest.approx(0.75),
        "b": pytest.approx(0.5),
        "c": pytest.approx(0.0),
    }
