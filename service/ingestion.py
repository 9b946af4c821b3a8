"""Ingestion: from what was read to the collection, with a report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from embeddings.collection import Collection, Merged
from seeds.document import Document
from seeds.page import Rejection


def _unheard(_ids: Sequence[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingestion did: ids added and updated, documents unchanged, merged and refused."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: int
    rejected: tuple[Rejection, ...]
    merged: tuple[Merged, ...] = ()

    @property
    def read(self) -> int:
        """Documents that were read, changed or not."""
        merged = sum(len(work.origins) for work in self.merged)
        return len(self.added) + len(self.updated) + self.unchanged + merged


def ingest(
    collection: Collection,
    found: Iterable[Document | Rejection],
    acknowledge: Callable[[Sequence[str]], None] = _unheard,
) -> Report:
    """Add documents as they are read, and keep what was refused for the report.

    `acknowledge` hears the ids of a batch once it is durable. Raises `CollectionError` where the
    collection cannot take them; what was acknowledged before stays.
    """
    rejected: list[Rejection] = []
    changes = collection.add(_documents(found, rejected), acknowledge)
    return Report(
        changes.added, changes.updated, changes.unchanged, tuple(rejected), changes.merged
    )


def report_json(report: Report) -> dict[str, Any]:
    """The report in the shape that HTTP and the command line give."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "merged": [{"id": work.id, "from": work.origins} for work in report.merged],
        "rejected": [asdict(rejection) for rejection in report.rejected],
    }


def _documents(
    found: Iterable[Document | Rejection], rejected: list[Rejection]
) -> Iterator[Document]:
    for one in found:
        if isinstance(one, Rejection):
            rejected.append(one)
        else:
            yield one
