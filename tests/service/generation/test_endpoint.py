"""An endpoint gives its text, or says in time why not, whatever its server does."""

import gzip
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import pytest

from service.generation.endpoint import Endpoint, endpoint
from service.generation.generator import GeneratorError, Prompt

# The types of a conftest cannot be imported.
ModelServer: TypeAlias = Any
Behaviours: TypeAlias = Any
Door: TypeAlias = Any
PROMPT = Prompt("Rules.", "Question?")
TEXT = "Haar wächst 外泌体. [1] Pain fell. [2]"


@contextmanager
def at(address: str, in_flight: int = 4, key: str | None = None) -> Iterator[Endpoint]:
    """The endpoint of a server."""
    with endpoint(address, "small", key, in_flight) as generator:
        yield generator


def told(generator: Endpoint, seconds: float = 5) -> str:
    """All that a generator writes."""
    return "".join(generator.generate(PROMPT, seconds))


def test_text_is_streamed_as_it_is_written(model_server: ModelServer, does: Behaviours) -> None:
    """The model gets its rules and the question, and what it writes comes piece by piece."""
    model_server.usual = does.saying(TEXT, size=5)
    with at(model_server.address, key="secret") as generator:
        pieces = list(generator.generate(PROMPT, 5))
    assert "".join(pieces) == TEXT
    assert len(pieces) > 5
    [asked] = model_server.requests
    assert (asked["model"], asked["stream"], asked["temperature"]) == ("small", True, 0)
    assert [one["content"] for one in asked["messages"]] == ["Rules.", "Question?"]
    assert model_server.headers[0]["Authorization"] == "Bearer secret"


EVENT = b'data: {"choices":[{"delta":{"content":"Hair rose."},"finish_reason":null}]}'
STOP = b'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}'


@pytest.mark.parametrize(
    "body",
    [
        EVENT + b"\n\n" + STOP + b"\n\n",
        EVENT + b"\n\ndata: [DONE]",
        EVENT + b"\r\n\r\n" + STOP + b"\r\n\r\n",
        EVENT + b"\r\r" + STOP + b"\r\r",
        EVENT + b"\n" + STOP,
        b"\n: a comment\nevent: chunk\nid: 5\nretry: 3\n" + EVENT + b"\n\n" + STOP,
        EVENT.replace(b"data: ", b"data:") + b"\n\ndata:[DONE]\n\n",
        b'data: {"choices":[{"delta":{"role":"assistant","content":null}}]}\n\n'
        + EVENT
        + b'\n\ndata: {"choices":[],"usage":{"total_tokens":5}}\n\ndata: [DONE]\n\n',
        b'data: {"choices":[{"delta":{"reasoning_content":"Hm."}}]}\n\n' + EVENT + b"\n\n" + STOP,
        EVENT + b"\n\n" + STOP + b"\n\n" + b"data: not JSON, after the end",
    ],
)
def test_dialects_of_a_stream_are_read(
    model_server: ModelServer, does: Behaviours, body: bytes
) -> None:
    """Servers differ in line ends, comments, empty choices and in how they say that they end."""
    model_server.usual = does.raw(body)
    with at(model_server.address) as generator:
        assert told(generator) == "Hair rose."


def test_a_server_that_does_not_stream_is_read_whole(
    model_server: ModelServer, does: Behaviours
) -> None:
    """A completion in one JSON object is text as well."""
    whole = {"choices": [{"message": {"content": TEXT}, "finish_reason": "stop"}]}
    model_server.usual = does.raw(json.dumps(whole).encode(), "application/json")
    with at(model_server.address) as generator:
        assert told(generator) == TEXT


