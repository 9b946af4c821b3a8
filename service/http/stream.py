"""Streams: the events of an answer as server-sent events, in whatever words a client expects."""

import json
from collections.abc import AsyncIterator, Mapping
from time import monotonic
from typing import Any, Protocol

from starlette.responses import StreamingResponse

from embeddings.collection import CollectionError
from embeddings.encoder import EncoderError
from service.answer import Answer, AnswerSentence, Citation
from service.event import Event, Retrieved, Waiting
from service.http.asking import Asking
from service.http.problem import ProblemError, problem_of

EVENT_STREAM = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_HEARTBEAT = 5.0
"""Seconds of silence at most."""
# Line ends to some readers of lines, though not to the format.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}

Said = Retrieved | Citation | AnswerSentence | Answer


class Telling(Protocol):
    """How a stream says the events of an answer; each part is whole server-sent events, or none."""

    def begun(self) -> str:
        """What comes before all events."""

    async def told(self, event: Said) -> str:
        """What an event adds; after the answer nothing follows."""

    def failed(self, problem: ProblemError) -> str:
        """What says that nothing more comes, and why."""


async def stream_of(asking: Asking, telling: Telling) -> StreamingResponse:
    """The response; what cannot be answered at all is raised before it begins."""
    try:
        first = await asking.next()
    except BaseException:
        asking.close()
        raise
    return event_stream(_parts(first, asking, telling))


def event_stream(parts: AsyncIterator[str]) -> StreamingResponse:
    """Server-sent events as a response that nobody on its way keeps or holds back."""
    return StreamingResponse(parts, media_type=EVENT_STREAM, headers=HEADERS)


async def _parts(first: Event | None, asking: Asking, telling: Telling) -> AsyncIterator[str]:
    event, sent = first, monotonic()
    try:
        if begun := telling.begun():
            yield begun
        while event is not None:
            if not isinstance(event, Waiting):
                if part := await telling.told(event):
                    yield part
                    sent = monotonic()
            elif monotonic() - sent >= _HEARTBEAT:
                yield ": still at work\n\n"
                sent = monotonic()
            event = await asking.next()
    except (CollectionError, EncoderError) as error:
        yield telling.failed(problem_of(error))
    finally:
        asking.close()


def server_sent(values: Mapping[str, Any], name: str | None = None) -> str:
    """One event; with a name where its readers go by that."""
    data = json.dumps(values, ensure_ascii=False, allow_nan=False).translate(_LINE_ENDS)
    return f"event: {name}\ndata: {data}\n\n" if name else f"data: {data}\n\n"
