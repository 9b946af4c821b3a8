"""A live service: searches, and their results batch by batch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from seeds.collect.transport import RefusedError, ServiceError
from seeds.document import Document
from seeds.page import Rejection
from seeds.reading import read_bytes

Result = Document | Rejection

_LARGEST_BATCH = 200


@dataclass(frozen=True, slots=True)
class Search:
    """A query in the words of a service; `since` asks only for what is new or changed since then.

    `location` is the address of the search, without pages, dates and keys: by it, what the search
    brought is known.
    """

    query: str
    since: date | None
    location: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Results of a search that follow each other.

    `given` counts what the service gave, `total` what it says there is. `next` is where the next
    begins, in the service's own words, None at the end.
    """

    found: tuple[Result, ...]
    given: int
    total: int
    next: str | None


class LiveService(Protocol):
    """A service that is searched; `most` is how many results of a search it gives, if bounded."""

    most: int | None

    def search(self, query: str, since: date | None) -> Search:
        """The search for a query."""

    def batch(self, search: Search, position: str | None, size: int) -> Batch:
        """The `size` results from a position on, None at the beginning. Raises `ServiceError`."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far a search was followed: results given, documents taken, and where the next begins."""

    given: int = 0
    taken: int = 0
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one batch brought, each document once, and where it led.

    `position` is None once the search is at its end, and that from before where the service failed.
    `expected` is the number of documents that there will be.
    """

    found: tuple[Result, ...]
    position: Position | None
    expected: int


def collected(
    service: LiveService, search: Search, maximum: int, position: Position
) -> Iterator[Step]:
    """The results of a search, `maximum` documents at most, from a position on.

    A service that fails ends it with a refusal that names the address, what came and the remedy.
    """
    seen: set[str] = set()
    visited: set[str | None] = {position.next}
    while position.taken < maximum:
        try:
            batch = _batch(service, search, maximum, position, seen)
        except ServiceError as error:
            if isinstance(error, RefusedError) and position.next is not None and not seen:
                position = Position()  # the service has forgotten what an earlier run began
                continue
            yield _failed(error, position)
            return
        found = _new(batch.found, seen, maximum - position.taken)
        given = position.given + batch.given * _is_new(batch, seen)
        seen |= _ids(found)
        taken = position.taken + len(_ids(found))
        is_end = batch.next is None or batch.next in visited or not batch.given
        if is_end and taken < maximum:
            found += _missing(service, search, given, batch.total)
        visited.add(batch.next)
        position = Position(given, taken, batch.next)
        done = is_end or taken >= maximum
        yield Step(found, None if done else position, min(maximum, batch.total))
        if is_end:
            return


def read_results(search: Search, data: bytes, first: int, count: int) -> tuple[Result, ...]:
    """The documents of a service's reply, and what of it cannot be read."""
    results = f"results {first + 1:,}-{first + count:,}"
    found: list[Result] = []
    for one in read_bytes(search.location, data):
        if isinstance(one, Rejection):
            found.append(replace(one, place=f"{results}, {one.place}"))
        elif isinstance(one, Document):
            placed = (replace(read, place=f"{results}, {read.place}") for read in one.sources)
            found.append(replace(one, sources=tuple(placed)))
    return tuple(found)


def _batch(
    service: LiveService, search: Search, maximum: int, position: Position, seen: set[str]
) -> Batch:
    """The batch at a position; one that brings nothing before the end is asked for once more."""
    size = min(_LARGEST_BATCH, maximum - position.taken)
    batch = service.batch(search, position.next, size)
    if _is_new(batch, seen) or position.given >= _within(service, batch.total):
        return batch
    return service.batch(search, position.next, size)


def _is_new(batch: Batch, seen: set[str]) -> bool:
    """Whether a batch brings anything that was not seen before."""
    ids = _ids(batch.found)
    return not ids <= seen or (batch.given > 0 and not ids)


def _ids(found: Iterable[Result]) -> set[str]:
    return {one.id for one in found if isinstance(one, Document)}


def _new(found: Iterable[Result], seen: set[str], room: int) -> tuple[Result, ...]:
    """What was not seen before, each document once, and `room` of them."""
    kept: dict[str, Document] = {}
    refused: list[Rejection] = []
    for one in found:
        if isinstance(one, Rejection):
            refused.append(one)
        elif one.id not in seen and len(kept) < room:
            kept.setdefault(one.id, one)
    return (*kept.values(), *refused)


def _missing(service: LiveService, search: Search, given: int, total: int) -> tuple[Rejection, ...]:
    """What the service says there is and does not give."""
    within = _within(service, total)
    if given < within:
        reason = f"the service says that there are {total:,} and gives no more: collect again later"
    elif within < total:
        reason = (
            f"the service gives the first {within:,} of {total:,} results of a search: ask for less"
            " at a time, for example for one year after the other"
        )
    else:
        return ()
    return (Rejection(search.location, f"after result {given:,}", reason),)


def _within(service: LiveService, total: int) -> int:
    return total if service.most is None else min(total, service.most)


def _failed(error: ServiceError, position: Position) -> Step:
    place = f"after result {position.given:,}"
    reason = f"{error.reason}; what came before is in, and the same command goes on from there"
    return Step((Rejection(error.address, place, reason),), position, position.taken)
