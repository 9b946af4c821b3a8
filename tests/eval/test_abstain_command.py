"""Tests of `anagen-eval abstain`."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings.collection import Size
from eval.abstaining import Abstaining, Reply, risk_by_coverage
from service.answer import AbstainReason, Answer, Provenance, Timings

Evaluate = Callable[..., Any]

ANSWER = Answer(
    id="a",
    question="?",
    standalone_question="?",
    text="",
    sentences=(),
    citations=(),
    abstain_reason=None,
    hint=None,
    confidence=0.0,
    corpus=Size(0, 0, 0, None),
    provenance=Provenance("", "", ""),
    timings=Timings(0.0, 0.0, 0.0),
)


def reply(confidence: float, *, abstained: bool) -> Reply:
    """A reply of that confidence."""
    reason: AbstainReason | None = "off_topic" if abstained else None
    answer = replace(ANSWER, confidence=confidence, abstain_reason=reason)
    return Reply("q", "whole", answer)


@pytest.fixture
def worked() -> Abstaining:
    """Two questions that are there at .9 and .3 and removed at .6 and .1."""
    there = [reply(0.9, abstained=False), reply(0.3, abstained=True)]
    removed = [reply(0.6, abstained=False), reply(0.1, abstained=True)]
    return Abstaining("set", there, removed, [reply(0.0, abstained=True)], {})


def test_figures_are_those_worked_out_by_hand(worked: Abstaining) -> None:
    """Three of four pairs are in order; each of four bins is off by its distance."""
    figures = {name: measure.value for name, measure in worked.measures.items()}
    assert figures == pytest.approx(
        {
            "AUROC": 0.75,
            "answered": 0.5,
            "abstain R": 0.5,
            "abstain P": 0.5,
            "off-topic abstained": 1.0,
            "ECE": (0.1 + 0.7 + 0.6 + 0.1) / 4,
        }
    )


def test_risk_rises_as_less_sure_answers_are_given(worked: Abstaining) -> None:
    """Surest first: right, wrong, right, wrong."""
    coverage, risk = risk_by_coverage(worked)
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk == pytest.approx(np.array([0, 1 / 2, 1 / 3, 2 / 4]))


def test_the_json_is_that_of_the_design(dataset: Path, evaluate: Evaluate) -> None:
    """Each judged question twice; what is there is told from what is removed."""
    values = evaluate("abstain", dataset, "--json").json
    assert (values["command"], values["dataset"], values["queries"]) == ("abstain", "tiny", 5)
    names = ["AUROC", "answered", "abstain R", "abstain P", "off-topic abstained", "ECE"]
    assert list(values["measures"]) == names
    assert values["measures"]["AUROC"]["value"] > 0.9
    assert values["measures"]["answered"]["value"] == 1.0
    assert values["off-topic queries"] >= 100
    assert values["measures"]["off-topic abstained"]["value"] == 1.0
    assert values["failed"] == []


def test_what_was_printed_can_be_scored_again(
    dataset: Path, evaluate: Evaluate, tmp_path: Path
) -> None:
    """The answers that are written say which asking each is of; what is removed is not cited."""
    file, report = tmp_path / "answers", tmp_path / "report.html"
    printed = evaluate("abstain", dataset, "--out", file, "--report", report, "--json").json
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    whole = [row for row in rows if row["asked"] == "whole"]
    removed = [row for row in rows if row["asked"] == "removed"]
    assert [row["query_id"] for row in whole] == [row["query_id"] for row in removed]
    abstained = sum(row["status"] == "abstained" for row in removed) / len(removed)
    assert printed["measures"]["abstain R"]["value"] == abstained
    relevant = {"1": {"m", "f"}, "2": {"f"}, "3": {"e"}, "4": {"i"}, "5": {"a b"}}
    for row in removed:
        cited = {one["document"]["id"].removeprefix("beir:tiny/") for one in row["citations"]}
        assert not cited & relevant[row["query_id"]]
    page = report.read_text(encoding="utf-8")
    assert "Risk by coverage" in page
    assert page.count("<svg") == 2


def test_a_question_that_fails_counts_as_abstained_from(dataset: Path, evaluate: Evaluate) -> None:
    """It stays among the questions, with confidence 0, and is told of."""
    queries = dataset / "queries.jsonl"
    text = queries.read_text(encoding="utf-8").replace("What slows the loss of hair in men?", "???")
    queries.write_text(text, encoding="utf-8")
    ran = evaluate("abstain", dataset, "--json")
    assert ran.json["failed"] == ["2"]
    assert ran.json["measures"]["answered"]["value"] == pytest.approx(4 / 5)
    assert "1 questions failed" in ran.err


def test_one_file_is_of_one_data_set(dataset: Path, evaluate: Evaluate, tmp_path: Path) -> None:
    """Before anything is measured."""
    ran = evaluate("abstain", dataset, dataset, "--out", tmp_path / "file")
    assert (ran.code, (tmp_path / "file").exists()) == (2, False)
