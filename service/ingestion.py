"""Ingestion: from what was read to the collection, with a report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any

from embeddings.collection import Collection, Marked, Merged
from seeds.appraisal import evidence_of
from seeds.document import Document
from seeds.page import Deletion, Found, Rejection
from seeds.status import Marking


def _unheard(_ids: Sequence[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class TableReport:
    """What a table of editorial status did, and from which file it was read."""

    source: str
    marked: Marked


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingestion did: ids added and updated, documents unchanged, merged and refused.

    `deleted` are the ids of documents that were there and that a source says are to go, `tables`
    what tables of editorial status did.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: int
    rejected: tuple[Rejection, ...]
    merged: tuple[Merged, ...] = ()
    deleted: tuple[str, ...] = ()
    tables: tuple[TableReport, ...] = ()

    @property
    def read(self) -> int:
        """Documents that were read, changed or not."""
        merged = sum(len(work.origins) for work in self.merged)
        return len(self.added) + len(self.updated) + self.unchanged + merged


def ingest(
    collection: Collection,
    found: Iterable[Found],
    acknowledge: Callable[[Sequence[str]], None] = _unheard,
) -> Report:
    """Add documents as they are read, delete those that sources take back, report what was refused.

    What kind of evidence a document is, is told by its text and fields, whoever sent it.
    A deletion holds for what was read before it, not for what comes after.
    `acknowledge` hears the ids of a batch once it is durable. Raises `CollectionError` where the
    collection cannot take them; what was acknowledged before stays.
    """
    added: list[str] = []
    updated: list[str] = []
    unchanged = 0
    merged: list[Merged] = []
    deleted: list[str] = []
    rejected: list[Rejection] = []
    for are_deletions, run in groupby(_taken(found, rejected), _is_deletion):
        if are_deletions:
            deleted += collection.delete([one.id for one in run])
            continue
        documents = (one for one in run if isinstance(one, Document))
        changes = collection.add(documents, acknowledge, _appraised)
        added += changes.added
        updated += changes.updated
        unchanged += changes.unchanged
        merged += changes.merged
    return Report(
        tuple(added), tuple(updated), unchanged, tuple(rejected), tuple(merged), tuple(deleted)
    )


def mark(collection: Collection, source: str, found: Iterable[Marking | Rejection]) -> Report:
    """Keep what a table says of the status of works, and report what of it was refused.

    Raises `CollectionError` where the collection cannot take it.
    """
    rejected: list[Rejection] = []
    marked = collection.mark(source, _markings(found, rejected))
    return Report((), (), 0, tuple(rejected), tables=(TableReport(source, marked),))


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


def _taken(found: Iterable[Found], rejected: list[Rejection]) -> Iterator[Document | Deletion]:
    for one in found:
        if isinstance(one, Rejection):
            rejected.append(one)
        elif isinstance(one, Document):
            yield replace(one, evidence=None)
        else:
            yield one


def _appraised(document: Document) -> Document:
    return replace(document, evidence=evidence_of(document))


def _markings(found: Iterable[Marking | Rejection], rejected: list[Rejection]) -> Iterator[Marking]:
    for one in found:
        if isinstance(one, Rejection):
            rejected.append(one)
        else:
            yield one


def _is_deletion(one: Document | Deletion) -> bool:
    return isinstance(one, Deletion)
