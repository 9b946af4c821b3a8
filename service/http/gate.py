"""The gate: how many go through at a time, how many wait, and for how long."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from anyio import CapacityLimiter, WouldBlock, fail_after

_NEWEST = 0.1
"""What the latest passage weighs in the mean."""


class FullError(Exception):
    """There is no room, and none came in time; `seconds` from now there may be."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"There is no room for {seconds:.1f} seconds.")
        self.seconds = seconds


class Gate:
    """Room for some; `queue` more wait for it in turn, each `wait` seconds at most."""

    def __init__(self, room: int, queue: int, wait: float) -> None:
        self._room = CapacityLimiter(room)
        self._queue = queue
        self._wait = wait
        self._mean = 0.0
        self.waiting = 0

    @property
    def in_flight(self) -> int:
        """How many are through and not yet done."""
        return int(self._room.borrowed_tokens)

    @asynccontextmanager
    async def passage(self) -> AsyncIterator[None]:
        """Room, given back at the end. Raises `FullError`, at once where the queue is full."""
        borrower = object()
        try:
            self._room.acquire_on_behalf_of_nowait(borrower)
        except WouldBlock:
            await self._queued(borrower)
        started = monotonic()
        try:
            yield
        finally:
            self._room.release_on_behalf_of(borrower)
            self._mean += _NEWEST * (monotonic() - started - self._mean)

    async def _queued(self, borrower: object) -> None:
        if self.waiting >= self._queue:
            raise FullError(self._until_room())
        self.waiting += 1
        try:
            with fail_after(self._wait):
                await self._room.acquire_on_behalf_of(borrower)
        except TimeoutError as error:
            raise FullError(self._until_room()) from error
        finally:
            self.waiting -= 1

    def _until_room(self) -> float:
        return self._mean * (self.waiting + 1) / self._room.total_tokens
