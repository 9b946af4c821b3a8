"""CSL-JSON: what Zotero, pandoc and citation processors read."""

import json
from collections.abc import Sequence
from typing import Any

from service.export.name import Name
from service.export.work import Work, WorkType

_TYPES: dict[WorkType, str] = {
    "article": "article-journal",
    "chapter": "chapter",
    "conference": "paper-conference",
    "thesis": "thesis",
    "preprint": "article",
    "webpage": "webpage",
}


def csl_json(works: Sequence[Work]) -> str:
    """The works as a JSON list."""
    return json.dumps([csl_of(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def csl_of(work: Work) -> dict[str, Any]:
    """A work in CSL's fields."""
    values = {
        "id": work.key,
        "type": _TYPES[work.type],
        "title": work.title,
        "author": [_name(name) for name in work.authors],
        "container-title": work.container,
        "issued": {"date-parts": [list(work.date_parts)]} if work.published else None,
        "DOI": work.doi,
        "PMID": work.pmid,
        "PMCID": work.pmcid,
        "URL": work.url,
        "language": work.language,
        "note": work.note,
    }
    return {name: value for name, value in values.items() if value}


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    values = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in values.items() if value}
