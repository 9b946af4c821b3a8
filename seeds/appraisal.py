"""Appraisal: the evidence of a document, by rules alone."""

from collections.abc import Iterable
from typing import Any

from seeds.document import Document
from seeds.evidence import Evidence
from seeds.funding import funding_of
from seeds.origin import Origin, Stated
from seeds.population import comparator_of, one_person, population_of
from seeds.sample import sample_size_of
from seeds.species import species_of
from seeds.statement import statements
from seeds.study import level_of, study_type_of
from seeds.trial import trial_ids_of

RULES = 1
"""To be raised with each change of rules: what comes again is appraised anew then."""

_MOST_STATEMENTS = 100
"""What is longer is no abstract; the rest of it is not read."""


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


def _origins(name: str, stated: Iterable[Stated[str]]) -> dict[str, Origin]:
    return {
        f"{name}.{one.value}" if place else name: one.origin for place, one in enumerate(stated)
    }
