"""Outcomes: what was measured of a system on a data set, and with what."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.interval import Measure, means
from eval.judgements import Judgements
from eval.measures import Scores
from eval.paired import Difference, differences
from eval.retrieval import Retrieved, Unit, latency
from eval.system import Described


@dataclass(frozen=True, slots=True)
class Outcome:
    """The scores of a run, query by query, and what they were made with."""

    dataset: str
    system: str
    unit: Unit
    depth: int
    scores: Scores
    judgements: Judgements
    retrieved: Retrieved
    described: Described
    faults: Sequence[str]
    digests: Mapping[str, str | None]

    @property
    def measures(self) -> dict[str, Measure]:
        """The mean of each measure over all judged queries."""
        return measured(self.scores)


def measured(scores: Scores) -> dict[str, Measure]:
    """The mean of each measure, with its interval."""
    return dict(zip(scores.measures, means(scores.values), strict=True))


def against(outcome: Outcome, baseline: Outcome) -> dict[str, Difference]:
    """How much greater each measure is than that of another system on the same queries."""
    return compared(baseline.scores, outcome.scores)


def compared(first: Scores, second: Scores) -> dict[str, Difference]:
    """How much greater each measure is in the second, query by query."""
    found = differences(second.values - first.values)
    return dict(zip(first.measures, found, strict=True))


def outcome_json(outcome: Outcome, baseline: Outcome | None = None) -> dict[str, Any]:
    """The outcome in the shape that all of `anagen-eval` prints."""
    values: dict[str, Any] = {
        "command": "retrieval",
        "dataset": outcome.dataset,
        "system": outcome.system,
        "at": outcome.unit,
        "depth": outcome.depth,
        "queries": len(outcome.scores.queries),
        "measures": {name: asdict(measure) for name, measure in outcome.measures.items()},
        "latency_ms": asdict(latency(outcome.retrieved.milliseconds)),
        "index": asdict(outcome.described),
        "failed": dict(outcome.retrieved.failed),
        "faults": list(outcome.faults),
        "digests": dict(outcome.digests),
    }
    if baseline:
        found = against(outcome, baseline)
        values["against"] = {
            "system": baseline.system,
            "measures": {name: difference_json(one) for name, one in found.items()},
        }
    return values


def difference_json(difference: Difference) -> dict[str, Any]:
    """A difference, its mean as other measures are."""
    values = asdict(difference)
    return {**values.pop("mean"), **values}
