"""Measures of a ranking, computed by trec_eval's own code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, Measure
from ir_measures.measures import MeanAgg
from ir_measures.providers import registry
from numpy.typing import NDArray

from eval.judgements import Judgements
from eval.run import Run, ranking
from service.error import InputError

STANDARD = ("nDCG@10", "R@10", "R@100", "RR@10", "AP")
UNJUDGED = "unjudged@10"
_TOP = 10
_LEAST = -1
"""pytrec_eval ends the process at lower grades; none of those is relevant either."""


@dataclass(frozen=True, slots=True)
class Scores:
    """A value (queries, measures) for each query that has judgements and each measure."""

    queries: tuple[str, ...]
    measures: tuple[str, ...]
    values: NDArray[np.float64]

    def column(self, measure: str) -> NDArray[np.float64]:
        """The values of one measure."""
        return np.asarray(self.values[:, self.measures.index(measure)], np.float64)


def scores_of(run: Run, judgements: Judgements, names: Sequence[str] = STANDARD) -> Scores:
    """The measures of a run, a query that it lacks counting nought, and the share of unjudged.

    Raises `InputError` for a measure that trec_eval does not have.
    """
    wanted = {name: _measure(name) for name in names}
    queries = tuple(judgements)
    rows = {query: row for row, query in enumerate(queries)}
    bounded = {
        query: {name: max(grade, _LEAST) for name, grade in grades.items()}
        for query, grades in judgements.items()
    }
    columns = [_column(measure, run, bounded, rows) for measure in wanted.values()]
    unjudged = [
        _unjudged(ranking(run.get(query, {}))[:_TOP], grades)
        for query, grades in judgements.items()
    ]
    values = np.column_stack([*columns, np.array(unjudged, np.float64)])
    return Scores(queries, (*wanted, UNJUDGED), values)


def check_measures(names: Sequence[str]) -> None:
    """Raise `InputError` for a name that is none of a measure."""
    for name in names:
        _measure(name)


def _measure(name: str) -> Measure:
    """A measure by the name that ir-measures or trec_eval has for it."""
    try:
        measure = ir_measures.parse_measure(name)
    except (NameError, ValueError):
        try:
            [measure] = ir_measures.parse_trec_measure(name)
        except ValueError:
            raise _unknown(name) from None
    averaged = isinstance(measure.aggregator(), MeanAgg)
    if not averaged or not registry["pytrec_eval"].supports(_uncut(measure)[0]):
        raise _unknown(name)
    return measure


def _unknown(name: str) -> InputError:
    return InputError(
        f"{name!r} is no measure of trec_eval: name one such as {', '.join(STANDARD)}, P@5 or"
        " ndcg_cut_20."
    )


def _uncut(measure: Measure) -> tuple[Measure, float]:
    """What trec_eval computes of a measure, and the value below which that counts nought.

    trec_eval has no reciprocal rank with a cut-off, and others who have break ties otherwise.
    """
    cutoff = measure["cutoff"] if measure.NAME == "RR" else None
    if not isinstance(cutoff, int):
        return measure, 0.0
    return RR(rel=measure["rel"], judged_only=measure["judged_only"]), 1 / cutoff


def _column(
    measure: Measure, run: Run, judgements: Judgements, rows: dict[str, int]
) -> NDArray[np.float64]:
    computed, least = _uncut(measure)
    values = np.zeros(len(rows))
    found: Iterable[ir_measures.Metric] = registry["pytrec_eval"].iter_calc(
        [computed], judgements, {query: scores for query, scores in run.items() if query in rows}
    )
    for metric in found:
        values[rows[metric.query_id]] = metric.value
    values[values < least - 1e-9] = 0.0
    return values


def _unjudged(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    return sum(document not in grades for document in ranked) / len(ranked) if ranked else 0.0
