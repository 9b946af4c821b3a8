"""The evidence line: what an answer rests on, by kind of study, in a few words."""

from collections.abc import Iterable, Sequence
from typing import get_args

from seeds.design import StudyType
from seeds.document import Document
from seeds.evidence import Evidence
from seeds.species import HUMAN

_NAMES: dict[StudyType, tuple[str, str]] = {
    "meta_analysis": ("meta-analysis", "meta-analyses"),
    "systematic_review": ("systematic review", "systematic reviews"),
    "randomised_trial": ("randomised trial", "randomised trials"),
    "non_randomised_trial": ("non-randomised trial", "non-randomised trials"),
    "cohort": ("cohort study", "cohort studies"),
    "case_control": ("case-control study", "case-control studies"),
    "cross_sectional": ("cross-sectional study", "cross-sectional studies"),
    "case_series": ("case series", "case series"),
    "case_report": ("case report", "case reports"),
    "animal": ("animal study", "animal studies"),
    "in_vitro": ("in-vitro study", "in-vitro studies"),
    "in_silico": ("in-silico study", "in-silico studies"),
    "review": ("review", "reviews"),
    "guideline": ("guideline", "guidelines"),
    "protocol": ("protocol", "protocols"),
    "editorial": ("editorial", "editorials"),
    "other": ("work of another kind", "works of other kinds"),
}
_ORDER: tuple[StudyType, ...] = get_args(StudyType)
_UNSTATED = ("source of unstated design", "sources of unstated design")
_LEAST_TOLD = 2
"""A case report is of one person; that need not be said."""


def evidence_line(documents: Iterable[Document]) -> str | None:
    """What documents are, strongest design first: `1 case series, 3 people; 1 case report`.

    A work that several of them tell of counts once. Sizes stand side by side and are never added
    up, since that would make one study of several. None where nothing is cited.
    """
    works: dict[str, Evidence] = {}
    for document in documents:
        name = document.about or document.id
        known = works.get(name)
        if known is None or known.study_type is None:
            works[name] = document.evidence or Evidence()
    kinds: dict[StudyType | None, list[Evidence]] = {}
    for evidence in works.values():
        kinds.setdefault(evidence.study_type, []).append(evidence)
    parts = [_told(_NAMES[kind], kinds[kind]) for kind in _ORDER if kind in kinds]
    if None in kinds:
        parts.append(_told(_UNSTATED, kinds[None]))
    return "; ".join(parts) or None


def _told(names: tuple[str, str], works: Sequence[Evidence]) -> str:
    named = f"{len(works)} {names[len(works) > 1]}"
    sizes = [size for one in works if (size := _size(one))]
    return ", ".join((named, " and ".join(sizes))) if sizes else named


def _size(evidence: Evidence) -> str | None:
    """How many were studied, and of which species where they were no people."""
    animals = [name for name in evidence.species if name != HUMAN]
    count = evidence.sample_size
    if HUMAN in evidence.species or not animals:
        return f"{count:,} people" if count and count >= _LEAST_TOLD else None
    named = " and ".join(animals)
    return f"{count:,} animals ({named})" if count else named
