"""Tests of `anagen-eval conversations`, and of the conversations that it measures with."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.conversations import CONVERSATIONS, dataset_of, read_conversations

Evaluate = Callable[..., Any]

EXOSOMES = "Do exosomes help patients with acquired trichorrhexis nodosa?"
ATN, PSORIASIS = "doi:10.1111/jocd.16683", "sha:61325ee7206971ac"


def written(file: Path, *conversations: tuple[str, list[Any]]) -> Path:
    """A file of conversations over these collections."""
    rows = [
        {"id": f"c{n}", "collection": name, "turns": turns}
        for n, (name, turns) in enumerate(conversations)
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_the_set_is_as_it_was_to_be() -> None:
    """Forty conversations of two and three turns over two collections, fifteen more to develop."""
    given = read_conversations(CONVERSATIONS)
    other = read_conversations(CONVERSATIONS.with_name("conversations_dev.jsonl"))
    assert (len(given), len(other)) == (40, 15)
    assert [one.collection for one in given].count("seeds") == 20
    assert {len(one.questions) for one in given} == {2, 3}
    assert sum(question.stands for one in given for question in one.questions) >= 4
    firsts = {one.questions[0].text for one in given}
    assert not firsts & {one.questions[0].text for one in other}


def test_sources_over_the_seed_pages_are_there() -> None:
    """Each names a document of the default collection."""
    known = {document.id for document in dataset_of("seeds", None).documents()}
    named = {
        source
        for file in (CONVERSATIONS, CONVERSATIONS.with_name("conversations_dev.jsonl"))
        for one in read_conversations(file)
        for question in one.questions
        for source in question.sources
        if one.collection == "seeds"
    }
    assert named <= known


def test_each_follow_up_counts_and_each_way_to_ask_is_shown(
    evaluate: Evaluate, tmp_path: Path
) -> None:
    """Figures are those worked out by hand; what is over data that is not there is left out."""
    file = written(
        tmp_path / "own.jsonl",
        (
            "seeds",
            [
                {"question": EXOSOMES},
                {"question": "How many treatment sessions were there?", "sources": [ATN]},
                {
                    "question": "Is cell therapy effective in psoriasis?",
                    "sources": [PSORIASIS],
                    "stands": True,
                },
            ],
        ),
        (
            "seeds",
            [{"question": EXOSOMES}, {"question": "What does it cost?", "sources": [PSORIASIS]}],
        ),
        ("elsewhere", [{"question": "Why?"}, {"question": "How?", "sources": ["1"]}]),
    )
    out = tmp_path / "answers.jsonl"
    ran = evaluate("conversations", file, "--data", tmp_path, "--out", out, "--json")
    assert ran.code == 0, ran.err
    assert "1 conversations over elsewhere are left out" in ran.err
    own, alone, joined = map(json.loads, ran.out.splitlines())
    assert [one["system"] for one in (own, alone, joined)] == ["history", "alone", "joined"]
    assert (own["conversations"], own["queries"]) == (2, 3)
    assert own["measures"]["right source"]["value"] == pytest.approx(2 / 3)
    assert own["measures"]["left or worded"]["value"] == 1
    assert "elsewhere is no folder" in own["skipped"]["elsewhere"]
    assert own["digests"]["corpora"].startswith("sha256:")
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert len(rows) == 9
    assert rows[0]["query_id"] == "c0/2"
    assert rows[0]["system"] == "history"
    assert rows[0]["standalone_question"] != rows[0]["question"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("no JSON", "line 1 is no conversation"),
        ("[]", "line 1 is no conversation"),
        ('{"id": "a", "collection": "seeds", "turns": []}', "each turn after the first needs"),
        (
            '{"id": "a", "collection": "seeds", "turns": [{"question": "a"}, {"question": "b"}]}',
            "line 1: each turn after the first needs sources",
        ),
    ],
)
def test_a_bad_line_is_named(evaluate: Evaluate, tmp_path: Path, line: str, message: str) -> None:
    """A figure without it would be of another file."""
    file = tmp_path / "bad.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    ran = evaluate("conversations", file)
    assert ran.code == 2
    assert message in ran.err
