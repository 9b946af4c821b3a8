"""Editorial status: what became of a work after it was published, and who says so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from seeds.date import iso_date

StatusKind = Literal["retracted", "concern", "corrected", "reinstated", "notice"]


@dataclass(frozen=True, slots=True)
class Status:
    """The editorial status of a work: since when (ISO date, if known), and by whose word.

    `notice` is the retraction, correction or expression of concern itself.
    """

    kind: StatusKind
    date: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation to another publication: its kind, named as in PubMed's XML, and its reference.

    The kind may come in other words of the same letters: `Retraction in`.
    """

    kind: str
    reference: str


# The types and relations that PubMed's records have, by what they say of the work itself; the first
# that holds is the status: a notice of a retraction may itself be corrected.
_NOTICE_TYPES = (
    "retraction of publication",
    "retraction notice",
    "expression of concern",
    "published erratum",
)
_RETRACTED_TYPES = ("retracted publication",)
_RELATIONS: tuple[tuple[StatusKind, tuple[str, ...]], ...] = (
    ("retracted", ("RetractionIn", "RetractedandRepublishedIn")),
    (
        "notice",
        (
            "RetractionOf",
            "ExpressionOfConcernFor",
            "ErratumFor",
            "CorrectionFor",
            "PartialRetractionOf",
        ),
    ),
    ("concern", ("ExpressionOfConcernIn",)),
    (
        "corrected",
        (
            "ErratumIn",
            "CorrectionIn",
            "PartialRetractionIn",
            "CorrectedandRepublishedIn",
            "CorrectedandRepublishedFrom",
            "RetractedandRepublishedFrom",
        ),
    ),
)
# The date within a reference: `J Clin Invest. 2020 Jan 3;130(1):5`.
_DATE = re.compile(r"\b((?:19|20)\d\d(?: [A-Z][a-z]{2}(?: \d{1,2})?)?)(?=[;:.,]|$)")


def publication_status(
    origin: str, types: Iterable[str], relations: Iterable[Relation]
) -> Status | None:
    """The status that publication types and relations tell; `origin` is the service they are from.

    The date is that of the notice, where its reference has one.
    """
    kinds = {kind.casefold(): kind for kind in types}
    known = list(relations)
    notice = next((kinds[kind] for kind in _NOTICE_TYPES if kind in kinds), None)
    if notice:
        return Status("notice", None, f"{origin}, publication type: {notice}")
    for kind, names in _RELATIONS:
        relation = next((one for name in names for one in known if _is(one, name)), None)
        if relation:
            date = _DATE.search(relation.reference)
            source = f"{origin}, {relation.kind}: {relation.reference}".rstrip(": ")
            return Status(kind, iso_date(date[1]) if date else None, source)
        if kind == "retracted" and kinds.keys() & set(_RETRACTED_TYPES):
            return Status(kind, None, f"{origin}, publication type: {kinds[_RETRACTED_TYPES[0]]}")
    return None


def _is(relation: Relation, kind: str) -> bool:
    return "".join(relation.kind.split()).casefold() == kind.casefold()
