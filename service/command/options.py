"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

from typer import Option

from embeddings.filters import Filters
from seeds.identifier import normal_id
from service.error import InputError

_KINDS = ("abstract", "summary", "snippet")

CollectionOption = Annotated[
    Path | None,
    Option(
        "--collection",
        metavar="DIR",
        help="The collection's folder. [default: $ANAGEN_COLLECTION, or var/collection]",
    ),
]
JsonOption = Annotated[bool, Option("--json", help="Print the JSON that HTTP gives.")]
TopKOption = Annotated[int, Option("--top-k", metavar="N", help="Passages to take into account.")]
YearFromOption = Annotated[
    int | None, Option("--year-from", metavar="YEAR", help="Only documents of this year or later.")
]
YearToOption = Annotated[
    int | None, Option("--year-to", metavar="YEAR", help="Only documents of this year or earlier.")
]
JournalOption = Annotated[
    list[str] | None,
    Option("--journal", metavar="NAME", help="Only documents of this journal (repeatable)."),
]
KindOption = Annotated[
    list[str] | None,
    Option("--kind", metavar="KIND", help="Only abstract, summary or snippet (repeatable)."),
]
LanguageOption = Annotated[
    list[str] | None,
    Option("--language", metavar="CODE", help="Only documents in this language (repeatable)."),
]
DocIdOption = Annotated[
    list[str] | None,
    Option("--doc-id", metavar="ID", help="Only this document, by id or alias (repeatable)."),
]


def filters_from(
    year_from: int | None,
    year_to: int | None,
    journal: list[str] | None,
    kind: list[str] | None,
    language: list[str] | None,
    doc_id: list[str] | None,
) -> Filters:
    """The filters that options ask for. Raises `InputError` for what no document can meet."""
    for name, year in (("--year-from", year_from), ("--year-to", year_to)):
        if year is not None and not 1 <= year <= 9999:
            raise InputError(f"{name} is {year}; a year is from 1 to 9999.")
    if year_from and year_to and year_from > year_to:
        raise InputError(f"--year-from {year_from} is after --year-to {year_to}: swap them.")
    for name in kind or ():
        if name not in _KINDS:
            raise InputError(f"--kind is {name!r}; kinds are {', '.join(_KINDS)}.")
    return Filters(
        year_from=year_from,
        year_to=year_to,
        journal=tuple(journal or ()),
        kind=tuple(kind or ()),
        language=tuple(language or ()),
        doc_ids=tuple(map(normal_id, doc_id)) if doc_id else None,
    )
