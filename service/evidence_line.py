"""The evidence line: what an answer rests on, by kind of study, in a few words."""

from collections.abc import Iterable, Sequence
from typing import get_args

from seeds.design import StudyType
from seeds.document import Document
from seeds.evidence import Evidence
from seeds.species import HUMAN
from service.answer import AnswerSentence, Citation
from service.dispute import Dispute, dispute_of
from service.works import work_of_each

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
DISAGREE = "Sources disagree: "
"""How a line begins that shows two sides."""


def evidence_line(
    question: str, sentences: Sequence[AnswerSentence], citations: Sequence[Citation]
) -> str | None:
    """What an answer rests on, and where its sources disagree who stands against whom.

    `Sources disagree: randomised trial, 300 people [1] against animal study, mouse [2]`: each work
    by itself, since studies are no votes. None where nothing is cited.
    """
    dispute = dispute_of(question, sentences, citations)
    if dispute is None:
        return rested_on(citation.document for citation in citations)
    return _disputed(dispute, citations)


def rested_on(documents: Iterable[Document]) -> str | None:
    """What documents are, strongest design first: `1 case series, 3 people; 1 case report`.

    A work that several of them tell of counts once. Sizes stand side by side and are never added
    up, since that would make one study of several.
    """
    kinds: dict[StudyType | None, list[Evidence]] = {}
    for evidence in _evidence_of_each(documents).values():
        kinds.setdefault(evidence.study_type, []).append(evidence)
    parts = [_told(_NAMES[kind], kinds[kind]) for kind in _ORDER if kind in kinds]
    if None in kinds:
        parts.append(_told(_UNSTATED, kinds[None]))
    return "; ".join(parts) or None


def _evidence_of_each(documents: Iterable[Document]) -> dict[str, Evidence]:
    """The evidence of each work, by the work's name."""
    told = list(documents)
    names = work_of_each(told)
    works: dict[str, Evidence] = {}
    for document in told:
        known = works.get(names[document.id])
        if known is None or known.study_type is None:
            works[names[document.id]] = document.evidence or Evidence()
    return works


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


def _disputed(dispute: Dispute, citations: Sequence[Citation]) -> str:
    sided = {citation.n for citation in (*dispute.one, *dispute.other)}
    rest = [citation for citation in citations if citation.n not in sided]
    line = f"{DISAGREE}{_side(dispute.one)} against {_side(dispute.other)}"
    return f"{line}; also {_side(rest)}" if rest else line


def _side(citations: Sequence[Citation]) -> str:
    """Each work with its markers."""
    names = work_of_each(citation.document for citation in citations)
    works = _evidence_of_each(citation.document for citation in citations)
    return " and ".join(
        " ".join(
            (
                _alone(evidence),
                *(f"[{one.n}]" for one in citations if names[one.document.id] == work),
            )
        )
        for work, evidence in works.items()
    )


def _alone(evidence: Evidence) -> str:
    """One work: its design, and how many of which species were studied, as far as known."""
    design = _NAMES[evidence.study_type][0] if evidence.study_type else _UNSTATED[0]
    size = _size(evidence)
    if size is None and HUMAN in evidence.species:
        size = "1 person" if evidence.sample_size else "people"
    return f"{design}, {size}" if size else design
