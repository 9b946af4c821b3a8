"""Tests of `anagen-eval answers`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.rouge import overlap
from service.answer import Length

Evaluate = Callable[..., Any]

IDEAL: dict[str, list[str]] = {
    "1": ["Yes, minoxidil raised hair density in 40 men.", "Minoxidil raised hair density."],
    "2": ["Finasteride slowed hair loss in men."],
    "3": ["Exosomes of stem cells helped hair follicles to grow."],
}


@pytest.fixture
def answered(dataset: Path) -> Path:
    """The small data set, with ideal answers to three of its questions."""
    rows = [{"_id": name, "ideal_answer": texts} for name, texts in IDEAL.items()]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (dataset / "answers.jsonl").write_text(lines, encoding="utf-8")
    return dataset


def test_the_json_is_that_of_the_design(answered: Path, evaluate: Evaluate) -> None:
    """All questions with ideal answers, each measure with its interval, latency and digests."""
    values = evaluate("answers", answered, "--json").json
    assert (values["command"], values["dataset"], values["system"]) == ("answers", "tiny", "local")
    assert (values["queries"], values["length"], values["failed"]) == (3, "short", {})
    names = ["ROUGE-2 F1", "ROUGE-2 R", "words", "citation P", "citation R"]
    assert list(values["measures"]) == names
    for measure in (*values["measures"].values(), values["would abstain"]):
        assert 0 <= measure["low"] <= measure["value"] <= measure["high"]
    assert values["measures"]["ROUGE-2 R"]["value"] > 0.5
    assert 0 < values["latency_ms"]["p50"] <= values["latency_ms"]["p95"]
    assert values["digests"]["answers"].startswith("sha256:")


def test_what_was_printed_can_be_scored_again(
    answered: Path, evaluate: Evaluate, tmp_path: Path
) -> None:
    """The answers that are written have the words and citations that were measured."""
    file = tmp_path / "answers"
    printed = evaluate("answers", answered, "--out", file, "--json").json["measures"]
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [row["query_id"] for row in rows] == ["1", "2", "3"]
    texts = {
        row["query_id"]: " ".join(sentence["text"] for sentence in row["sentences"]) for row in rows
    }
    found = [overlap(texts[name], IDEAL[name]) for name in IDEAL]
    assert printed["ROUGE-2 F1"]["value"] == pytest.approx(sum(one.f1 for one in found) / 3)
    assert printed["ROUGE-2 R"]["value"] == pytest.approx(sum(one.recall for one in found) / 3)
    words = [len(text.split()) for text in texts.values()]
    assert printed["words"]["value"] == pytest.approx(sum(words) / 3)
    relevant = {"1": {"m", "f"}, "2": {"f"}, "3": {"e"}}
    shares = []
    for row in rows:
        cited = [one["document"]["id"].removeprefix("beir:tiny/") for one in row["citations"]]
        shares.append(sum(name in relevant[row["query_id"]] for name in cited) / len(cited))
    assert printed["citation P"]["value"] == pytest.approx(sum(shares) / 3)


@pytest.mark.parametrize(("system", "count"), [("copy-1", 1), ("copy-2", 2)])
def test_copying_takes_the_best_documents_as_they_stand(
    answered: Path, evaluate: Evaluate, tmp_path: Path, system: str, count: int
) -> None:
    """What answers are held against: whole texts in the order of the search."""
    file = tmp_path / "answers"
    evaluate("answers", answered, "--system", system, "--out", file)
    first = json.loads(file.read_text(encoding="utf-8").splitlines()[0])
    assert len(first["citations"]) == count
    minoxidil = "Minoxidil raised hair density in 40 men. Twelve had itching of the scalp."
    assert first["citations"][0]["quote"] == minoxidil
    assert first["sentences"][0]["text"] == minoxidil


def test_systems_are_compared_with_the_first(answered: Path, evaluate: Evaluate) -> None:
    """Each measure has its difference, and the share that would be abstained from is told."""
    out = evaluate("answers", answered, "--system", "copy-1", "--system", "local").out
    assert "tiny: 3 questions, short answers\n" in out
    assert "would have been abstained from" in out
    assert out.count("  p ") == 5


@pytest.mark.parametrize("length", ["short", "long"])
def test_a_question_that_fails_counts_nought(
    answered: Path, evaluate: Evaluate, length: Length
) -> None:
    """It stays among the questions, with every measure 0, and is told of."""
    queries = answered / "queries.jsonl"
    text = queries.read_text(encoding="utf-8").replace("What slows the loss of hair in men?", "???")
    queries.write_text(text, encoding="utf-8")
    ran = evaluate("answers", answered, "--length", length, "--json")
    assert ran.json["queries"] == 3
    assert list(ran.json["failed"]) == ["2"]
    assert ran.json["measures"]["citation R"]["value"] <= 2 / 3
    assert "1 of 3 questions failed" in ran.err


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1 is no JSON"),
        ('{"_id": "1"}', "line 1 lacks _id or ideal_answer"),
        ('{"_id": "1", "ideal_answer": [3]}', "line 1: an ideal_answer is no text"),
        ('{"_id": "unasked", "ideal_answer": "Yes."}', "answers no question that has judgements"),
        ("", "holds no answers"),
    ],
)
def test_references_that_cannot_be_used_are_refused(
    answered: Path, evaluate: Evaluate, line: str, message: str
) -> None:
    """The message names the file, and the line where it is one."""
    (answered / "answers.jsonl").write_text(line, encoding="utf-8")
    ran = evaluate("answers", answered)
    assert ran.code == 2
    assert message in ran.err
    assert "answers.jsonl" in ran.err


def test_what_is_no_system_is_refused_and_so_is_one_file_for_several(
    answered: Path, evaluate: Evaluate, tmp_path: Path
) -> None:
    """Before anything is measured."""
    assert "--system is 'best'; systems are local, copy-1" in evaluate(
        "answers", answered, "--system", "best"
    ).err.replace("\n", " ")
    several = ("--system", "copy-1", "--system", "local", "--out", tmp_path / "file")
    ran = evaluate("answers", answered, *several)
    assert (ran.code, (tmp_path / "file").exists()) == (2, False)
