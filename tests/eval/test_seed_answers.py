"""Tests of the sentences that answers over the seed pages should open with and hold."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    json.loads(line)
    for line in (ROOT / "eval" / "data" / "seed_answers.jsonl").read_text("utf-8").splitlines()
]
TEXTS = [page.read_text("utf-8") for page in (ROOT / "seeds" / "raw").glob("*.txt")]


@pytest.mark.parametrize("row", ROWS, ids=[row["question"] for row in ROWS])
def test_what_is_expected_stands_in_the_seed_pages(row: dict[str, list[str]]) -> None:
    """A misspelt expectation would be missed by every answer."""
    for words in (*row["leads"], *row.get("holds", [])):
        assert any(words in text for text in TEXTS), words
