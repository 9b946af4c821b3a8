"""The command `collect`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from typer import Argument, Option

from service.bookmark import Bookmark
from service.bootstrap import ServiceName, encoder_of, live_service, new_collection
from service.collecting import collect as collect_into
from service.command.ingestion import conclude
from service.command.options import CollectionOption, JsonOption
from service.error import InputError
from service.settings import read_settings

_LONGEST_QUERY = 4_000


def collect(
    service: Annotated[
        ServiceName, Argument(metavar="SERVICE", help="europepmc or pubmed.", show_default=False)
    ],
    query: Annotated[str, Argument(metavar="QUERY", help="In the syntax of the service.")],
    maximum: Annotated[int, Option("--max", metavar="N", help="Documents at most.")] = 1_000,
    since: Annotated[
        str | None,
        Option(metavar="DATE", help="Only what is new or changed since (YYYY-MM-DD)."),
    ] = None,
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """Add the documents that a live service finds.

    An interrupted collect goes on where it stopped when it is run again.
    """
    query, day = _checked(query, maximum, since)
    settings = read_settings(collection)
    with (
        live_service(settings, service) as live,
        new_collection(settings, encoder_of(settings)) as documents,
        _progress() as heard,
    ):
        search = live.search(query, day)
        bookmark = Bookmark(settings.collection, search)
        report = collect_into(documents, live, search, maximum, bookmark, heard)
    conclude(report, json)


def _checked(query: str, maximum: int, since: str | None) -> tuple[str, date | None]:
    query = query.strip()
    if not query:
        raise InputError("The query is empty: say what to look for.")
    if len(query) > _LONGEST_QUERY:
        raise InputError(f"The query is longer than {_LONGEST_QUERY:,} characters: divide it.")
    if maximum < 1:
        raise InputError(f"--max is {maximum}; it must be 1 or more.")
    try:
        return query, date.fromisoformat(since) if since else None
    except ValueError as error:
        raise InputError(f"--since is {since!r}; a date is written 2024-11-25.") from error


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Shows how many documents are in, of how many, on a terminal."""
    console = Console(stderr=True)
    with Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents"),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    ) as progress:
        task = progress.add_task("", total=None)
        yield lambda durable, expected: progress.update(task, completed=durable, total=expected)
