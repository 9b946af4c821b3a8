"""What stands in for a language model: a server on loopback that may misbehave, and fakes."""

import contextlib
import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

import pytest

from service.generation.generator import Prompt

Door = BaseHTTPRequestHandler
Asked = Mapping[str, Any]
Behaviour = Callable[[Door, Asked], None]
EVENTS = "text/event-stream; charset=utf-8"


def chunk(text: str | None, finish: str | None = None) -> bytes:
    """One event of a streamed chat completion."""
    delta = {} if text is None else {"content": text}
    values = {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    return f"data: {json.dumps(values)}\n\n".encode()


def send(door: Door, body: bytes, status: int = 200, kind: str = "application/json") -> None:
    """A whole reply."""
    door.send_response(status)
    door.send_header("Content-Type", kind)
    door.send_header("Content-Length", str(len(body)))
    door.end_headers()
    door.wfile.write(body)


def stream(door: Door, pieces: Iterator[bytes], *, cut: bool = False, kind: str = EVENTS) -> None:
    """A reply in pieces, which ends as it should unless it is cut."""
    door.send_response(200)
    door.send_header("Content-Type", kind)
    door.send_header("Transfer-Encoding", "chunked")
    door.end_headers()
    for piece in pieces:
        door.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        door.wfile.flush()
    if cut:
        door.close_connection = True
    else:
        door.wfile.write(b"0\r\n\r\n")


def saying(text: str, *, size: int = 7, pause: float = 0.0) -> Behaviour:
    """Says a text in pieces of so many characters, with a pause before each."""

    def pieces() -> Iterator[bytes]:
        for at in range(0, len(text), size):
            time.sleep(pause)
            yield chunk(text[at : at + size])
        yield chunk(None, "stop")
        yield b"data: [DONE]\n\n"

    return lambda door, _: stream(door, pieces())


def broken(text: str) -> Behaviour:
    """Says a text and breaks off in the middle of the stream."""
    return lambda door, _: stream(door, iter([chunk(text)]), cut=True)


def refusing(status: int, **headers: str) -> Behaviour:
    """Answers with a status."""

    def behave(door: Door, _: Asked) -> None:
        door.send_response(status)
        for name, value in headers.items():
            door.send_header(name.replace("_", "-"), value)
        door.send_header("Content-Length", "0")
        door.end_headers()

    return behave


def raw(body: bytes, kind: str = EVENTS, status: int = 200) -> Behaviour:
    """Answers with bytes, whatever they are."""
    return lambda door, _: send(door, body, status, kind)


def endless(piece: bytes, pause: float = 0.0) -> Behaviour:
    """Sends one piece for ever."""

    def pieces() -> Iterator[bytes]:
        while True:
            time.sleep(pause)
            yield piece

    return lambda door, _: stream(door, pieces())


def silent(seconds: float) -> Behaviour:
    """Takes the request and says nothing."""
    return lambda *_: time.sleep(seconds)


@dataclass(slots=True)
class ModelServer:
    """What was asked of the server, and what it does: the next behaviour, or the usual one."""

    address: str = ""
    requests: list[Asked] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    behaviours: deque[Behaviour] = field(default_factory=deque)
    usual: Behaviour = field(default_factory=lambda: saying("Nothing."))

    def then(self, *behaviours: Behaviour) -> None:
        """What the next requests get."""
        self.behaviours.extend(behaviours)

    def behave(self, door: Door, asked: Asked) -> None:
        """Do what comes next."""
        self.requests.append(asked)
        self.headers.append(dict(door.headers))
        behaviour = self.behaviours.popleft() if self.behaviours else self.usual
        try:
            behaviour(door, asked)
        except OSError:
            self.hung_up.set()
            door.close_connection = True


@dataclass(frozen=True, slots=True)
class Behaviours:
    """The behaviours, for tests that cannot import them."""

    saying = staticmethod(saying)
    broken = staticmethod(broken)
    refusing = staticmethod(refusing)
    raw = staticmethod(raw)
    endless = staticmethod(endless)
    silent = staticmethod(silent)
    chunk = staticmethod(chunk)


@pytest.fixture
def does() -> Behaviours:
    """What the server may do."""
    return Behaviours()


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """The server, on a free port."""
    served = ModelServer()

    class Opened(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            # A client may hang up, as the product does; that is nothing to print.
            with contextlib.suppress(ConnectionError):
                super().handle()

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            served.behave(self, json.loads(self.rfile.read(length)))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Opened) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        served.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
        yield served
        server.shutdown()
        thread.join()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard says."""

    label: Literal["supported", "partial", "unsupported", "contradicted"]
    reason: str | None


class WordGuard:
    """A guard for tests: what has a word of four letters that its evidence has not is not so.

    "not" in one of the two alone contradicts.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def support(self, sentence: str, evidence: Sequence[str]) -> Verdict:
        """The verdict by words alone."""
        self.asked.append((sentence, tuple(evidence)))
        said, told = _words(sentence), _words(" ".join(evidence))
        if missing := sorted(word for word in said - told if len(word) > 3):
            return Verdict("unsupported", f"has {missing[0]!r}, which the evidence has not")
        if ("not" in said) != ("not" in told):
            return Verdict("contradicted", "denies it")
        return Verdict("partial" if "perhaps" in told - said else "supported", None)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


Speech = Callable[[Prompt], Iterable[str | Exception]]


class Speaker:
    """A generator for tests: says what a function makes of the prompt, and fails where told."""

    name = "speaker"

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self.prompts: list[Prompt] = []
        self.closed = 0

    def generate(self, prompt: Prompt, seconds: float) -> Generator[str, None, None]:
        """The pieces of the speech."""
        assert seconds > 0
        self.prompts.append(prompt)
        try:
            for piece in self._speech(prompt):
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            self.closed += 1


@dataclass(frozen=True, slots=True)
class Fakes:
    """The fakes at the seams, for tests that cannot import them."""

    guard = WordGuard
    speaker = Speaker


@pytest.fixture
def fakes() -> Fakes:
    """A generator and a guard that do as a test says."""
    return Fakes()
