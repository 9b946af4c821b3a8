"""Tests of fitting the weights by which sentences are chosen."""

import json
from pathlib import Path

import numpy as np
import pytest

from embeddings.transformer import SentenceTransformerEncoder
from eval.dataset import Dataset
from eval.phrases import cases, cross_validated, fitted, rows_of


@pytest.fixture
def answered(dataset: Path) -> Dataset:
    """The small data set, with an ideal answer to two of its questions."""
    rows = [
        {"_id": "1", "ideal_answer": ["Minoxidil raised hair density in 40 men."]},
        {"_id": "2", "ideal_answer": ["Finasteride slowed hair loss in men."]},
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (dataset / "answers.jsonl").write_text(text, encoding="utf-8")
    return Dataset(dataset)


def test_each_phrase_of_the_evidence_is_known_to_be_said_or_not(
    answered: Dataset, encoder: SentenceTransformerEncoder, cache: Path
) -> None:
    """Those of the ideal answer are, and answers made of them are scored."""
    asked = list(cases(answered, encoder, cache))
    rows = rows_of(asked[0])
    assert len(asked) == 2
    assert set(rows[:, 4]) == {0.0, 1.0}
    assert rows[:, 1].max() == 1.0
    figures = cross_validated(asked, "short")
    assert figures["ROUGE-2 R"] > 0.5
    assert 0 < figures["citation P"] <= 1


def test_the_weights_are_those_that_made_the_cases() -> None:
    """From cases drawn by known weights and odds, those weights come back."""
    random = np.random.default_rng(1)
    known = np.column_stack([np.ones(40_000), random.random(40_000), random.random(40_000)])
    odds = random.normal(size=40_000)
    likely = 1 / (1 + np.exp(-(known @ (-3, 2, 1) + odds)))
    said = random.random(40_000) < likely
    weights = fitted([np.column_stack([known, odds, said])])
    assert (weights.bias, weights.rank, weights.support) == pytest.approx((-3, 2, 1), abs=0.15)
