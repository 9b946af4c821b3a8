"""Phrases: the weights by which sentences are chosen, fitted to ideal answers.

`python -m eval.phrases DATASET…` asks each question that has ideal answers of the data set's whole
collection. It prints the weights that a logistic regression gives to what `service.phrase` knows of
each phrase of the evidence, fitted to whether an ideal answer has it; and what answers chosen by
them are worth, each by weights fitted without its question and four fifths of the others.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.transformer import SentenceTransformerEncoder
from eval.answers import MEASURES, scores_of_answer
from eval.dataset import Dataset
from eval.index import default_cache, indexed
from eval.references import read_references
from service.anagen import DEFAULT_TOP_K
from service.answer import Length
from service.candidate import candidates_of
from service.composition import composed
from service.confidence import Judged, evidence_of, judged
from service.coverage import term_weights
from service.phrase import Weights, phrases_of, supports
from service.retrieval import Retrieval, Retriever
from service.selection import LIMITS, selected

FOLDS = 5
_STEPS = 20
_RIDGE = 1.0

Rows = NDArray[np.float64]
"""A row for each phrase: one, its weight, its support, its odds, and whether an answer has it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question's evidence, its ideal answers, and its relevant documents."""

    retrieval: Retrieval
    evidence: Sequence[Judged]
    ideal: tuple[str, ...]
    relevant: frozenset[str]


def cases(dataset: Dataset, encoder: SentenceTransformerEncoder, cache: Path) -> Iterator[Case]:
    """The questions with ideal answers for which something is found."""
    references = read_references(dataset.folder / "answers.jsonl")
    with indexed(dataset, encoder, cache, print) as index:
        retriever = Retriever(index.collection, encoder)
        for query in dataset.queries():
            retrieval = retriever.retrieve(query.text, DEFAULT_TOP_K)
            weights = term_weights(query.text, index.collection, encoder)
            evidence = evidence_of(judged(query.text, retrieval.hits, retrieval.margin, weights))
            if evidence and query.id in references:
                yield Case(retrieval, evidence, references[query.id], query.relevant)


def rows_of(case: Case) -> Rows:
    """What is known of each phrase of the evidence, and whether an ideal answer has it."""
    found = supports([told for _, told in candidates_of(case.retrieval, case.evidence)])
    said = {phrase for text in case.ideal for phrase in phrases_of(text)}
    return np.array(
        [
            (1.0, weight, support, odds, phrase in said)
            for phrase, (weight, odds, support) in found.items()
        ]
    ).reshape(-1, 5)


def fitted(rows: Iterable[Rows]) -> Weights:
    """A logistic regression by Newton's method, each phrase's odds taken as they are."""
    table = np.concatenate(list(rows))
    known, odds, said = table[:, :3], table[:, 3], table[:, 4]
    found = np.zeros(3)
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-(known @ found + odds)))
        slope = known.T @ (said - likely) - _RIDGE * found
        curve = (known * (likely * (1 - likely))[:, None]).T @ known + _RIDGE * np.eye(3)
        found += np.linalg.solve(curve, slope)
    bias, rank, support = (round(float(value), 2) for value in found)
    return Weights(bias, rank, support)


def cross_validated(asked: Sequence[Case], length: Length) -> dict[str, float]:
    """The mean of each measure, every answer by weights fitted on the other folds."""
    rows = [rows_of(case) for case in asked]
    scored = []
    for fold in range(FOLDS):
        weights = fitted(one for at, one in enumerate(rows) if at % FOLDS != fold)
        for case in asked[fold::FOLDS]:
            composition = composed(selected(case.retrieval, case.evidence, length, weights))
            scored.append(scores_of_answer(composition, case.ideal, case.relevant))
    return dict(zip(MEASURES, np.mean(scored, axis=0).tolist(), strict=True))


def main() -> None:
    """Print the weights for all data sets together, and each one's cross-validated figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="+", type=Path, metavar="DATASET")
    parser.add_argument("--cache", type=Path, default=default_cache(), metavar="DIR")
    given = parser.parse_args()
    encoder = SentenceTransformerEncoder()
    everything: list[Rows] = []
    for folder in given.datasets:
        asked = list(cases(Dataset(folder), encoder, given.cache))
        everything += [rows_of(case) for case in asked]
        for length in LIMITS:
            figures = cross_validated(asked, length)
            told = ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
            print(f"{folder.name}, {length}, {len(asked):,} questions, {FOLDS} folds: {told}")
    print(fitted(everything))


if __name__ == "__main__":
    main()
