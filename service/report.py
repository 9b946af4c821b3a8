"""Reports: what an ingestion did, in all and with each file."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from embeddings.collection import Fate, Marked, Merged
from seeds.page import Rejection


@dataclass(frozen=True, slots=True)
class TableReport:
    """What a table of editorial status did, and from which file it was read."""

    source: str
    marked: Marked


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of a source, by the name of the reader that read it, if one did.

    Documents by their fate; how many of them have no abstract, so that they are found but never
    quoted; and how many places were refused.
    """

    source: str
    reader: str | None
    fates: Mapping[Fate, int]
    without_abstract: int
    refused: int

    @property
    def read(self) -> int:
        """Documents that were read, changed or not."""
        return sum(self.fates.values())


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingestion did: ids added and updated, documents unchanged, merged and refused.

    `deleted` are the ids of documents that were there and that a source says are to go, `tables`
    what tables of editorial status did, `files` what became of each source, in their order.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: int
    rejected: tuple[Rejection, ...]
    merged: tuple[Merged, ...] = ()
    deleted: tuple[str, ...] = ()
    tables: tuple[TableReport, ...] = ()
    files: tuple[FileReport, ...] = ()

    @property
    def read(self) -> int:
        """Documents that were read, changed or not."""
        return sum(one.read for one in self.files)

    @property
    def without_abstract(self) -> int:
        """How many of these have no abstract."""
        return sum(one.without_abstract for one in self.files)


def joined(reports: Iterable[Report]) -> Report:
    """Several reports as one."""
    every = list(reports)
    return Report(
        added=tuple(name for one in every for name in one.added),
        updated=tuple(name for one in every for name in one.updated),
        unchanged=sum(one.unchanged for one in every),
        rejected=tuple(rejection for one in every for rejection in one.rejected),
        merged=tuple(work for one in every for work in one.merged),
        deleted=tuple(name for one in every for name in one.deleted),
        tables=tuple(table for one in every for table in one.tables),
        files=tuple(file for one in every for file in one.files),
    )


def report_json(report: Report) -> dict[str, Any]:
    """The report in the shape that HTTP and the command line give.

    Its keys are fixed, but for `tables`, which is there where tables of editorial status were read.
    """
    tables = [{"source": one.source, **asdict(one.marked)} for one in report.tables]
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "merged": [{"id": work.id, "from": work.origins} for work in report.merged],
        "rejected": [asdict(rejection) for rejection in report.rejected],
        **({"tables": tables} if tables else {}),
    }
