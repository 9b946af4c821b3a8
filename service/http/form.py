"""Forms: uploads as they come in."""

import tempfile
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from fastapi import Request
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser

from service.http.body import content_type
from service.http.problem import ProblemError

_EXAMPLE = "Send each file as a part of a form; with curl: -F file=@PAPER.txt"


@asynccontextmanager
async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The parts of a form, at least one; a `ProblemError` says why there are none."""
    if content_type(request) != "multipart/form-data":
        raise ProblemError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"The body must be multipart/form-data. {_EXAMPLE}"
        )
    try:
        form = await _Parser(request).parse()
    except MultiPartException as error:
        reason = error.message.rstrip(".")
        raise ProblemError(
            HTTPStatus.BAD_REQUEST, f"The form cannot be read: {reason}. {_EXAMPLE}"
        ) from error
    except OSError as error:
        raise ProblemError(
            HTTPStatus.CONFLICT,
            f"The upload cannot be kept while it is read ({error.strerror}): the server needs room"
            f" in {tempfile.gettempdir()}.",
        ) from error
    try:
        if not form:
            raise ProblemError(
                HTTPStatus.UNPROCESSABLE_ENTITY, f"The form holds no file. {_EXAMPLE}"
            )
        yield form
    finally:
        await form.close()


class _Parser(MultiPartParser):
    """Starlette's parser, which would pass over a last part that is cut off."""

    def __init__(self, request: Request) -> None:
        super().__init__(request.headers, self._until_end(request))
        self._ended = False

    def on_end(self) -> None:
        self._ended = True

    async def _until_end(self, request: Request) -> AsyncGenerator[bytes, None]:
        async for data in request.stream():
            yield data
        if not self._ended:
            raise MultiPartException("it ends before its closing boundary")
