"""RIS: what Zotero, EndNote and Mendeley import."""

import re
from collections.abc import Sequence

import rispy

from service.export.name import Name
from service.export.work import Work, WorkType

_TYPES: dict[WorkType, str] = {
    "article": "JOUR",
    "chapter": "CHAP",
    "conference": "CPAPER",
    "thesis": "THES",
    "preprint": "UNPB",
    "webpage": "ELEC",
}
# rispy numbers the works in lines of their own, which the format does not have.
_NUMBER = re.compile(r"^\d+\.\n(?=TY  - )", re.MULTILINE)


def ris(works: Sequence[Work]) -> str:
    """The works as RIS, a tag a line."""
    return _NUMBER.sub("", rispy.dumps([_tags(work) for work in works]))


def _tags(work: Work) -> dict[str, str | list[str]]:
    parts = work.date_parts
    tags: dict[str, str | list[str] | None] = {
        "type_of_reference": _TYPES[work.type],
        "id": work.key,
        "title": work.title,
        "authors": [_author(name) for name in work.authors],
        "secondary_title": work.container,
        "year": str(parts[0]) if parts else None,
        "date": "/".join([*(f"{part:02}" for part in parts), *[""] * (4 - len(parts))]),
        "doi": work.doi,
        "accession_number": work.pmid,
        # Without it the accession number would be anybody's.
        "name_of_database": "PubMed" if work.pmid else None,
        "custom2": work.pmcid,
        "urls": [work.url] if work.url else [],
        "language": work.language,
        "notes": list(work.remarks),
    }
    return {tag: value for tag, value in tags.items() if value and value != "///"}


def _author(name: Name) -> str:
    """`Smith, John, Jr`; a group's name ends with a comma, so that nobody parts it."""
    if not name.given:
        return f"{name.family},"
    return ", ".join(part for part in (name.family, name.given, name.suffix) if part)
