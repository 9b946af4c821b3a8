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
class Marking:
    """What a row of a table says of the status of works, by their ids; `key` is the row's own."""

    key: str
    statuses: tuple[tuple[str, Status], ...]


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
_GRAVITY: tuple[StatusKind, ...] = ("reinstated", "corrected", "concern", "notice", "retracted")
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


def prevailing(statuses: Iterable[Status]) -> Status | None:
    """What holds where several say something of a work, in whatever order; None where none does.

    The latest counts, and among those that may be the latest (on one day, undated, or dated less
    exactly) the gravest. But a retraction is lifted by a later reinstatement alone, and a notice
    is one for ever.
    """
    said = list(statuses)
    lifted = max((_first_day(one) for one in said if one.kind == "reinstated"), default="")
    for kind in ("retracted", "notice"):
        if standing := [
            one
            for one in said
            if one.kind == kind and (kind == "notice" or _last_day(one) >= lifted)
        ]:
            return max(standing, key=_order)
    others = [one for one in said if one.kind != "retracted"]
    latest = max(map(_first_day, others), default="")
    return max((one for one in others if _last_day(one) >= latest), key=_order, default=None)


def _order(status: Status) -> tuple[int, str, str]:
    return _GRAVITY.index(status.kind), status.date or "", status.source


def _first_day(status: Status) -> str:
    return (status.date or "0000").ljust(10, "-")


def _last_day(status: Status) -> str:
    return (status.date or "9999").ljust(10, "~")


def _is(relation: Relation, kind: str) -> bool:
    return "".join(relation.kind.split()).casefold() == kind.casefold()
