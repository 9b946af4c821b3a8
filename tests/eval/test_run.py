"""Tests of runs and judgements as files."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.judgements import read_judgements, trec_id, with_trec_ids
from eval.run import descending, ranking, read_run, write_run
from service.error import InputError


@given(st.lists(st.floats(-1e6, 1e6)))
def test_scores_fall_strictly_in_single_precision(scores: list[float]) -> None:
    """Whatever they were, so that a file's order is the ranking and no tie is left to break."""
    ordered = sorted(scores, reverse=True)
    falling = np.array(descending(ordered), np.float32)
    assert (np.diff(falling) < 0).all()


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    """One tag, ranks from 1, equal scores parted, and no white space in ids."""
    file = tmp_path / "run"
    names = ["b", "a", "a b", "中"]
    write_run(file, {"q 1": dict(zip(names, descending([1, 1, 0.5, 0.5]), strict=True))}, "tag")
    rows = [line.split(" ") for line in file.read_text(encoding="utf-8").splitlines()]
    assert [row[:4] for row in rows] == [
        ["q%201", "Q0", name, str(rank)] for rank, name in enumerate(["b", "a", "a%20b", "中"], 1)
    ]
    assert {row[5] for row in rows} == {"tag"}
    assert ranking(read_run(file)["q%201"]) == [trec_id(name) for name in names]


def test_equal_scores_are_ranked_as_trec_eval_does() -> None:
    """In single precision, the greatest id first."""
    assert ranking({"a": 1.0, "b": 1.0 + 1e-12, "c": 2.0, "B": 1.0}) == ["c", "b", "a", "B"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("q Q0 d 1 0.5 t\nq Q0 e 2 0.4\n", "line 2 has 5 columns"),
        ("q Q0 d 1 0.5 t\n\nq Q0 e 2 high t\n", "line 3: the score is 'high'"),
        ("q Q0 d 1 nan t\n", "line 1: the score is 'nan'"),
        ("q Q0 d 1 0.5 t\nq Q0 d 2 0.4 t\n", "line 2: document 'd' comes twice for query 'q'"),
        ("\n", "is empty"),
        ("q Q0 d 1 0.5 \udcff", "is not UTF-8"),
    ],
)
def test_a_line_that_is_none_of_a_run_is_named(tmp_path: Path, text: str, said: str) -> None:
    """With its number, and the form that a line has."""
    file = tmp_path / "run"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=said):
        read_run(file)


@pytest.mark.parametrize(
    "text",
    [
        "query-id\tcorpus-id\tscore\nq\td 1\t2\nq\te\t-1\n",
        "\ufeffquery-id\tcorpus-id\tscore\r\nq\td 1\t2\r\nq\te\t-1\r\nq\te\t-1",
        "q 0 d%201 2\nq 0 e -1\n",
    ],
    ids=["BEIR", "with a mark, carriage returns and a line twice", "TREC"],
)
def test_judgements_are_read_in_both_forms(tmp_path: Path, text: str) -> None:
    """Of BEIR under its header, of TREC without; ids are then as a run has them."""
    file = tmp_path / "qrels"
    file.write_text(text, encoding="utf-8", newline="")
    assert with_trec_ids(read_judgements(file)) == {"q": {"d%201": 2, "e": -1}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("q\td\t1\nq\te\t0\n", "has no header"),
        ("query-id\tcorpus-id\tscore\nq\td\tgood\n", "line 2: the grade is 'good'"),
        ("query-id\tcorpus-id\tscore\nq\td\n", "line 2 has 2 columns"),
        ("q 0 d 1\nq 0 d 0\n", "line 2: document 'd' is judged 0 for query 'q', and 1 in an"),
        ("query-id\tcorpus-id\tscore\n", "holds no judgements"),
        ("q d 1\n", "has no header"),
        ("one\ttwo\n", "line 1 has 2 columns"),
    ],
)
def test_a_line_that_is_no_judgement_is_named(tmp_path: Path, text: str, said: str) -> None:
    """With its number; a missing header would else cost a judgement."""
    file = tmp_path / "qrels"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_judgements(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With the reason."""
    with pytest.raises(InputError, match="nowhere cannot be read"):
        read_run(tmp_path / "nowhere")
