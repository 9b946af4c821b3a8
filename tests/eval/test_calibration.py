"""Tests of fitting the weights of confidence."""

from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from embeddings.transformer import SentenceTransformerEncoder
from eval.calibration import Trial, cross_validated, fitted, trials
from eval.dataset import Dataset


def test_each_question_is_tried_with_its_answer_and_without(
    dataset: Path, encoder: SentenceTransformerEncoder, cache: Path
) -> None:
    """What is left when the answer is out scores less."""
    asked = list(trials(Dataset(dataset), encoder, cache))
    assert [trial.answerable for trial in asked] == [True, False] * 5
    for there, removed in zip(asked[::2], asked[1::2], strict=True):
        assert there.score > removed.score


def test_the_weights_are_those_that_made_the_trials() -> None:
    """From trials drawn by known weights those come back, whatever the sizes of the sets."""
    random = np.random.default_rng(1)

    def drawn(count: int) -> list[Trial]:
        known = random.random((count, 3))
        likely = 1 / (1 + np.exp(-(known @ (4, 2, 1) - 3)))
        answerable = random.random(count) < likely
        return [
            Trial(float(row[0]), float(row[1]), float(row[2]), bool(one))
            for row, one in zip(known, answerable, strict=True)
        ]

    sets = [drawn(20_000), drawn(6_000)]
    found = fitted(sets)
    assert astuple(found) == pytest.approx((4, 2, 1, -3), abs=0.3)
    assert 0.7 < cross_validated(sets[1]) < 0.9
