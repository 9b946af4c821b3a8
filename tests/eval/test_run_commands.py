"""Tests of `anagen-eval score` and `compare`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Evaluate = Callable[..., Any]

QRELS = "query-id\tcorpus-id\tscore\n1\ta\t2\n1\tb\t1\n2\tc\t1\n3\td\t1\n"
RUN_A = "1 Q0 a 1 3 A\n1 Q0 b 2 2 A\n2 Q0 x 1 2 A\n2 Q0 c 2 1 A\n3 Q0 d 1 1 A\n9 Q0 d 1 1 A\n"
RUN_B = "1 Q0 b 1 3 B\n1 Q0 a 2 2 B\n2 Q0 c 1 2 B\n2 Q0 x 2 1 B\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two runs and the judgements of a data set whose queries have texts."""
    folder = tmp_path / "set"
    (folder / "qrels").mkdir(parents=True)
    (folder / "queries.jsonl").write_text(
        "".join(f'{{"_id": "{n}", "text": "Question {n}?"}}\n' for n in range(1, 4))
    )
    qrels = folder / "qrels" / "test.tsv"
    qrels.write_text(QRELS)
    (tmp_path / "a").write_text(RUN_A)
    (tmp_path / "b").write_text(RUN_B)
    return tmp_path / "a", tmp_path / "b", qrels


def test_a_run_is_scored_over_all_judged_queries(
    files: tuple[Path, Path, Path], evaluate: Evaluate
) -> None:
    """A query that it lacks counts nought and is told, as is one without judgements."""
    a, b, qrels = files
    ran = evaluate("score", a, qrels, "--json")
    assert (ran.code, ran.json["command"], ran.json["dataset"]) == (0, "score", "set")
    assert ran.json["queries"] == 3
    assert ran.json["measures"]["RR@10"]["value"] == pytest.approx((1 + 1 / 2 + 1) / 3)
    assert "1 of its 4 queries" in ran.err
    lacking = evaluate("score", b, qrels, "-m", "RR@10", "-m", "map")
    assert "lacks 1 of 3 judged queries" in lacking.err
    assert lacking.out.splitlines()[1].split()[:2] == ["RR@10", "0.6667"]


def test_values_of_each_query_come_as_trec_eval_prints_them(
    files: tuple[Path, Path, Path], evaluate: Evaluate
) -> None:
    """Measure, query and value between tabs, the mean last."""
    ran = evaluate("score", files[0], files[2], "-m", "recip_rank", "--per-query")
    rows = [line.split("\t") for line in ran.out.splitlines()]
    assert [row for row in rows if row[0] == "recip_rank"] == [
        ["recip_rank", "1", "1.000000"],
        ["recip_rank", "2", "0.500000"],
        ["recip_rank", "3", "1.000000"],
        ["recip_rank", "all", "0.833333"],
    ]


def test_runs_are_compared_query_by_query(
    files: tuple[Path, Path, Path], evaluate: Evaluate
) -> None:
    """What B lost most comes first, with what each ranked and where the first relevant stood."""
    a, b, qrels = files
    values = evaluate("compare", a, b, "--qrels", qrels, "-m", "RR@10", "--json").json
    found = values["measures"]["RR@10"]
    assert (found["a"]["value"], found["b"]["value"]) == pytest.approx((2.5 / 3, 2 / 3))
    assert found["value"] == pytest.approx(-0.5 / 3)
    assert (found["won"], found["lost"], found["tied"]) == (1, 1, 1)
    # Of the 8 ways to sign -1, .5 and 0, all are as far from nought as -.5.
    assert (found["p"], found["least_p"]) == (1.0, 0.25)
    lost, won = values["differing"]
    assert (lost["query"], lost["difference"], lost["text"]) == ("3", -1.0, "Question 3?")
    assert lost["ranked_first"] == {"top": [{"document": "d", "grade": 1}], "first_relevant": 1}
    assert lost["ranked_second"] == {"top": [], "first_relevant": None}
    assert [one["document"] for one in won["ranked_first"]["top"]] == ["x", "c"]
    assert [one["grade"] for one in won["ranked_first"]["top"]] == [None, 1]
    assert won["ranked_first"]["first_relevant"] == 2


def test_a_comparison_fits_a_terminal(files: tuple[Path, Path, Path], evaluate: Evaluate) -> None:
    """The table is at most 80 columns wide; queries come with their texts."""
    a, b, qrels = files
    ran = evaluate("compare", a, b, "--qrels", qrels)
    table = ran.out.partition("Queries that")[0].splitlines()[2:]
    assert all(len(line) <= 80 for line in table), ran.out
    assert "Queries that B lost by nDCG@10, the most first:" in ran.out
    assert "-1.0000  3  Question 3?" in ran.out
    assert "B 0.0000 first relevant nowhere" in ran.out
    none = evaluate("compare", a, b, "--qrels", qrels, "--worst", "0")
    assert "Question" not in none.out


@pytest.mark.parametrize(
    "arguments",
    [["score", "{a}", "nowhere"], ["compare", "{a}", "nowhere", "--qrels", "{q}"]],
)
def test_a_missing_file_is_named(
    files: tuple[Path, Path, Path], evaluate: Evaluate, arguments: list[str]
) -> None:
    """Exit code 2 and its name."""
    ran = evaluate(*(each.format(a=files[0], q=files[2]) for each in arguments))
    assert (ran.code, ran.out) == (2, "")
    assert "nowhere cannot be read" in ran.err
