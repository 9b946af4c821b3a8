"""Tests of making one score of several."""

import numpy as np
import pytest

from service.fusion import Weights, fused, smoothed


def test_a_score_is_the_weighted_mean_of_its_parts() -> None:
    """Worked by hand: meaning is 0.25 × 0.8 + 0.75 × 0.4 = 0.5, and 0.6 × 0.5 + 0.4 × 1 = 0.7."""
    parts = np.array([0.8]), np.array([0.4]), np.array([1.0])
    one = fused(*parts, Weights(lexical=0.4, sentence=0.75))
    assert one.tolist() == pytest.approx([0.7])


@pytest.mark.parametrize(
    ("weights", "left"),
    [
        (Weights(lexical=0.0, sentence=0.0), 0.8),
        (Weights(lexical=0.0, sentence=1.0), 0.4),
        (Weights(lexical=1.0), 0.9),
    ],
)
def test_a_weight_of_nought_leaves_a_part_out(weights: Weights, left: float) -> None:
    """What is left is the other part as it is."""
    one = fused(np.array([0.8]), np.array([0.4]), np.array([0.9]), weights)
    assert one.tolist() == pytest.approx([left])


def test_smoothing_moves_a_score_towards_those_of_its_likes() -> None:
    """Worked by hand: two passages say the same, and share; the third is like none, and stays."""
    vectors = np.array([[1, 0], [0, 1], [1, 0]], np.float32)
    assert smoothed(np.array([0.8, 0.5, 0.4]), vectors, 0.5).tolist() == [0.7, 0.5, 0.5]
    assert smoothed(np.array([0.8, 0.5, 0.4]), vectors, 0.0).tolist() == [0.8, 0.5, 0.4]


def test_a_neighbour_weighs_the_eighth_power_of_its_cosine() -> None:
    """Worked by hand: cos 0.5 weighs 1/256; the mean is (256 × 0.8 + 0.3) / 257."""
    vectors = np.array([[1, 0], [0.5, 0.75**0.5]], np.float32)
    first, _ = smoothed(np.array([0.8, 0.3]), vectors, 1.0)
    assert first == pytest.approx((256 * 0.8 + 0.3) / 257, abs=1e-6)


def test_only_the_best_hundred_are_smoothed() -> None:
    """What stands below them neither moves nor pulls."""
    scores = np.array([0.9, *[0.5] * 99, 0.1])
    vectors = np.ones((101, 1), np.float32)
    moved = smoothed(scores, vectors, 1.0)
    assert moved[:100].tolist() == pytest.approx([0.504] * 100)
    assert moved[100] == 0.1


def test_scores_are_from_nought_to_one() -> None:
    """A passage that points away from the question is worth nothing, not less."""
    vectors = np.array([[1, 0], [0, 1]], np.float32)
    assert smoothed(np.array([-0.2, 1.0000001]), vectors, 0.4).tolist() == [0.0, 1.0]
