"""The endpoint: an OpenAI-compatible server as a generator."""

import threading
from collections import abc
from collections.abc import Iterator
from contextlib import aclosing, closing, contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from time import monotonic

import anyio
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from service.generation.breaker import CircuitBreaker
from service.generation.chat import Chat
from service.generation.completion import request_body
from service.generation.generator import GeneratorError, Prompt

PULSE = 0.5
"""Seconds after which an empty piece says that the work goes on."""
_CONNECT = 5.0


@dataclass(frozen=True, slots=True)
class _End:
    """The last thing that a request tells: what went wrong, if anything did."""

    error: GeneratorError | None


class Endpoint:
    """A generator behind HTTP, with a circuit breaker and a limit on requests in flight.

    The requests run in a loop of their own, so that a time budget or a closed iterator ends one
    at once, whatever the server does or leaves undone.
    """

    def __init__(
        self,
        name: str,
        chat: Chat,
        portal: BlockingPortal,
        in_flight: int,
        breaker: CircuitBreaker,
    ) -> None:
        self.name = name
        self._chat = chat
        self._portal = portal
        self._room = threading.BoundedSemaphore(in_flight)
        self._in_flight = in_flight
        self.breaker = breaker

    def generate(self, prompt: Prompt, seconds: float) -> abc.Generator[str, None, None]:
        """The text in pieces. Half the time may pass in waiting for other requests to end."""
        started = monotonic()
        if not self.breaker.admits():
            raise GeneratorError(
                "The language model failed again and again; it is given a rest.", "resting"
            )
        while not self._room.acquire(timeout=min(PULSE, seconds / 2)):
            if monotonic() - started >= seconds / 2:
                raise GeneratorError(
                    f"The language model is busy with {self._in_flight} other questions.", "busy"
                )
            yield ""
        try:
            yield from self._counted(prompt, started + seconds)
        finally:
            self._room.release()

    def _counted(self, prompt: Prompt, until: float) -> Iterator[str]:
        wrote = False
        try:
            with closing(self._pieces(prompt, until)) as pieces:
                for piece in pieces:
                    wrote = wrote or bool(piece)
                    yield piece
        except GeneratorError as error:
            self.breaker.fail(error.fault)
            raise
        except GeneratorExit:
            # Whoever has read enough closes the iterator, and so does whoever hangs up.
            if wrote:
                self.breaker.succeed()
            raise
        self.breaker.succeed()

    def _pieces(self, prompt: Prompt, until: float) -> abc.Generator[str, None, None]:
        told: SimpleQueue[str | _End] = SimpleQueue()
        request = self._portal.start_task_soon(self._ask, prompt, until, told)
        try:
            while True:
                try:
                    piece = told.get(timeout=PULSE)
                except Empty:
                    piece = ""
                if isinstance(piece, _End):
                    request.result()
                    if piece.error:
                        raise piece.error
                    return
                yield piece
        finally:
            request.cancel()

    async def _ask(self, prompt: Prompt, until: float, told: SimpleQueue[str | _End]) -> None:
        end = _End(None)
        try:
            with anyio.fail_after(max(0.0, until - monotonic())):
                text = self._chat.text(request_body(self.name, prompt), until)
                async with aclosing(text):
                    async for piece in text:
                        told.put(piece)
        except TimeoutError:
            late = "The language model did not come to an end in time."
            end = _End(GeneratorError(late, "slow"))
        except GeneratorError as error:
            end = _End(error)
        finally:
            told.put(end)


@contextmanager
def endpoint(base_url: str, model: str, api_key: str | None, in_flight: int) -> Iterator[Endpoint]:
    """The endpoint, its connections closed at the end; nothing is asked of it yet."""
    headers = {"Accept-Encoding": "identity", "Accept": "text/event-stream"}
    if api_key:
        headers["Authorization"] = f"Bearer {api_key}"
    client = httpx.AsyncClient(headers=headers, timeout=httpx.Timeout(None, connect=_CONNECT))
    chat = Chat(client, base_url.rstrip("/") + "/chat/completions")
    with start_blocking_portal() as portal:
        try:
            yield Endpoint(model, chat, portal, in_flight, CircuitBreaker())
        finally:
            portal.call(client.aclose)
