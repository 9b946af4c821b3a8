"""Collecting: from the results of a live service to the collection, with a report."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from embeddings.collection import Collection
from seeds.collect.live import LiveService, Position, Result, Search, collected
from seeds.document import Document
from service.bookmark import Bookmark
from service.ingestion import ingest
from service.report import Report


def collect(
    collection: Collection,
    service: LiveService,
    search: Search,
    maximum: int,
    bookmark: Bookmark,
    heard: Callable[[int, int], None],
) -> Report:
    """Add the results of a search, `maximum` documents at most, going on from the bookmark.

    The bookmark moves once what is before it is durable. `heard` hears how many documents were
    taken in, those of earlier runs too, and how many there will be. Raises `CollectionError`.
    """
    start = bookmark.read()
    marks = _Marks(bookmark)
    expected = maximum

    def found() -> Iterator[Result]:
        nonlocal expected
        for step in collected(service, search, maximum, start):
            expected = step.expected
            heard(start.taken + marks.durable, expected)
            yield from step.found
            marks.pass_by(sum(isinstance(one, Document) for one in step.found), step.position)

    def acknowledge(ids: Sequence[str]) -> None:
        marks.advance(len(ids))
        heard(start.taken + marks.durable, expected)

    return ingest(collection, found(), acknowledge)


class _Marks:
    """Positions that were passed, each kept once all documents before it are durable."""

    def __init__(self, bookmark: Bookmark) -> None:
        self._bookmark = bookmark
        self._waiting: deque[tuple[int, Position | None]] = deque()
        self._given = 0
        self.durable = 0

    def pass_by(self, documents: int, position: Position | None) -> None:
        """So many documents more were given, and led to a position."""
        self._given += documents
        self._waiting.append((self._given, position))
        self._keep()

    def advance(self, documents: int) -> None:
        """So many documents more are durable."""
        self.durable += documents
        self._keep()

    def _keep(self) -> None:
        while self._waiting and self._waiting[0][0] <= self.durable:
            _, position = self._waiting.popleft()
            self._bookmark.keep(position)
