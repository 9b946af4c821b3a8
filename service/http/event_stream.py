"""The event stream: an answer as server-sent events."""

import json
from collections.abc import AsyncIterator, Mapping
from time import monotonic
from typing import Any

from starlette.responses import StreamingResponse

from embeddings.collection import CollectionError
from embeddings.encoder import EncoderError
from service.answer import (
    Answer,
    AnswerSentence,
    Citation,
    answer_json,
    citation_json,
    sentence_json,
)
from service.event import Event, Retrieved, Waiting
from service.http.asking import Asking
from service.http.problem import problem_json, problem_of
from service.listing import hits_json

EVENT_STREAM = "text/event-stream"
_HEARTBEAT = 5.0
"""Seconds of silence at most."""
# Line ends to some readers of lines, though not to the format.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


async def event_stream(asking: Asking) -> StreamingResponse:
    """The response; what cannot be answered at all is raised before it begins."""
    try:
        first = await asking.next()
    except BaseException:
        asking.close()
        raise
    return StreamingResponse(
        _lines(first, asking),
        media_type=EVENT_STREAM,
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _lines(first: Event | None, asking: Asking) -> AsyncIterator[str]:
    event, sent = first, monotonic()
    try:
        while event is not None:
            if not isinstance(event, Waiting):
                yield _line(*_named(event))
                sent = monotonic()
            elif monotonic() - sent >= _HEARTBEAT:
                yield ": still at work\n\n"
                sent = monotonic()
            event = await asking.next()
    except (CollectionError, EncoderError) as error:
        yield _line("error", problem_json(problem_of(error)))
    finally:
        asking.close()


def _named(event: Retrieved | Citation | AnswerSentence | Answer) -> tuple[str, Mapping[str, Any]]:
    match event:
        case Retrieved():
            found = {"standalone_question": event.standalone_question, **hits_json(event.hits)}
            return "retrieval", found
        case Citation():
            return "citation", citation_json(event)
        case AnswerSentence():
            return "sentence", sentence_json(event)
        case Answer():
            return "done", answer_json(event)


def _line(name: str, values: Mapping[str, Any]) -> str:
    data = json.dumps(values, ensure_ascii=False, allow_nan=False).translate(_LINE_ENDS)
    return f"event: {name}\ndata: {data}\n\n"
