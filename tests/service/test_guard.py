"""The guard over pairs of a sentence and its evidence, written by hand before the rules."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from embeddings.transformer import SentenceTransformerEncoder
from service.guard import Guard, Support

_PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "guard_pairs.jsonl").read_text().splitlines()
]


@pytest.fixture(scope="module")
def guard(encoder: SentenceTransformerEncoder) -> Guard:
    """A guard with the default encoder."""
    return Guard(encoder)


def _removed(guard: Guard, pair: Mapping[str, Any]) -> bool:
    support = guard.support(pair["sentence"], pair["evidence"])
    return support.label in ("unsupported", "contradicted")


def test_most_unfaithful_sentences_are_caught(guard: Guard) -> None:
    """Of the hand-written unfaithful sentences, at least 92 % are removed."""
    unfaithful = [pair for pair in _PAIRS if not pair["faithful"]]
    caught = sum(_removed(guard, pair) for pair in unfaithful)
    assert len(unfaithful) >= 100
    assert caught >= 0.92 * len(unfaithful)


def test_few_faithful_paraphrases_are_removed(guard: Guard) -> None:
    """Of the hand-written faithful paraphrases, at most 5 % are removed."""
    faithful = [pair for pair in _PAIRS if pair["faithful"]]
    assert len(faithful) >= 60
    assert sum(_removed(guard, pair) for pair in faithful) <= 0.05 * len(faithful)


@pytest.mark.parametrize("pair", [pair for pair in _PAIRS if pair["faithful"]][::6])
def test_evidence_itself_is_supported(guard: Guard, pair: Mapping[str, Any]) -> None:
    """A sentence that is its evidence, word for word, is supported."""
    for sentence in pair["evidence"]:
        assert guard.support(sentence, pair["evidence"]) == Support("supported")
