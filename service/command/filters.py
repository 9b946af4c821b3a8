"""The options that say which documents may be found, the same for all commands that search."""

from collections.abc import Callable
from inspect import Parameter, signature
from typing import Annotated, Any, get_args

from typer import Option

from embeddings.filters import Filters
from seeds.design import StudyType
from seeds.document import Kind
from seeds.identifier import normal_id
from service.error import InputError

Names = list[str] | None


def filters_from(
    year_from: Annotated[
        int | None, Option(metavar="YEAR", help="Only documents of this year or later.")
    ] = None,
    year_to: Annotated[
        int | None, Option(metavar="YEAR", help="Only documents of this year or earlier.")
    ] = None,
    journal: Annotated[
        Names, Option(metavar="NAME", help="Only documents of this journal (repeatable).")
    ] = None,
    kind: Annotated[
        Names, Option(metavar="KIND", help="Only abstract, summary or snippet (repeatable).")
    ] = None,
    study_type: Annotated[
        Names,
        Option(
            metavar="TYPE",
            help="Only studies of this type, such as randomised_trial, cohort or case_report"
            " (repeatable).",
        ),
    ] = None,
    species: Annotated[
        Names,
        Option(
            metavar="NAME",
            help="Only studies of this species, such as human or mouse (repeatable).",
        ),
    ] = None,
    language: Annotated[
        Names, Option(metavar="CODE", help="Only documents in this language (repeatable).")
    ] = None,
    doc_id: Annotated[
        Names, Option(metavar="ID", help="Only this document, by id or alias (repeatable).")
    ] = None,
    exclude_retracted: Annotated[
        bool,
        Option(
            "--exclude-retracted/--no-exclude-retracted",
            help="Leave out works that were retracted.",
        ),
    ] = True,
) -> Filters:
    """The filters that options ask for. Raises `InputError` for what no document can meet."""
    for name, year in (("--year-from", year_from), ("--year-to", year_to)):
        if year is not None and not 1 <= year <= 9999:
            raise InputError(f"{name} is {year}; a year is from 1 to 9999.")
    if year_from and year_to and year_from > year_to:
        raise InputError(f"--year-from {year_from} is after --year-to {year_to}: swap them.")
    return Filters(
        year_from=year_from,
        year_to=year_to,
        journal=tuple(journal or ()),
        kind=_among("--kind", "kinds", kind, get_args(Kind)),
        study_type=_among("--study-type", "study types", study_type, get_args(StudyType)),
        species=tuple(name.strip().lower() for name in species or ()),
        language=tuple(language or ()),
        doc_ids=tuple(map(normal_id, doc_id)) if doc_id else None,
        exclude_retracted=exclude_retracted,
    )


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """A command that has, in the place of its parameter `filters`, the options of `filters_from`.

    Typer reads options from a signature and gives them by name: this one is put together.
    """
    made: Callable[..., Filters] = filters_from
    options = signature(made).parameters

    def run(**given: object) -> None:
        asked = {name: given.pop(name) for name in options}
        command(**given, filters=made(**asked))

    parameters: list[Parameter] = []
    for parameter in signature(command).parameters.values():
        put = options.values() if parameter.name == "filters" else (parameter,)
        parameters += [one.replace(kind=Parameter.KEYWORD_ONLY) for one in put]
    described: Any = run
    described.__signature__ = signature(command).replace(parameters=parameters)
    run.__doc__ = command.__doc__
    return run


def _among(option: str, what: str, given: Names, known: tuple[str, ...]) -> tuple[str, ...]:
    for name in given or ():
        if name not in known:
            raise InputError(f"{option} is {name!r}; {what} are {', '.join(known)}.")
    return tuple(given or ())
