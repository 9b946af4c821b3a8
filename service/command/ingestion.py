"""The command `ingest`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from typer import Argument, Exit

from embeddings.collection import Collection
from seeds.collect.address import is_address
from seeds.collect.web import Web
from seeds.page import Found, Rejection
from seeds.reading import read_file, source_files
from service.bootstrap import encoder_of, new_collection
from service.command.options import CollectionOption, JsonOption
from service.command.terminal import print_json, print_lines, warn
from service.ingestion import Report, ingest, report_json
from service.settings import read_settings


def ingest_sources(
    sources: Annotated[
        list[str],
        Argument(
            metavar="SOURCE",
            help="Files, directories of files, and addresses (with ANAGEN_ALLOW_FETCH=true).",
        ),
    ],
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """Add the documents of files and of pages on the web.

    The collection is made where there is none. What cannot be read is named, and the rest goes in.
    """
    settings = read_settings(collection)
    with new_collection(settings, encoder_of(settings)) as documents:
        report = ingested(sources, documents, settings.allow_fetch)
    conclude(report, json)


def ingested(sources: Sequence[str], collection: Collection, may_fetch: bool) -> Report:
    """The report of files, then pages, read into the collection, with progress on a terminal."""
    with _progress() as progress:
        files = list(source_files([Path(name) for name in sources if not is_address(name)]))
        pages = list(dict.fromkeys(name for name in sources if is_address(name)))
        task = progress.add_task("", total=len(files) + len(pages), documents=0)
        durable = 0

        def acknowledge(ids: Sequence[str]) -> None:
            nonlocal durable
            durable += len(ids)
            progress.update(task, documents=durable)

        def found() -> Iterator[Found]:
            for file in files:
                if isinstance(file, Rejection):
                    yield file
                else:
                    yield from read_file(file)
                progress.advance(task)
            for address in pages:
                yield from Web().read(address) if may_fetch else [_not_fetched(address)]
                progress.advance(task)

        return ingest(collection, found(), acknowledge)


def _not_fetched(address: str) -> Rejection:
    reason = (
        "addresses are not fetched unless that is allowed: set ANAGEN_ALLOW_FETCH=true, or save"
        " the page and name the file"
    )
    return Rejection(address, "address", reason)


def conclude(report: Report, as_json: bool) -> None:
    """Print what an ingestion did, and end with 2 where something was refused."""
    if as_json:
        print_json(report_json(report))
    else:
        print_report(report)
    if report.rejected:
        raise Exit(2)


def print_report(report: Report) -> None:
    """What an ingestion did, in a line, and each refusal as a line on standard error."""
    deleted = f" deleted {len(report.deleted):,}," if report.deleted else ""
    print_lines(
        [
            f"Added {len(report.added):,}, updated {len(report.updated):,},"
            f" unchanged {report.unchanged:,},{_merged(report)}{deleted}"
            f" rejected {len(report.rejected):,}."
        ]
    )
    for rejection in report.rejected:
        warn(f"{rejection.source}: {rejection.place}: {rejection.reason}")


def _merged(report: Report) -> str:
    count = sum(len(work.origins) for work in report.merged)
    return f" merged {count:,}," if count else ""


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[documents]} documents"),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
