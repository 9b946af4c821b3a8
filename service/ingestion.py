"""Ingestion: from what was read to the collection, with a report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any

from embeddings.collection import Collection, Merged
from seeds.appraisal import evidence_of
from seeds.document import Document
from seeds.page import Deletion, Found, Rejection


def _unheard(_ids: Sequence[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingestion did: ids added and updated, documents unchanged, merged and refused.

    `deleted` are the ids of documents that were there and that a source says are to go.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: int
    rejected: tuple[Rejection, ...]
    merged: tuple[Merged, ...] = ()
    deleted: tuple[str, ...] = ()

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
        changes = collection.add((one for one in run if isinstance(one, Document)), acknowledge)
        added += changes.added
        updated += changes.updated
        unchanged += changes.unchanged
        merged += changes.merged
    return Report(
        tuple(added), tuple(updated), unchanged, tuple(rejected), tuple(merged), tuple(deleted)
    )


def report_json(report: Report) -> dict[str, Any]:
    """The report in the shape that HTTP and the command line give, whose keys are fixed."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "merged": [{"id": work.id, "from": work.origins} for work in report.merged],
        "rejected": [asdict(rejection) for rejection in report.rejected],
    }


def _taken(found: Iterable[Found], rejected: list[Rejection]) -> Iterator[Document | Deletion]:
    for one in found:
        if isinstance(one, Rejection):
            rejected.append(one)
        elif isinstance(one, Document):
            yield replace(one, evidence=evidence_of(one))
        else:
            yield one


def _is_deletion(one: Document | Deletion) -> bool:
    return isinstance(one, Deletion)