def test_what_refuses_for_a_moment_is_asked_again(
    model_server: ModelServer, does: Behaviours
) -> None:
    """Too many requests and a failure before the text pass; the wait that is asked for is kept."""
    model_server.then(does.refusing(429, Retry_After="1"), does.refusing(500), does.saying(TEXT))
    started = time.monotonic()
    with at(model_server.address) as generator:
        assert told(generator) == TEXT
    assert time.monotonic() - started >= 1
    assert len(model_server.requests) == 3


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (("refusing", 500), "answered 500"),
        (("refusing", 503), "answered 503"),
        (("refusing", 307), "answered 307"),
        (("refusing", 400), "400 Bad Request: see ANAGEN_LLM__MODEL"),
        (("refusing", 401), "401 Unauthorized: see ANAGEN_LLM__API_KEY"),
        (("refusing", 404), "404 Not Found: see ANAGEN_LLM__BASE_URL"),
        (("raw", b"<html>", "text/html"), "'text/html' instead of text/event-stream"),
        (("raw", b"x", ""), "instead of text/event-stream"),
        (("raw", b"data: {not JSON}\n\n"), "not JSON"),
        (("raw", b"data: " + b"[" * 100_000 + b"\n\n"), "not JSON"),
        (("raw", b"data: 5\n\n"), "no object"),
        (("raw", b'data: {"choices": 5}\n\n'), "without choices"),
        (("raw", b'data: {"choices": [5]}\n\n'), "no object"),
        (("raw", b'data: {"choices": [{"delta": {"content": 5}}]}\n\n'), "no text"),
        (("raw", b'data: {"error": {"message": "no"}}\n\n'), "an error instead of text"),
        (("raw", b"not JSON", "application/json"), "not JSON"),
        (("raw", b"", "application/json"), "not JSON"),
        (("raw", b"data: [DONE]\n\n"), "wrote nothing"),
        (("raw", STOP), "wrote nothing"),
        (("raw", b""), "was cut"),
        (("raw", EVENT), "was cut"),
        (("raw", EVENT.replace(b"null", b'"length"')), "cut at its greatest length"),
        (("raw", EVENT.replace(b"null", b'"content_filter"')), "'content_filter'"),
        (("broken", "Hair"), "was cut"),
        (("raw", b"data: " + b"x" * 2_000_000), "more than a text can have"),
        (("raw", b" " * 2_000_000, "application/json"), "more than a text can have"),
        (("raw", (b":" + b"x" * 999 + b"\n") * 5_000), "more than a text can have"),
        (("endless", b'data: {"choices":[{"delta":{"content":"hair hair "}}]}\n\n'), "no end"),
        (("endless", b": still there\n\n", 0.01), "in time"),
        (("silent", 10), "in time"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_fault_is_told_within_the_time(
    model_server: ModelServer, does: Behaviours, behaviour: tuple[Any, ...], said: str
) -> None:
    """Whatever is wrong with the server ends in one clear error, and soon."""
    name, *arguments = behaviour
    model_server.usual = getattr(does, name)(*arguments)
    started = time.monotonic()
    with at(model_server.address) as generator, pytest.raises(GeneratorError, match=said):
        told(generator, 2)
    assert time.monotonic() - started < 2.5


def test_compressed_text_is_refused_unread(model_server: ModelServer) -> None:
    """What was not asked for compressed cannot unfold into more than fits."""

    def behave(door: Door, _: object) -> None:
        door.send_response(200)
        door.send_header("Content-Type", "text/event-stream")
        door.send_header("Content-Encoding", "gzip")
        body = gzip.compress(b" " * 1_000_000)
        door.send_header("Content-Length", str(len(body)))
        door.end_headers()
        door.wfile.write(body)

    model_server.usual = behave
    with at(model_server.address) as generator, pytest.raises(GeneratorError, match="compressed"):
        told(generator)


def test_where_nobody_listens_is_told_soon() -> None:
    """A refused connection is tried again for a moment, not for the whole time."""
    with (
        at("http://127.0.0.1:1/v1") as generator,
        pytest.raises(GeneratorError, match="cannot be reached"),
    ):
        told(generator, 30)


def test_a_wait_beyond_the_time_is_not_begun(model_server: ModelServer, does: Behaviours) -> None:
    """A server that asks for an hour is not waited for."""
    model_server.usual = does.refusing(429, Retry_After="Fri, 31 Dec 2099 23:59:59 GMT")
    started = time.monotonic()
    with at(model_server.address) as generator, pytest.raises(GeneratorError, match="429"):
        told(generator)
    assert time.monotonic() - started < 1
    assert len(model_server.requests) == 1


def test_nothing_is_asked_again_once_text_has_come(
    model_server: ModelServer, does: Behaviours
) -> None:
    """What was read is not read a second time in other words."""
    model_server.usual = does.broken("Hair rose")
    with at(model_server.address) as generator:
        pieces = generator.generate(PROMPT, 5)
        assert next(pieces) == "Hair rose"
        with pytest.raises(GeneratorError, match="was cut"):
            next(pieces)
    assert len(model_server.requests) == 1


def test_empty_pieces_tell_that_the_work_goes_on(
    model_server: ModelServer, does: Behaviours
) -> None:
    """Whoever waits hears at least every second that there is something to wait for."""
    model_server.usual = does.saying("Hair.", size=5, pause=1.2)
    with at(model_server.address) as generator:
        pieces = list(generator.generate(PROMPT, 5))
    assert pieces.count("") >= 2
    assert "".join(pieces) == "Hair."


def test_closing_ends_the_work_at_once(model_server: ModelServer, does: Behaviours) -> None:
    """Who no longer reads hangs up on the server, which can stop as well."""
    model_server.usual = does.endless(b'data: {"choices":[{"delta":{"content":"x"}}]}\n\n', 0.01)
    with at(model_server.address) as generator:
        pieces = generator.generate(PROMPT, 30)
        assert next(pieces) == "x"
        pieces.close()
        assert model_server.hung_up.wait(2)


def test_no_more_requests_are_in_flight_than_are_allowed(
    model_server: ModelServer, does: Behaviours
) -> None:
    """The next one waits for its turn, and for no longer than half its time."""
    model_server.usual = does.saying("Hair.", size=5, pause=1.5)
    with at(model_server.address, in_flight=1) as generator:
        first = threading.Thread(target=told, args=(generator,))
        first.start()
        time.sleep(0.3)
        with pytest.raises(GeneratorError, match="busy with 1 other"):
            told(generator, 1)
        assert len(model_server.requests) == 1
        assert told(generator) == "Hair."
        first.join()


def test_an_endpoint_that_keeps_failing_is_given_a_rest(
    model_server: ModelServer, does: Behaviours
) -> None:
    """After five failures in a row nothing more is asked for a while."""
    model_server.usual = does.refusing(404)
    with at(model_server.address) as generator:
        for _ in range(5):
            with pytest.raises(GeneratorError, match="404"):
                told(generator)
        with pytest.raises(GeneratorError, match="given a rest"):
            told(generator)
    assert len(model_server.requests) == 5
