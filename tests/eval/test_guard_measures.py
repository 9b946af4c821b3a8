"""Measuring a guard."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from eval.guard import Label, by_kind, guard_json, measures, partial, verdicts, write_verdicts
from eval.guard_case import Case, read_cases
from service.error import InputError

Evaluate = Callable[..., Any]

CASES = [
    Case("It rose by 53 %.", ("It rose by 35 %.",), False, "number"),
    Case("It fell.", ("It rose.",), False, "direction"),
    Case("It rose, and costs fell.", ("It rose.",), False, "addition"),
    Case("It went up.", ("It rose.",), True, "paraphrase"),
    Case("It rose.", ("It rose.",), True, "verbatim"),
]


@dataclass(frozen=True, slots=True)
class Said:
    """What the guard below says."""

    label: Label
    reason: str | None = None


def literal(sentence: str, evidence: Sequence[str]) -> Said:
    """A guard that supports what stands there, half of what holds it, and knows one number."""
    if sentence in evidence:
        return Said("supported")
    if any(one.rstrip(".") in sentence for one in evidence):
        return Said("partial")
    return Said("contradicted", "the number") if "53" in sentence else Said("unsupported")


def quiet(_: str) -> None:
    """Nothing is shown."""


def write(file: Path, *rows: object) -> Path:
    """A file of cases."""
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def row(**changed: object) -> dict[str, object]:
    """A sound case with something changed."""
    return {"sentence": "A.", "evidence": ["A."], "faithful": True, "kind": "k", **changed}


def test_caught_and_false_alarms_are_shares_of_the_unfaithful_and_the_faithful() -> None:
    """Unsupported and contradicted count as flagged; partial does not, and is told apart."""
    found = verdicts(CASES, literal, quiet)
    assert [one.label for one in found] == [
        "contradicted",
        "unsupported",
        "partial",
        "unsupported",
        "supported",
    ]
    figures = measures(found)
    assert list(figures) == ["caught", "false alarms"]
    assert figures["caught"].value == pytest.approx(2 / 3)
    assert figures["false alarms"].value == pytest.approx(1 / 2)
    assert figures["caught"].low <= figures["caught"].value <= figures["caught"].high
    assert (partial(found, faithful=False), partial(found, faithful=True)) == (1, 0)


def test_figures_come_by_kind_too() -> None:
    """A kind has the figure that its cases are for, and no other."""
    found = verdicts(CASES, literal, quiet)
    values = guard_json("made", found, {"code": None})
    assert list(values["kinds"]) == list(by_kind(found))
    assert values["kinds"]["number"]["measures"]["caught"]["value"] == 1.0
    assert list(values["kinds"]["paraphrase"]["measures"]) == ["false alarms"]
    assert values["kinds"]["addition"]["unfaithful"] == {"cases": 1, "partial": 1}
    assert (values["command"], values["dataset"], values["queries"]) == ("guard", "made", 5)
    assert values["faithful"] == {"cases": 2, "partial": 0}
    assert set(values["latency_ms"]) == {"mean", "p50", "p95"}


def test_a_figure_of_nothing_is_refused() -> None:
    """No case, no guard that never errs."""
    with pytest.raises(InputError, match="no cases to measure"):
        verdicts([], literal, quiet)


def test_verdicts_are_cases_that_can_be_measured_again(tmp_path: Path) -> None:
    """Each line has the label and the reason beside the case."""
    write_verdicts(tmp_path / "out", verdicts(CASES, literal, quiet))
    assert read_cases(tmp_path / "out") == CASES
    first = json.loads((tmp_path / "out").read_text().splitlines()[0])
    assert (first["label"], first["reason"]) == ("contradicted", "the number")


def test_evidence_is_looked_up_by_its_place(tmp_path: Path) -> None:
    """Offsets count in the document's text, in code points, as citations do."""
    corpus = tmp_path / "data" / "tiny" / "corpus.jsonl"
    corpus.parent.mkdir(parents=True)
    write(corpus, {"_id": "7", "title": "", "text": "β rose. It fell."})
    places = [{"dataset": "tiny", "_id": "7", "start": at, "end": at + 7} for at in (0, 8)]
    file = write(tmp_path / "cases", row(evidence=places))
    assert read_cases(file, tmp_path / "data")[0].evidence == ("β rose.", "It fell")
    with pytest.raises(InputError, match="--data"):
        read_cases(file)


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("{", "no JSON"),
        ("[]", "no JSON object"),
        (row(sentence=" "), "no sentence"),
        (row(evidence=[]), "no list of evidence"),
        (row(evidence=[3]), "neither a text nor a place"),
        (row(faithful="yes"), "lacks faithful"),
        (row(kind=3), "kind that is no text"),
        (row(evidence=[{"dataset": "tiny"}]), "without a dataset and an _id"),
        (row(evidence=[{"dataset": "tiny", "_id": "8"}]), "names 8, which tiny does not hold"),
        (
            row(evidence=[{"dataset": "tiny", "_id": "7", "start": 3, "end": 99}]),
            "from 3 to 99 of 2 characters",
        ),
    ],
)
def test_bad_lines_are_named_all_of_them(tmp_path: Path, bad: object, told: str) -> None:
    """With what is wrong; without them a figure would be about another file."""
    corpus = tmp_path / "tiny" / "corpus.jsonl"
    corpus.parent.mkdir()
    write(corpus, {"_id": "7", "title": "", "text": "A."})
    file = write(tmp_path / "cases", row(), bad, row(), "{")
    with pytest.raises(InputError, match=r"line 2 .*; line 4 is no JSON") as error:
        read_cases(file, tmp_path)
    assert told in str(error.value)


