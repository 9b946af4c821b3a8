"""The parts of the application that routes work with."""

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from threading import Event
from typing import Annotated, cast

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Depends, Request

from embeddings.collection import Collection
from seeds.page import Found
from service.anagen import Anagen
from service.http.problem import ProblemError
from service.ingestion import ingest
from service.report import Report


class Ingestions:
    """Ingestions one after the other, beside the event loop and never beyond the service's end.

    Those that wait take no threads from questions.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._turn = CapacityLimiter(1)
        self._ended = Event()

    async def run(self, found: Iterable[Found]) -> Report:
        """The report of an ingestion, or a `ProblemError` where the service ends meanwhile."""
        return await run_sync(
            lambda: ingest(self._collection, self._until_end(found)), limiter=self._turn
        )

    def end(self) -> None:
        """Let the ingestion under way end with what it has acknowledged, and no other begin."""
        self._ended.set()

    def _until_end(self, found: Iterable[Found]) -> Iterator[Found]:
        for one in found:
            if self._ended.is_set():
                raise ProblemError(
                    HTTPStatus.SERVICE_UNAVAILABLE,
                    "The service is ending. What it had taken in by now is kept; send all again"
                    " later: what is there already costs nothing.",
                )
            yield one


async def _anagen(request: Request) -> Anagen:
    return cast("Anagen", request.app.state.anagen)


async def _ingestions(request: Request) -> Ingestions:
    return cast("Ingestions", request.app.state.ingestions)


def address_of(request: Request) -> str:
    """The address that the service is reached at, for links; without a slash at its end."""
    return request.app.state.public_url or str(request.base_url).rstrip("/")


async def _address(request: Request) -> str:
    return address_of(request)


Served = Annotated[Anagen, Depends(_anagen)]
"""What the application was created with."""

Taking = Annotated[Ingestions, Depends(_ingestions)]
"""What takes documents in."""

Address = Annotated[str, Depends(_address)]
"""The address that the service is reached at, for links; without a slash at its end."""
