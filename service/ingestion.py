"""Ingestion: from what was read to the collection, with a report."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from embeddings.collection import Changes, Collection, Fate, Merged
from seeds.appraisal import evidence_of
from seeds.document import Document
from seeds.page import Deletion, Found, Rejection
from seeds.status import Marking
from service.report import FileReport, Report, TableReport


def _unheard(_ids: Sequence[str]) -> None: ...


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
    account = _Account()
    deleted: list[str] = []
    for are_deletions, run in groupby(account.taken(found), _is_deletion):
        if are_deletions:
            deleted += collection.delete([one.id for one in run])
        else:
            documents = (one for one in run if isinstance(one, Document))
            account.add(collection.add(documents, acknowledge, _appraised))
    return account.report(deleted)


def mark(collection: Collection, source: str, found: Iterable[Marking | Rejection]) -> Report:
    """Keep what a table says of the status of works, and report what of it was refused.

    Raises `CollectionError` where the collection cannot take it.
    """
    rejected: list[Rejection] = []
    marked = collection.mark(source, _markings(found, rejected))
    return Report((), (), 0, tuple(rejected), tables=(TableReport(source, marked),))


class _Account:
    """What an ingestion has read and changed up to now."""

    def __init__(self) -> None:
        self._rejected: list[Rejection] = []
        self._added: dict[str, None] = {}
        self._updated: dict[str, None] = {}
        self._merged: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        self._readers: dict[str, str | None] = {}
        self._fates: defaultdict[str, Counter[Fate]] = defaultdict(Counter)
        self._without_abstract: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()

    def taken(self, found: Iterable[Found]) -> Iterator[Document | Deletion]:
        """What was read, but for what was refused."""
        for one in found:
            if isinstance(one, Rejection):
                self._readers.setdefault(one.source, None)
                self._refused[one.source] += 1
                self._rejected.append(one)
            elif isinstance(one, Document):
                self._count(one)
                yield replace(one, evidence=None)
            else:
                yield one

    def _count(self, document: Document) -> None:
        source = next(iter(document.sources), None)
        location = source.location if source else ""
        self._readers[location] = source.reader if source else None
        self._without_abstract[location] += not document.text

    def add(self, changes: Changes) -> None:
        """Count what was changed."""
        self._added |= dict.fromkeys(changes.added)
        self._updated |= dict.fromkeys(changes.updated)
        for work in changes.merged:
            self._merged[work.id] += work.origins
        for location, fates in changes.fates.items():
            self._fates[location].update(fates)

    def report(self, deleted: Sequence[str]) -> Report:
        """The report of all that."""
        return Report(
            added=tuple(self._added),
            updated=tuple(self._updated),
            unchanged=sum(fates[Fate.UNCHANGED] for fates in self._fates.values()),
            rejected=tuple(self._rejected),
            merged=tuple(Merged(name, origins) for name, origins in self._merged.items()),
            deleted=tuple(deleted),
            files=tuple(self._files()),
        )

    def _files(self) -> Iterator[FileReport]:
        for location, reader in self._readers.items():
            yield FileReport(
                location,
                reader,
                self._fates[location],
                self._without_abstract[location],
                self._refused[location],
            )


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
