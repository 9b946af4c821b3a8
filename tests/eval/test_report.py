"""Tests of the reports."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import numpy as np
import pytest

from eval.depth import recall_by_depth

Evaluate = Callable[..., Any]


def assert_alone(text: str) -> None:
    """A page that asks for nothing but itself, and whose ids are told apart."""
    without_names = re.sub(r'xmlns(:xlink)?="[^"]*"', "", text)
    assert not re.search(r"https?://|<script|<link|<img|@import|url\((?!#)", without_names)
    page = lxml.html.document_fromstring(text)
    assert page.get("lang") == "en"
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', text))


def test_a_report_of_retrieval_tells_all_on_one_page(
    dataset: Path, evaluate: Evaluate, tmp_path: Path
) -> None:
    """Measures with intervals, tests, plots, latency, settings and digests."""
    file = tmp_path / "report.html"
    systems = ["--system", "hybrid", "--system", "dense", "--system", "lexical"]
    assert evaluate("retrieval", dataset, *systems, "--report", file).code == 0
    text = file.read_text(encoding="utf-8")
    assert_alone(text)
    assert text.count("<svg") == 5
    for said in ("nDCG@10", "hybrid", "lexical less hybrid", "p95", "qrels/test.tsv", "sha256:"):
        assert said in text


def test_a_report_of_one_system_shows_how_it_is_spread(
    dataset: Path, evaluate: Evaluate, tmp_path: Path
) -> None:
    """Without another there is no difference to draw."""
    file = tmp_path / "report.html"
    assert evaluate("retrieval", dataset, "--report", file, "--json").json["queries"] == 5
    text = file.read_text(encoding="utf-8")
    assert text.count("<svg") == 4
    assert "spread over the queries" in text


def test_a_report_of_a_comparison_shows_the_queries(
    dataset: Path, evaluate: Evaluate, tmp_path: Path
) -> None:
    """With what each run ranked, markup in their texts shown as it is."""
    runs = [tmp_path / "a", tmp_path / "b"]
    runs[0].write_text("1 Q0 m 1 1 A\n2 Q0 f 1 1 A\n")
    runs[1].write_text("1 Q0 f 1 1 B\n3 Q0 e 1 1 B\n")
    queries = dataset / "queries.jsonl"
    queries.write_text(queries.read_text("utf-8").replace("What slows", "<i>What</i> slows"))
    file = tmp_path / "report.html"
    qrels = dataset / "qrels" / "test.tsv"
    assert evaluate("compare", *runs, "--qrels", qrels, "--report", file).code == 0
    text = file.read_text(encoding="utf-8")
    assert_alone(text)
    assert text.count("<svg") == 3
    assert "&lt;i&gt;What" in text
    assert "m (2); first relevant at 1" in text


@pytest.mark.parametrize("option", ["--report", "--run"])
def test_a_file_that_cannot_be_written_is_told_before_measuring(
    dataset: Path, evaluate: Evaluate, tmp_path: Path, option: str
) -> None:
    """Minutes of work would else be lost."""
    for file in (tmp_path, tmp_path / "nowhere" / "file"):
        ran = evaluate("retrieval", dataset, option, file)
        assert (ran.code, ran.out) == (2, "")
        assert f"{option} {file} is a folder or in none" in ran.err


def test_recall_by_depth_is_that_worked_out_by_hand() -> None:
    """Half of two at depth 1, all at 3; a query that found nothing counts nought."""
    judgements = {"1": {"a": 1, "b": 2, "c": 0}, "2": {"a": 1}}
    recall = recall_by_depth({"1": {"a": 3.0, "c": 2.0, "b": 1.0}}, judgements, 4)
    assert np.array_equal(recall, [0.25, 0.25, 0.5, 0.5])
