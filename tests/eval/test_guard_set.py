"""The hand-written cases of the guard, and the three sources of cases on the data that they use."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.claims import claim_cases
from eval.guard_case import read_cases
from eval.mutation import EACH, MUTATIONS, mutant_cases
from seeds.sentence import sentence_spans
from service.error import InputError

Evaluate = Callable[..., Any]

ROOT = Path(__file__).parents[2]
SET = ROOT / "eval" / "data" / "guard.jsonl"
DATA = ROOT.parent / "shared" / "data"
ROWS = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the data sets are not on this machine")


def test_the_set_is_large_enough_and_names_its_evidence_by_place() -> None:
    """A hundred of each at least, no sentence twice, and no text of others."""
    assert sum(row["faithful"] for row in ROWS) >= 100
    assert sum(not row["faithful"] for row in ROWS) >= 100
    assert len({row["sentence"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert set(row) == {"sentence", "evidence", "faithful", "kind"}
        assert row["evidence"]
        assert all(set(place) == {"dataset", "_id", "start", "end"} for place in row["evidence"])


def test_each_kind_is_told_of_in_the_guide() -> None:
    """So that a reader knows what a figure is of."""
    guide = SET.with_name("guard_guide.md").read_text("utf-8")
    assert all(f"`{row['kind']}`" in guide for row in ROWS)


def test_cases_for_developing_are_over_other_documents() -> None:
    """What the guard was fitted to says nothing of what it is measured on."""
    lines = SET.with_name("guard_dev.jsonl").read_text("utf-8").splitlines()
    fitted = [json.loads(line) for line in lines]

    def documents(rows: list[dict[str, Any]]) -> set[tuple[str, str]]:
        return {(place["dataset"], place["_id"]) for row in rows for place in row["evidence"]}

    assert not documents(fitted) & documents(ROWS)
    assert not {row["sentence"] for row in fitted} & {row["sentence"] for row in ROWS}


@needs_data
def test_places_are_whole_sentences_and_no_sentence_is_copied() -> None:
    """Else offsets would be of another version of the data, or a paraphrase would be none."""
    cases = read_cases(SET, DATA)
    assert len(cases) == len(ROWS)
    for case in cases:
        assert not any(case.sentence.rstrip(".") in text for text in case.evidence)
        for text in case.evidence:
            assert sentence_spans(text) == [(0, len(text))]


@needs_data
def test_the_corpora_give_six_hundred_mutants() -> None:
    """Each kind as many as it may have."""
    cases = mutant_cases([DATA / "pubmedqa", DATA / "bioasq-dev"])
    kinds = [case.kind for case in cases if not case.faithful]
    assert len(kinds) >= 600
    assert {kind: kinds.count(kind) for kind in kinds} == dict.fromkeys(MUTATIONS, EACH)


@needs_data
def test_scifact_gives_its_labelled_claims() -> None:
    """Supported and contradicted ones; the rest name no evidence."""
    cases = claim_cases(DATA / "scifact-train")
    kinds = [case.kind for case in cases]
    assert (kinds.count("support"), kinds.count("contradict"), len(kinds)) == (332, 173, 505)


def write_claims(folder: Path, *labels: object) -> Path:
    """Two claims with labels."""
    folder.mkdir(exist_ok=True)
    claims = [{"_id": name, "text": f"Claim {name}."} for name in ("1", "2", "3")]
    for name, rows in (("queries", claims), ("answers", labels)):
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def label(claim: str, said: str, *sentences: list[str]) -> dict[str, object]:
    """A label with evidence, by document."""
    evidence = [{"document": "d", "sentences": each} for each in sentences]
    return {"_id": claim, "label": said, "evidence": evidence}


def test_claims_are_faithful_where_they_are_supported(tmp_path: Path) -> None:
    """Contradicted ones are not; those without enough information are left out."""
    folder = write_claims(
        tmp_path,
        label("2", "CONTRADICT", ["No."]),
        label("3", "NOT_ENOUGH_INFO"),
        label("1", "SUPPORT", ["A.", "B."], ["C."]),
    )
    found = [(one.sentence, one.evidence, one.faithful, one.kind) for one in claim_cases(folder)]
    assert found == [
        ("Claim 2.", ("No.",), False, "contradict"),
        ("Claim 1.", ("A.", "B.", "C."), True, "support"),
    ]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("{", "line 1 is no JSON"),
        (label("1", "MAYBE", ["A."]), "line 1 has no label"),
        (label("1", "SUPPORT"), "line 1 has no evidence"),
        (label("1", "SUPPORT", []), "line 1 has no evidence"),
        (label("9", "SUPPORT", ["A."]), "9 is no claim"),
    ],
)
def test_bad_labels_are_named(tmp_path: Path, bad: object, told: str, evaluate: Evaluate) -> None:
    """By file and line, before anything is measured."""
    folder = write_claims(tmp_path, bad)
    with pytest.raises(InputError, match=told):
        claim_cases(folder)
    ran = evaluate("guard", "--claims", folder)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
