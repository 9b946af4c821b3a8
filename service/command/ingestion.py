"""The command `ingest`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from typer import Argument, Exit, Option

from embeddings.collection import Collection, Fate
from seeds.collect.address import is_address
from seeds.collect.web import Web
from seeds.page import Found, Rejection
from seeds.reading import location_of, read_file, read_statuses, source_files
from service.bootstrap import encoder_of, new_collection
from service.command.options import CollectionOption, JsonOption
from service.command.terminal import line_of, print_json, print_lines, warn
from service.error import InputError
from service.ingestion import ingest, mark
from service.report import FileReport, Report, joined, report_json
from service.settings import read_settings


def ingest_sources(
    sources: Annotated[
        list[str] | None,
        Argument(
            metavar="SOURCE",
            help="Files, directories of files, and addresses (with ANAGEN_ALLOW_FETCH=true).",
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        list[Path] | None,
        Option(
            metavar="FILE",
            help="A table of retractions and the like, in the columns of Retraction Watch, by which"
            " works are marked, also those that come later (repeatable).",
        ),
    ] = None,
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """Add the documents of files and of pages on the web.

    The collection is made where there is none. What cannot be read is named, and the rest goes in.
    """
    if not sources and not status:
        raise InputError("Name a SOURCE to read, or a table of editorial status: --status FILE.")
    settings = read_settings(collection)
    with new_collection(settings, encoder_of(settings)) as documents:
        reports = [
            *([ingested(sources, documents, settings.allow_fetch)] if sources else []),
            *(mark(documents, location_of(file), read_statuses(file)) for file in status or ()),
        ]
    report = joined(reports)
    if len(report.files) > 1 and not json:
        print_lines([_file_line(file) for file in report.files])
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
            *(
                f"{table.source}: {table.marked.rows:,} rows of editorial status,"
                f" {table.marked.matched:,} of works in the collection;"
                f" status changed: {len(table.marked.changed):,}."
                for table in report.tables
            ),
            f"Added {len(report.added):,}, updated {len(report.updated):,},"
            f" unchanged {report.unchanged:,},{_merged(report)}{deleted}"
            f" rejected {len(report.rejected):,}.",
            *_without_abstract(report),
        ]
    )
    for rejection in report.rejected:
        warn(f"{rejection.source}: {rejection.place}: {rejection.reason}")


def _file_line(file: FileReport) -> str:
    fates = [f"{fate} {file.fates[fate]:,}" for fate in Fate if file.fates.get(fate)]
    refused = [f"rejected {file.refused:,}"] if file.refused else []
    reader = f" ({file.reader})" if file.reader else ""
    told = ", ".join([f"read {file.read:,}", *fates, *refused])
    return f"{line_of(file.source)}{reader}: {told}."


def _without_abstract(report: Report) -> list[str]:
    count = report.without_abstract
    return [f"Without an abstract, so found but never quoted: {count:,}."] if count else []


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
