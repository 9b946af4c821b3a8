"""Indexing: the types of study that bibliographic databases give their entries."""

import re
from collections.abc import Iterable

from seeds.design import StudyType
from seeds.origin import Field, Stated

# Names of PubMed and Semantic Scholar without spaces and marks; the first that a work has counts.
_PUBLICATION_TYPES: tuple[tuple[str, StudyType], ...] = (
    ("metaanalysis", "meta_analysis"),
    ("networkmetaanalysis", "meta_analysis"),
    ("systematicreview", "systematic_review"),
    ("scopingreview", "systematic_review"),
    ("practiceguideline", "guideline"),
    ("guideline", "guideline"),
    ("consensusdevelopmentconference(?:nih)?", "guideline"),
    ("clinicaltrialprotocol", "protocol"),
    ("(?:randomized|observational|clinical).*veterinary", "animal"),
    ("randomizedcontrolledtrial|pragmaticclinicaltrial|equivalencetrial", "randomised_trial"),
    ("casereports?", "case_report"),
    ("(?:controlled|adaptive)?clinicaltrial(?:phase\\w+)?", "non_randomised_trial"),
    ("editorial|comment|news", "editorial"),
    ("review", "review"),
)
_MESH: dict[str, StudyType] = {
    "case-control studies": "case_control",
    "cross-sectional studies": "cross_sectional",
    "cohort studies": "cohort",
    "longitudinal studies": "cohort",
}


def indexed_type(publication_types: Iterable[str], mesh: Iterable[str]) -> Stated[StudyType] | None:
    """The study type by publication types, else by MeSH terms, or None where neither tells one."""
    names = [re.sub(r"[\W_]", "", name).lower() for name in publication_types]
    for pattern, study_type in _PUBLICATION_TYPES:
        if any(re.fullmatch(pattern, name) for name in names):
            return Stated(study_type, Field("publication_types"))
    terms = {term.lower() for term in mesh}
    by_term = next((study_type for term, study_type in _MESH.items() if term in terms), None)
    return Stated(by_term, Field("mesh")) if by_term else None
