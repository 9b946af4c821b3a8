"""Measuring how well the rules read a study."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.evidence import LABELS, Label, labels, measures
from eval.interval import measured, share
from service.error import InputError

Evaluate = Callable[..., Any]

TEXTS = {
    "1": ("METHODS: A cross-sectional study of 40 men.", ["Humans"]),
    "2": ("METHODS: Twelve rats were fed.", ["Animals"]),
    "3": ("METHODS: Cells were stained.", []),
}
CORPUS: list[dict[str, object]] = [
    {"_id": name, "title": "", "text": text, "metadata": {"mesh": mesh}}
    for name, (text, mesh) in TEXTS.items()
]
KNOWN = {
    "1": Label("cross_sectional", 40, "held_back"),
    "2": Label("animal", 11, "held_back"),
    "3": Label("in_vitro", None, "held_back"),
    "4": Label("cohort", 5, "develop"),
}


def test_figures_are_those_worked_out_by_hand() -> None:
    """Two of three types, one of two sizes, the one null; species of all."""
    found = measures(CORPUS, KNOWN, "held_back")
    values = {name: round(figure.value, 3) for name, figure in found.items()}
    assert values == {
        "study type accuracy": 0.667,
        "sample size exact": 0.5,
        "sample size null": 1.0,
        "animal F1": 1.0,
        "macro F1": 1.0,
        'animal F1, always "human"': 0.0,
        'macro F1, always "human"': 0.25,
    }


def test_an_interval_holds_its_figure_and_repeats() -> None:
    """Percentiles of resampled cases, from a fixed seed."""
    cases = [True] * 70 + [False] * 30
    figure = measured(cases, share)
    assert figure.value == 0.7
    assert 0.55 < figure.low < figure.value < figure.high < 0.85
    assert measured(cases, share) == figure


def test_a_figure_of_nothing_is_refused() -> None:
    """An empty half would else have a perfect score or none."""
    with pytest.raises(InputError, match="no cases to measure"):
        measures(CORPUS, KNOWN, "develop")


def test_the_labels_are_two_halves_of_a_hundred_and_hold_no_text() -> None:
    """Ids and labels only; each study type is of the closed set."""
    known = labels()
    halves = [label.split for label in known.values()]
    assert (halves.count("develop"), halves.count("held_back")) == (100, 100)
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    assert all(set(row) == {"_id", "study_type", "sample_size", "species", "split"} for row in rows)


def test_the_command_prints_json_alone(tmp_path: Path, evaluate: Evaluate) -> None:
    """In the shape of the design."""
    rows = [{**row, "_id": name} for row, name in zip(CORPUS * 67, labels(), strict=False)]
    lines = "\n".join(map(json.dumps, rows))
    (tmp_path / "corpus.jsonl").write_text(lines, encoding="utf-8")
    printed = evaluate("evidence", tmp_path, "--json").json
    assert (printed["command"], printed["system"], printed["queries"]) == ("evidence", "rules", 100)
    assert set(printed["measures"]["animal F1"]) == {"value", "low", "high"}
    assert "animal F1 " in evaluate("evidence", tmp_path).out


def test_a_folder_without_a_corpus_is_named(tmp_path: Path, evaluate: Evaluate) -> None:
    """Exit code 2, and nothing on standard output."""
    ran = evaluate("evidence", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "corpus.jsonl cannot be read" in ran.err


@pytest.mark.parametrize("line", ["{", '{"_id": "1"}', "[]"])
def test_a_corpus_that_is_none_is_named(tmp_path: Path, line: str, evaluate: Evaluate) -> None:
    """By its file and line."""
    (tmp_path / "corpus.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    ran = evaluate("evidence", tmp_path)
    assert ran.code == 2
    assert "corpus.jsonl, line 2" in ran.err
