"""Calibration: how well confidence tells answerable questions from others.

`python -m eval.calibration DATASET…` asks each question of a data set's whole collection, and again
with its relevant documents and near copies of them taken out of the hits, and questions from other
fields. It prints how well the weights in `service.confidence` part the two, and the weights that a
logistic regression fits to them.
"""

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from embeddings.local.collection import LocalCollection
from embeddings.terms import terms_of
from embeddings.transformer import SentenceTransformerEncoder
from eval.dataset import Dataset, Query
from service.anagen import DEFAULT_TOP_K, Anagen
from service.confidence import THRESHOLD, judged
from service.coverage import term_weights
from service.retrieval import DEPTH, Hit, Retriever

OFF_TOPIC = Path(__file__).parent / "data" / "off_topic.txt"
_NEAR_COPY = 0.8
"""A document that shares this share of its words with a relevant one is a copy of it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question asked once: what its best hit looked like, and whether the answer was there."""

    similarity: float
    coverage: float
    confidence: float
    answerable: bool


def trials(anagen: Anagen, queries: Iterable[Query]) -> Iterator[Trial]:
    """Each query asked with its relevant documents there, and without."""
    retriever = Retriever(anagen.collection, anagen.encoder)
    for query in queries:
        hits = retriever.retrieve(query.text, DEPTH).hits
        relevant = [
            document for name in query.relevant if (document := anagen.collection.get(name))
        ]
        pmids = {document.pmid for document in relevant if document.pmid}
        words = [set(terms_of(document.text)) for document in relevant]
        others = [
            hit
            for hit in hits
            if hit.document.id not in query.relevant
            and hit.document.pmid not in pmids
            and not _is_copy(set(terms_of(hit.document.text)), words)
        ]
        yield _trial(anagen, query.text, hits, answerable=True)
        yield _trial(anagen, query.text, others, answerable=False)


def off_topic(anagen: Anagen) -> list[Trial]:
    """Questions from other fields."""
    retriever = Retriever(anagen.collection, anagen.encoder)
    questions = OFF_TOPIC.read_text(encoding="utf-8").splitlines()
    return [
        _trial(anagen, question, retriever.retrieve(question, DEFAULT_TOP_K).hits, answerable=False)
        for question in questions
    ]


def report(name: str, asked: Sequence[Trial], elsewhere: Sequence[Trial]) -> str:
    """The figures of one data set on one line."""
    there = np.array([trial.answerable for trial in asked])
    confidence = np.array([trial.confidence for trial in asked])
    answered = confidence >= THRESHOLD
    away = np.array([trial.confidence for trial in elsewhere])
    return (
        f"{name}: {there.sum()} questions, AUROC {roc_auc_score(there, confidence):.3f},"
        f" answered {answered[there].mean():.3f},"
        f" abstain R {1 - answered[~there].mean():.3f},"
        f" abstain P {(~there[~answered]).mean():.3f},"
        f" off-topic abstained {(away < THRESHOLD).mean():.3f},"
        f" ECE {_calibration_error(confidence, there):.3f}"
    )


def fitted(asked: Sequence[Trial]) -> str:
    """The weights that a logistic regression gives to similarity and coverage."""
    features = np.array([(trial.similarity, trial.coverage) for trial in asked])
    model = LogisticRegression(C=100).fit(features, [trial.answerable for trial in asked])
    similarity, share = model.coef_[0]
    return f"fit: similarity {similarity:.1f}, coverage {share:.1f}, bias {model.intercept_[0]:.1f}"


def main() -> None:
    """Print the figures of each data set named, and the weights fitted to all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="+", type=Path, metavar="DATASET")
    encoder = SentenceTransformerEncoder()
    everything: list[Trial] = []
    for folder in parser.parse_args().datasets:
        dataset = Dataset(folder)
        with tempfile.TemporaryDirectory() as place:
            collection = LocalCollection.open(Path(place), encoder)
            collection.add(dataset.documents())
            anagen = Anagen(collection, encoder)
            asked = list(trials(anagen, dataset.queries()))
            print(report(folder.name, asked, off_topic(anagen)), flush=True)
            collection.close()
        everything += asked
    print(fitted(everything))


def _trial(anagen: Anagen, question: str, hits: Sequence[Hit], *, answerable: bool) -> Trial:
    weights = term_weights(question, anagen.collection, anagen.encoder)
    found = judged(question, hits[:DEFAULT_TOP_K], weights)
    best = max(found, key=lambda hit: hit.probability, default=None)
    if best is None:
        return Trial(0.0, 0.0, 0.0, answerable)
    return Trial(best.similarity, best.coverage, best.probability, answerable)


def _is_copy(words: set[str], relevant: Sequence[set[str]]) -> bool:
    return any(len(words & other) >= _NEAR_COPY * min(len(words), len(other)) for other in relevant)


def _calibration_error(confidence: NDArray[np.float64], outcome: NDArray[np.bool_]) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((confidence * 10).astype(int), 9)
    return sum(
        float(
            abs(confidence[bins == bin_].mean() - outcome[bins == bin_].mean())
            * (bins == bin_).mean()
        )
        for bin_ in range(10)
        if (bins == bin_).any()
    )


if __name__ == "__main__":
    main()
