"""Calibration: the weights of confidence, fitted to questions asked with and without an answer.

`python -m eval.calibration DATASET…` asks each judged question of the data set's whole collection,
and again with its relevant documents and near copies of them filtered out, as `anagen-eval abstain`
does. It prints the weights that a logistic regression gives to what `service.confidence` knows of
the best hit, each data set counting the same, and how well such weights part each set.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from embeddings.encoder import Encoder
from embeddings.filters import Filters
from embeddings.transformer import SentenceTransformerEncoder
from eval.copies import Corpus
from eval.dataset import Dataset
from eval.index import default_cache, indexed
from service.anagen import DEFAULT_TOP_K
from service.confidence import Odds, judged
from service.coverage import term_weights
from service.retrieval import Retriever

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """A question asked once: what its best hit looked like, and whether the answer was there."""

    score: float
    coverage: float
    margin: float
    answerable: bool


def trials(dataset: Dataset, encoder: Encoder, cache: Path) -> Iterator[Trial]:
    """Each query asked with its relevant documents there, and without."""
    with indexed(dataset, encoder, cache, print) as index:
        collection, retriever = index.collection, Retriever(index.collection, encoder)
        corpus = Corpus(collection.documents())

        def trial(question: str, filters: Filters, *, answerable: bool) -> Trial:
            asked = retriever.retrieve(question, DEFAULT_TOP_K, filters)
            weights = term_weights(question, collection, encoder)
            found = judged(question, asked.hits, asked.margin, weights)
            best = max(found, key=lambda hit: hit.probability, default=None)
            if best is None:
                return Trial(0.0, 0.0, 0.0, answerable)
            return Trial(best.hit.score, best.coverage, asked.margin, answerable)

        for query in dataset.queries():
            others = replace(query.filters, without=corpus.copies(query.relevant))
            yield trial(query.text, query.filters, answerable=True)
            yield trial(query.text, others, answerable=False)


def fitted(sets: Sequence[Sequence[Trial]]) -> Odds:
    """The weights fitted to all sets, each of which weighs the same."""
    known = np.concatenate([_known(one) for one in sets])
    there = np.concatenate([_there(one) for one in sets])
    weights = np.concatenate([np.full(len(one), 1_000 / len(one)) for one in sets])
    model = LogisticRegression(C=100).fit(known, there, weights)
    return Odds(*(round(float(one), 2) for one in (*model.coef_[0], model.intercept_[0])))


def cross_validated(asked: Sequence[Trial]) -> float:
    """The AUROC of weights fitted without the question and a fifth of the others."""
    odds = np.zeros(len(asked))
    fold = np.arange(len(asked)) // 2 % FOLDS
    for one in range(FOLDS):
        learnt = [trial for trial, at in zip(asked, fold, strict=True) if at != one]
        tested = [trial for trial, at in zip(asked, fold, strict=True) if at == one]
        *weights, bias = astuple(fitted([learnt]))
        odds[fold == one] = _known(tested) @ weights + bias
    return float(roc_auc_score(_there(asked), odds))


def main() -> None:
    """Print each data set's cross-validated AUROC, and the weights fitted to all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="+", type=Path, metavar="DATASET")
    parser.add_argument("--cache", type=Path, default=default_cache(), metavar="DIR")
    given = parser.parse_args()
    encoder = SentenceTransformerEncoder()
    sets = [list(trials(Dataset(folder), encoder, given.cache)) for folder in given.datasets]
    for folder, one in zip(given.datasets, sets, strict=True):
        print(f"{folder.name}: {len(one) // 2:,} questions, AUROC {cross_validated(one):.3f}")
    print(fitted(sets))


def _known(trials: Sequence[Trial]) -> NDArray[np.float64]:
    return np.array([astuple(trial)[:-1] for trial in trials])


def _there(trials: Sequence[Trial]) -> NDArray[np.bool_]:
    return np.array([trial.answerable for trial in trials])


if __name__ == "__main__":
    main()
