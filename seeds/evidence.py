"""Evidence: what kind of study a document tells of, on whom, and where the document says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from seeds.design import StudyType
from seeds.document import Document
from seeds.funding import funding_of
from seeds.origin import Origin, Stated, origin_from_json, origin_json
from seeds.population import comparator_of, one_person, population_of
from seeds.sample import sample_size_of
from seeds.species import species_of
from seeds.statement import statements
from seeds.study import level_of, study_type_of
from seeds.trial import trial_ids_of

_MOST_STATEMENTS = 100
"""What is longer is no abstract; the rest of it is not read."""


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


def evidence_of(document: Document) -> Evidence:
    """The evidence of a document, by rules alone: the same document has always the same."""
    told = statements(document)[:_MOST_STATEMENTS]
    species = species_of(document, told)
    counted = sample_size_of(told)
    study = study_type_of(document, told, species, counted.value if counted else None)
    if study and study.value == "case_report":
        counted = Stated(1, one_person(told) or study.origin)
    several = counted.origin if counted and counted.value > 1 else None
    trials = trial_ids_of(document.title, document.text)
    found = {
        "study_type": study,
        "level": level_of(study, told),
        "sample_size": counted,
        "population": population_of(document, told, several),
        "comparator": comparator_of(document, told),
        "funding_or_conflict": funding_of(document, told),
    }
    values: dict[str, Any] = {name: stated.value for name, stated in found.items() if stated}
    return Evidence(
        **values,
        species=tuple(stated.value for stated in species),
        trial_ids=tuple(stated.value for stated in trials),
        from_={
            **{name: stated.origin for name, stated in found.items() if stated},
            **_origins("species", species),
            **_origins("trial_ids", trials),
        },
    )


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


def _origins(name: str, stated: Iterable[Stated[str]]) -> dict[str, Origin]:
    return {
        f"{name}.{one.value}" if place else name: one.origin for place, one in enumerate(stated)
    }
