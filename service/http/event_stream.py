"""The event stream: an answer as server-sent events of Anagen's own names."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import StreamingResponse

from service.answer import (
    Answer,
    AnswerSentence,
    Citation,
    answer_json,
    citation_json,
    sentence_json,
)
from service.event import Retrieved
from service.http.asking import Asking
from service.http.problem import ProblemError, problem_json
from service.http.stream import Said, server_sent, stream_of
from service.listing import hits_json


async def answer_stream(asking: Asking) -> StreamingResponse:
    """The response; what cannot be answered at all is raised before it begins."""
    return await stream_of(asking, _Named())


class _Named:
    """`retrieval`, then each `sentence` behind its `citation`s, then `done`; or `error`."""

    def begun(self) -> str:
        return ""

    async def told(self, event: Said) -> str:
        name, values = _named(event)
        return server_sent(values, name)

    def failed(self, problem: ProblemError) -> str:
        return server_sent(problem_json(problem), "error")


def _named(event: Said) -> tuple[str, Mapping[str, Any]]:
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
