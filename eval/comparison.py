"""Comparison: what two runs make of the same queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.judgements import Judgements
from eval.measures import Scores
from eval.run import Run, ranking

_TOP = 5


@dataclass(frozen=True, slots=True)
class Placed:
    """A document that a run ranked, and its grade, None where nobody judged it."""

    document: str
    grade: int | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The top of what a run ranked for a query, and the rank of the first relevant document."""

    top: Sequence[Placed]
    first_relevant: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A query with both values of a measure and both rankings."""

    query: str
    first: float
    second: float
    ranked_first: Ranking
    ranked_second: Ranking

    @property
    def difference(self) -> float:
        """How much greater the measure is in the second run."""
        return self.second - self.first


def pairs(
    runs: tuple[Run, Run], scores: tuple[Scores, Scores], judgements: Judgements, measure: str
) -> list[Pair]:
    """All judged queries, what the second run lost most first, ties by query."""
    first, second = (one.column(measure) for one in scores)
    found = [
        Pair(
            query,
            float(first[at]),
            float(second[at]),
            _ranking(runs[0].get(query, {}), judgements[query]),
            _ranking(runs[1].get(query, {}), judgements[query]),
        )
        for at, query in enumerate(scores[0].queries)
    ]
    return sorted(found, key=lambda pair: (round(pair.difference, 9), pair.query))


def _ranking(scores: Mapping[str, float], grades: Mapping[str, int]) -> Ranking:
    ranked = ranking(scores)
    relevant = (at for at, name in enumerate(ranked, start=1) if grades.get(name, 0) > 0)
    return Ranking([Placed(name, grades.get(name)) for name in ranked[:_TOP]], next(relevant, None))
