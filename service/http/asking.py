"""Asking: the events of an answer, drawn in a thread and never longer than somebody listens."""

from collections.abc import Generator

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from starlette.requests import ClientDisconnect

from service.answer import Answer
from service.event import Event, Waiting


class Asking:
    """The events of one answer, each drawn in one of the threads that are kept for that."""

    def __init__(self, events: Generator[Event, None, None], threads: CapacityLimiter) -> None:
        self._events = events
        self._threads = threads

    async def next(self) -> Event | None:
        """The next event; None behind the last."""
        return await to_thread.run_sync(next, self._events, None, limiter=self._threads)

    async def answer(self, request: Request) -> Answer:
        """The whole answer. Raises `ClientDisconnect` where nobody waits for it any more."""
        try:
            while True:
                event = await to_thread.run_sync(self._awaited, limiter=self._threads)
                if isinstance(event, Answer):
                    return event
                if await request.is_disconnected():
                    raise ClientDisconnect
        finally:
            self.close()

    def close(self) -> None:
        """End the work."""
        self._events.close()

    def _awaited(self) -> Event:
        """The next event at which there is something to wait for, or the answer."""
        return next(event for event in self._events if isinstance(event, Waiting | Answer))
