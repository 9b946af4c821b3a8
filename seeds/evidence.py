"""Evidence: what kind of study a document tells of, on whom, and where the document says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from seeds.design import StudyType
from seeds.origin import Origin, origin_from_json, origin_json


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a document says of how it knows; None (or nothing) where it does not say.

    `level` is that of the Oxford CEBM (2011) for questions of treatment, 1 the best.
    `sample_size` counts people or animals. `from_` holds where each was found, by its name; of
    `species` and `trial_ids` the first under the name, each further one under `NAME.VALUE`.
    """

    study_type: StudyType | None = None
    level: int | None = None
    sample_size: int | None = None
    species: tuple[str, ...] = ()
    population: str | None = None
    comparator: str | None = None
    trial_ids: tuple[str, ...] = ()
    funding_or_conflict: str | None = None
    from_: Mapping[str, Origin] = field(default_factory=dict)


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """Evidence in the shape in which it goes over HTTP and into the store."""
    values = {each.name: getattr(evidence, each.name) for each in fields(evidence)}
    origins = {name: origin_json(origin) for name, origin in values.pop("from_").items()}
    lists = {name: list(values[name]) for name in ("species", "trial_ids")}
    return {**values, **lists, "from": origins}


def evidence_from_json(values: Mapping[str, Any]) -> Evidence:
    """The evidence that `evidence_json` described; it checks nothing."""
    rest = {name: value for name, value in values.items() if name != "from"}
    lists = {name: tuple(values[name]) for name in ("species", "trial_ids")}
    origins = {name: origin_from_json(origin) for name, origin in values["from"].items()}
    return Evidence(**{**rest, **lists, "from_": origins})
