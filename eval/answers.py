"""Answers: how near they come to what people wrote, and how well they cite.

Each question is asked of the whole collection, with abstaining switched off.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.encoder import Encoder
from eval.answering import answering
from eval.dataset import Dataset, Query
from eval.digest import code_digest, commit
from eval.index import indexed
from eval.interval import Measure, measured, share
from eval.lines import sha256_of, sha256_of_all
from eval.measures import Scores
from eval.outcome import measured as mean_of_each
from eval.references import read_references
from eval.retrieval import latency
from eval.rouge import overlap
from service.anagen import Anagen
from service.answer import Answer, Length
from service.composition import Composition
from service.confidence import THRESHOLD
from service.error import InputError

MEASURES = ("ROUGE-2 F1", "ROUGE-2 R", "words", "citation P", "citation R")
_OFTEN = 100

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a system answered to the questions of a data set, and its scores."""

    dataset: str
    system: str
    length: Length
    scores: Scores
    answers: Mapping[str, Answer]
    failed: Mapping[str, str]
    digests: Mapping[str, str | None]

    @property
    def measures(self) -> dict[str, Measure]:
        """The mean of each measure over all questions."""
        return mean_of_each(self.scores)

    @property
    def would_abstain(self) -> Measure:
        """The share of questions to which the product would not have answered."""
        kept = [answer.confidence < THRESHOLD for answer in self.answers.values()]
        return measured([*kept, *(True for _ in self.failed)], share)

    @property
    def milliseconds(self) -> list[float]:
        """How long each answer took."""
        return [answer.timings.total for answer in self.answers.values()]


def answered(
    dataset: Dataset,
    systems: Sequence[str],
    length: Length,
    encoder: Encoder,
    cache: Path,
    tell: Tell,
) -> list[Answered]:
    """The questions of a data set that have reference answers, asked of each system.

    Raises `InputError` where there are none.
    """
    file = dataset.folder / "answers.jsonl"
    references = read_references(file)
    queries = [query for query in dataset.queries() if query.id in references]
    if not queries:
        raise InputError(f"{file} answers no question that has judgements: nothing is measured.")
    digests = _digests(dataset, file, encoder)
    outcomes = []
    with indexed(dataset, encoder, cache, tell) as index:
        for name in systems:
            anagen = answering(name)(index.collection, encoder)
            answers, failed = _asked(anagen, queries, length, f"{dataset.name}, {name}", tell)
            rows = [_row(answers.get(one.id), references[one.id], one.relevant) for one in queries]
            scores = Scores(tuple(query.id for query in queries), MEASURES, np.array(rows))
            outcomes.append(Answered(dataset.name, name, length, scores, answers, failed, digests))
    return outcomes


def answered_json(answered: Answered) -> dict[str, Any]:
    """What was measured in the shape that all of `anagen-eval` prints."""
    return {
        "command": "answers",
        "dataset": answered.dataset,
        "system": answered.system,
        "length": answered.length,
        "queries": len(answered.scores.queries),
        "measures": {name: asdict(measure) for name, measure in answered.measures.items()},
        "would abstain": asdict(answered.would_abstain),
        "latency_ms": asdict(latency(answered.milliseconds)),
        "failed": dict(answered.failed),
        "digests": dict(answered.digests),
    }


def scored_text(answer: Answer | Composition) -> str:
    """The words that are scored: the sentences joined by a space, without markers."""
    return " ".join(sentence.text for sentence in answer.sentences)


def _asked(
    anagen: Anagen, queries: Sequence[Query], length: Length, name: str, tell: Tell
) -> tuple[dict[str, Answer], dict[str, str]]:
    """The answers by question, and why there is none to the others."""
    anagen.warm()
    answers: dict[str, Answer] = {}
    failed: dict[str, str] = {}
    for at, query in enumerate(queries, start=1):
        try:
            answers[query.id] = anagen.ask(query.text, filters=query.filters, length=length)
        except InputError as error:
            failed[query.id] = str(error)
        if at % _OFTEN == 0:
            tell(f"{name}: {at:,} of {len(queries):,} questions")
    if not answers:
        raise InputError(f"Every question failed; the first: {next(iter(failed.values()))}")
    return answers, failed


def _row(answer: Answer | None, references: Sequence[str], relevant: Set[str]) -> list[float]:
    """The measures of one answer, in their order; all nought where there is none."""
    return scores_of_answer(answer, references, relevant) if answer else [0.0] * len(MEASURES)


def scores_of_answer(
    answer: Answer | Composition, references: Sequence[str], relevant: Set[str]
) -> list[float]:
    """The measures of one answer, in their order; all nought where it cites nothing."""
    if not answer.citations:
        return [0.0] * len(MEASURES)
    text = scored_text(answer)
    found = overlap(text, references)
    right = [one.document.id for one in answer.citations if one.document.id in relevant]
    return [
        found.f1,
        found.recall,
        len(text.split()),
        len(right) / len(answer.citations),
        len(set(right)) / max(1, len(relevant)),
    ]


def _digests(dataset: Dataset, answers: Path, encoder: Encoder) -> dict[str, str | None]:
    return {
        "corpus": sha256_of_all(dataset.corpus_files()),
        "queries": sha256_of(dataset.queries_file),
        "qrels": sha256_of(dataset.judgements_file),
        "answers": sha256_of(answers),
        "encoder": encoder.name,
        "code": code_digest(),
        "commit": commit(),
    }
