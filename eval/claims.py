"""Claims of SciFact's kind as cases: `queries.jsonl` has them, `answers.jsonl` their labels.

A claim that its evidence supports is faithful, one that it contradicts is not. Claims without
enough information name no evidence sentences, so that what they rest on would be our choice: they
are left out.
"""

import json
from pathlib import Path
from typing import Any

from eval.dataset import Dataset
from eval.guard_case import Case
from eval.lines import lines_of
from service.error import InputError

_KINDS = {"SUPPORT": (True, "support"), "CONTRADICT": (False, "contradict")}
_LABELS = {*_KINDS, "NOT_ENOUGH_INFO"}


def claim_files(folder: Path) -> list[Path]:
    """The files that a data set's claims are read from."""
    return [Dataset(folder).queries_file, folder / "answers.jsonl"]


def claim_cases(folder: Path) -> list[Case]:
    """The claims with evidence, in the order of their labels. Raises `InputError` for bad lines."""
    texts, file = Dataset(folder).texts(), folder / "answers.jsonl"
    cases = []
    for number, line in lines_of(file):
        row = _row(f"{file}, line {number}", line)
        if row["_id"] not in texts:
            raise InputError(f"{file}, line {number}: {row['_id']} is no claim of queries.jsonl.")
        if row["label"] in _KINDS:
            faithful, kind = _KINDS[row["label"]]
            sentences = tuple(one for each in row["evidence"] for one in each["sentences"])
            cases.append(Case(texts[row["_id"]], sentences, faithful, kind))
    return cases


def _row(place: str, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place} is no JSON: {error}.") from error
    if not isinstance(row, dict) or row.get("label") not in _LABELS:
        raise InputError(f"{place} has no label that is one of {', '.join(sorted(_LABELS))}.")
    if row["label"] in _KINDS and not _sentences(row.get("evidence")):
        raise InputError(f"{place} has no evidence with sentences.")
    return {**row, "_id": str(row.get("_id"))}


def _sentences(evidence: object) -> bool:
    return (
        isinstance(evidence, list)
        and bool(evidence)
        and all(
            isinstance(each, dict)
            and isinstance(each.get("sentences"), list)
            and bool(each["sentences"])
            and all(isinstance(one, str) for one in each["sentences"])
            for each in evidence
        )
    )
