"""A chat with an OpenAI-compatible server: one request, tried again until its text begins."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from time import monotonic
from typing import Any

import httpx

from service.generation.completion import delta_of
from service.generation.event_lines import data_lines
from service.generation.generator import Fault, GeneratorError

ATTEMPTS = 3
LONGEST_TEXT = 5_000
"""Code points."""
_FIRST_WAIT = 0.25
"""Seconds before the second attempt; before each further one twice as long."""
_LARGEST_JSON = 1_000_000
_REMEDIES: Mapping[int, str] = {
    HTTPStatus.BAD_REQUEST: ": see ANAGEN_LLM__MODEL",
    HTTPStatus.UNAUTHORIZED: ": see ANAGEN_LLM__API_KEY",
    HTTPStatus.FORBIDDEN: ": see ANAGEN_LLM__API_KEY",
    HTTPStatus.NOT_FOUND: ": see ANAGEN_LLM__BASE_URL and ANAGEN_LLM__MODEL",
}


class _PassingError(GeneratorError):
    """A fault that may have passed when the request is made again, after a wait if one is told."""

    def __init__(self, message: str, fault: Fault, wait: float = 0.0) -> None:
        super().__init__(message, fault)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Chat:
    """Where chat completions are asked for, with which client."""

    client: httpx.AsyncClient
    address: str

    async def text(self, body: Mapping[str, Any], until: float) -> AsyncGenerator[str, None]:
        """The text in pieces. Raises `GeneratorError`.

        Where the server refuses, is busy or fails before the first piece, it is asked again as
        long as that is before `until` on the monotonic clock, `ATTEMPTS` times in all.
        """
        for attempt in range(ATTEMPTS):
            length = 0
            try:
                async with aclosing(self._attempt(body)) as pieces:
                    async for piece in pieces:
                        length += len(piece)
                        if length > LONGEST_TEXT:
                            raise GeneratorError("The language model's text has no end.", "cut")
                        yield piece
            except (_PassingError, httpx.HTTPError) as error:
                fault = error if isinstance(error, _PassingError) else _broken(error)
            else:
                if not length:
                    raise GeneratorError("The language model wrote nothing.", "empty")
                return
            wait = max(fault.wait, _FIRST_WAIT * 2**attempt)
            if length or attempt + 1 == ATTEMPTS or monotonic() + wait >= until:
                if length:
                    raise _cut(str(fault)) from fault
                raise GeneratorError(str(fault), fault.fault) from fault
            await asyncio.sleep(wait)

    async def _attempt(self, body: Mapping[str, Any]) -> AsyncGenerator[str, None]:
        async with self.client.stream("POST", self.address, json=body) as reply:
            _check_status(reply)
            if reply.headers.get("content-encoding", "identity") != "identity":
                raise GeneratorError(
                    "The language model's server sent compressed text, unasked.", "malformed"
                )
            match _content_type(reply):
                case "text/event-stream":
                    async for piece in _streamed(reply):
                        yield piece
                case "application/json":
                    yield await _whole(reply)
                case other:
                    raise GeneratorError(
                        f"The language model's server sent {other[:60]!r} instead of"
                        " text/event-stream.",
                        "malformed",
                    )


async def _streamed(reply: httpx.Response) -> AsyncIterator[str]:
    async for data in data_lines(reply.aiter_raw()):
        if data == "[DONE]":
            return
        if data:
            delta = delta_of(data, "delta")
            if delta.text:
                yield delta.text
            if delta.finish:
                _check_finish(delta.finish)
                return
    raise _cut("the stream ended")


async def _whole(reply: httpx.Response) -> str:
    data = b""
    async for piece in reply.aiter_raw():
        data += piece
        if len(data) > _LARGEST_JSON:
            raise GeneratorError(
                "The language model's server sends more than a text can have.", "malformed"
            )
    completion = delta_of(data.decode("utf-8", "replace"), "message")
    _check_finish(completion.finish or "stop")
    return completion.text


def _check_status(reply: httpx.Response) -> None:
    if reply.status_code == HTTPStatus.OK:
        return
    said = f"The language model's server answered {reply.status_code} {reply.reason_phrase[:40]}"
    if reply.status_code == HTTPStatus.TOO_MANY_REQUESTS or reply.is_server_error:
        raise _PassingError(f"{said}.", "refused", _seconds(reply.headers.get("retry-after", "")))
    remedy = _REMEDIES.get(reply.status_code, "")
    raise GeneratorError(f"{said.rstrip()}{remedy}.", "refused")


def _check_finish(reason: str) -> None:
    if reason == "length":
        raise GeneratorError("The language model's text was cut at its greatest length.", "cut")
    if reason != "stop":
        raise GeneratorError(f"The language model ended early, saying {reason[:40]!r}.", "cut")


def _content_type(reply: httpx.Response) -> str:
    header = Message()
    header["Content-Type"] = reply.headers.get("content-type", "")
    return header.get_content_type() if header["Content-Type"] else ""


def _seconds(retry_after: str) -> float:
    """How long a server asks to wait: seconds, or a date; 0 where it is neither."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        date = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    now = datetime.now(UTC if date.tzinfo else None)
    return max(0.0, (date - now).total_seconds())


def _broken(error: httpx.HTTPError) -> _PassingError:
    what = "cannot be reached" if isinstance(error, httpx.ConnectError) else "broke off"
    said = f"The language model's server {what} ({type(error).__name__})."
    return _PassingError(said, "unreachable")


def _cut(reason: str) -> GeneratorError:
    said = f"{reason[:1].lower()}{reason[1:].rstrip('.')}"
    return GeneratorError(f"The language model's text was cut: {said}.", "cut")
