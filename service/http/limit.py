"""The limit on a request's body."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.problem import ProblemError, problem_response

LARGEST_UPLOAD = 50_000_000
LARGEST_BODY = 1_000_000
LARGEST_CHAT = 10_000_000
"""Clients of chat routes send the whole conversation each time."""


class BodyLimit:
    """ASGI middleware that refuses bodies over a number of bytes with 413.

    A body whose length is announced is refused before any of it is read, others as soon as they
    are too long. The server reads on and throws away what a client goes on sending, so that the
    client is not cut off before it can read the answer.
    """

    def __init__(self, app: ASGIApp, uploads: Mapping[str, int], default: int) -> None:
        self._app = app
        self._uploads = uploads
        self._default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its body counted."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._uploads.get(scope["path"], self._default)
        announced = Headers(scope=scope).get("content-length", "0")
        if int(announced) > limit:
            problem = _too_large(limit, f"{int(announced):,} bytes")
            response = problem_response(problem, scope["path"])
            await response(scope, receive, send)
            return
        await self._app(scope, _counted(receive, limit), send)


def _counted(receive: Receive, limit: int) -> Receive:
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise _too_large(limit, f"more than {limit:,} bytes")
        return message

    return counted


def _too_large(limit: int, size: str) -> ProblemError:
    return ProblemError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"The body has {size}; at most {limit:,} are taken in one request. Send less at a time."
        " Files of any size are taken on the command line: anagen ingest FILE",
    )
