"""Abstaining: whether the product knows when a collection does not hold the answer.

Each question is asked of the whole collection, and again with its relevant documents and near
copies of them filtered out inside the search; questions from other fields are asked once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder
from embeddings.filters import EVERYTHING, Filters
from eval.copies import Corpus
from eval.dataset import Dataset
from eval.digest import code_digest, commit
from eval.index import indexed
from eval.interval import Measure, measured, share
from eval.lines import sha256_of, sha256_of_all
from eval.retrieval import latency
from service.anagen import Anagen
from service.answer import Answer
from service.error import InputError

OFF_TOPIC = Path(__file__).parent / "data" / "off_topic.txt"
_OFTEN = 100
_BINS = 10

Asking = Literal["whole", "removed", "off-topic"]
Tell = Callable[[str], None]
Confidences = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a question: its answer, None where it failed."""

    query: str
    asking: Asking
    answer: Answer | None

    @property
    def confidence(self) -> float:
        """The confidence that there is an answer; none where the question failed."""
        return self.answer.confidence if self.answer else 0.0

    @property
    def abstained(self) -> bool:
        """Whether there was no answer."""
        return self.answer is None or self.answer.abstain_reason is not None


@dataclass(frozen=True, slots=True)
class Abstaining:
    """The replies to the questions of a data set; `there` and `removed` are of the same ones."""

    dataset: str
    there: Sequence[Reply]
    removed: Sequence[Reply]
    elsewhere: Sequence[Reply]
    digests: Mapping[str, str | None]

    @property
    def replies(self) -> list[Reply]:
        """All replies."""
        return [*self.there, *self.removed, *self.elsewhere]

    @property
    def measures(self) -> dict[str, Measure]:
        """The figures, their intervals from questions drawn anew."""
        pairs = list(zip(self.there, self.removed, strict=True))
        return {
            "AUROC": measured(pairs, _auroc),
            "answered": measured([not one.abstained for one in self.there], share),
            "abstain R": measured([one.abstained for one in self.removed], share),
            "abstain P": measured(pairs, _abstain_precision),
            "off-topic abstained": measured([one.abstained for one in self.elsewhere], share),
            "ECE": measured(pairs, _calibration_error),
        }

    @property
    def confidences(self) -> tuple[Confidences, NDArray[np.bool_]]:
        """The confidence of each asking, and whether the answer was there."""
        return _confidences(list(zip(self.there, self.removed, strict=True)))


_Pairs = Sequence[tuple[Reply, Reply]]


def abstaining(dataset: Dataset, encoder: Encoder, cache: Path, tell: Tell) -> Abstaining:
    """The judged questions of a data set asked twice, and those from other fields."""
    queries = dataset.queries()
    if not queries:
        raise InputError(f"No query of {dataset.queries_file} has judgements: nothing is measured.")
    elsewhere = OFF_TOPIC.read_text(encoding="utf-8").splitlines()
    with indexed(dataset, encoder, cache, tell) as index:
        anagen = Anagen(index.collection, encoder)
        corpus = Corpus(index.collection.documents())
        there, removed = [], []
        for at, query in enumerate(queries, start=1):
            others = replace(query.filters, without=corpus.copies(query.relevant))
            there.append(Reply(query.id, "whole", _asked(anagen, query.text, query.filters)))
            removed.append(Reply(query.id, "removed", _asked(anagen, query.text, others)))
            if at % _OFTEN == 0:
                tell(f"{dataset.name}: {at:,} of {len(queries):,} questions, each asked twice")
        away = [
            Reply(f"off-topic {at}", "off-topic", _asked(anagen, text))
            for at, text in enumerate(elsewhere, start=1)
        ]
    return Abstaining(dataset.name, there, removed, away, _digests(dataset, encoder))


def abstaining_json(found: Abstaining) -> dict[str, Any]:
    """What was measured in the shape that all of `anagen-eval` prints."""
    times = [one.answer.timings.total for one in found.there if one.answer]
    return {
        "command": "abstain",
        "dataset": found.dataset,
        "system": "local",
        "queries": len(found.there),
        "off-topic queries": len(found.elsewhere),
        "measures": {name: asdict(measure) for name, measure in found.measures.items()},
        "latency_ms": asdict(latency(times)) if times else None,
        "failed": sorted({one.query for one in found.replies if one.answer is None}),
        "digests": dict(found.digests),
    }


def risk_by_coverage(found: Abstaining) -> tuple[Confidences, Confidences]:
    """The share of askings that are answered, surest first, and how many of those lack an answer.

    Askings of one confidence are answered together.
    """
    confidence, there = found.confidences
    order = np.argsort(-confidence, kind="stable")
    wrong = (~there[order]).cumsum()
    last = np.flatnonzero(np.append(np.diff(confidence[order]) != 0, [True]))
    answered = last + 1.0
    return answered / len(order), wrong[last] / answered


def _asked(anagen: Anagen, question: str, filters: Filters = EVERYTHING) -> Answer | None:
    try:
        return anagen.ask(question, filters=filters)
    except InputError:
        return None


def _confidences(pairs: _Pairs) -> tuple[Confidences, NDArray[np.bool_]]:
    confidence = np.array([one.confidence for pair in pairs for one in pair])
    return confidence, np.arange(len(confidence)) % 2 == 0


def _auroc(pairs: _Pairs) -> float:
    """How often an answerable asking has more confidence than one that is not, ties half."""
    confidence, there = _confidences(pairs)
    away = np.sort(confidence[~there])
    below = np.searchsorted(away, confidence[there], "left")
    upto = np.searchsorted(away, confidence[there], "right")
    return float((below + upto).mean() / 2 / len(away))


def _abstain_precision(pairs: _Pairs) -> float:
    """The share of abstentions that were rightly made; 1 where there is none."""
    rightly = sum(removed.abstained for _, removed in pairs)
    wrongly = sum(there.abstained for there, _ in pairs)
    return rightly / (rightly + wrongly) if rightly + wrongly else 1.0


def _calibration_error(pairs: _Pairs) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    confidence, there = _confidences(pairs)
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = np.bincount(bins, confidence, _BINS) - np.bincount(bins, there, _BINS)
    return float(np.abs(gaps).sum() / len(confidence))


def _digests(dataset: Dataset, encoder: Encoder) -> dict[str, str | None]:
    return {
        "corpus": sha256_of_all(dataset.corpus_files()),
        "queries": sha256_of(dataset.queries_file),
        "qrels": sha256_of(dataset.judgements_file),
        "encoder": encoder.name,
        "code": code_digest(),
        "commit": commit(),
    }