def test_a_data_set_is_no_path(tmp_path: Path) -> None:
    """Evidence is read from the folder that is named and from no other."""
    places = [{"dataset": "../tiny", "_id": "7", "start": 0, "end": 1}]
    with pytest.raises(InputError, match="no name of a folder"):
        read_cases(write(tmp_path / "cases", row(evidence=places)), tmp_path)


def test_the_command_names_bad_lines(tmp_path: Path, evaluate: Evaluate) -> None:
    """Exit code 2 and nothing on standard output."""
    ran = evaluate("guard", write(tmp_path / "cases", row(), row(faithful=None)))
    assert (ran.code, ran.out) == (2, "")
    assert "cases: line 2 lacks faithful" in ran.err


def test_the_command_needs_something_to_measure(tmp_path: Path, evaluate: Evaluate) -> None:
    """It says what can be named; a place to write that is none is refused first."""
    assert "name a FILE of cases" in evaluate("guard").err
    ran = evaluate("guard", write(tmp_path / "cases", row()), "--out", tmp_path)
    assert (ran.code, "--out" in ran.err) == (2, True)


def test_the_command_measures_the_guard_of_the_service(tmp_path: Path, evaluate: Evaluate) -> None:
    """In the shape of the design with `--json`, by kind without; verdicts go to a file."""
    evidence = ["Hair density rose by 35% in 40 men."]
    file = write(
        tmp_path / "cases",
        row(sentence=evidence[0], evidence=evidence),
        row(sentence="Hair density rose by 53% in 40 men.", evidence=evidence, faithful=False),
    )
    values = evaluate("guard", file, "--json", "--out", tmp_path / "out").json
    assert set(values["measures"]) == {"caught", "false alarms"}
    assert set(values["measures"]["caught"]) == {"value", "low", "high"}
    assert (values["dataset"], values["system"], values["queries"]) == ("cases", "guard", 2)
    assert values["digests"]["cases"].startswith("sha256:")
    assert len((tmp_path / "out").read_text().splitlines()) == 2
    shown = evaluate("guard", file).out
    assert shown.startswith("2 sentences, 1 unfaithful and 1 faithful\ncaught ")
    assert "false alarms by kind:" in shown
