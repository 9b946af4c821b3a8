"""Runs: what a system ranked for each query, in the form of TREC."""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from eval.judgements import trec_id
from eval.lines import lines_of
from service.error import InputError

Run = Mapping[str, Mapping[str, float]]
"""Query to document to score. Equal scores are ranked as trec_eval does: see `ranking`."""

_FORM = "query Q0 document rank score tag"


def ranking(scores: Mapping[str, float]) -> list[str]:
    """Documents by score, equal ones (in single precision) by id, the greatest first.

    That is trec_eval's order, which ignores the ranks that a file gives.
    """
    named = sorted(scores, reverse=True)
    values = np.array([scores[name] for name in named], np.float32)
    falling = np.argsort(-values, kind="stable")
    return [named[at] for at in falling]


def descending(scores: Sequence[float]) -> list[float]:
    """Scores made to fall strictly, in single precision too, so that a ranking is all they say."""
    falling: list[float] = []
    least = np.float32(np.inf)
    for score in scores:
        least = min(np.float32(score), np.nextafter(least, np.float32(-np.inf)))
        falling.append(float(least))
    return falling


def write_run(file: Path, run: Run, tag: str) -> None:
    """Write a run whose documents stand in order of falling score."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for query, scores in run.items():
            for rank, (document, score) in enumerate(scores.items(), start=1):
                shown = np.float32(score)
                out.write(f"{trec_id(query)} Q0 {trec_id(document)} {rank} {shown} {tag}\n")


def read_run(file: Path) -> Run:
    """The run of a file. Raises `InputError` naming the line that is none of a run."""
    run: dict[str, dict[str, float]] = {}
    for number, query, document, score in _rows(file):
        scores = run.setdefault(query, {})
        if document in scores:
            raise InputError(
                f"{file}, line {number}: document {document!r} comes twice for query {query!r}:"
                " keep one line of each."
            )
        scores[document] = score
    if not run:
        raise InputError(f"{file} is empty: a run has lines of the form {_FORM}.")
    return run


def _rows(file: Path) -> Iterator[tuple[int, str, str, float]]:
    for number, line in lines_of(file):
        fields = line.split()
        if len(fields) != 6:
            raise InputError(
                f"{file}, line {number} has {len(fields)} columns; a run has six: {_FORM}."
            )
        try:
            score = float(fields[4])
        except ValueError:
            score = math.nan
        if not math.isfinite(score):
            raise InputError(
                f"{file}, line {number}: the score is {fields[4]!r}; it must be a number."
            )
        yield number, fields[0], fields[2], score
