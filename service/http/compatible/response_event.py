"""Response events: a response of OpenAI's Responses API as a stream tells it."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from service.answer import Answer, AnswerSentence, Citation
from service.event import Retrieved
from service.http.compatible.citation import all_url_citations, marked, url_citations
from service.http.compatible.response import ModelResponse, part_json
from service.http.compatible.usage import Counter, Usage
from service.http.problem import ProblemError
from service.http.stream import Said, server_sent


class ResponseEvents:
    """The events in their order, numbered; each names what it belongs to."""

    def __init__(self, response: ModelResponse, counter: Counter) -> None:
        self._response = response
        self._counter = counter
        self._next = 0
        self._cited: dict[int, Citation] = {}
        self._text = ""
        self._annotations: list[dict[str, Any]] = []

    def begun(self) -> str:
        """The response, and in it the message and its text, all of them still empty."""
        response = self._response.begun()
        item = {"output_index": 0, "item": self._response.message("in_progress", [])}
        return "".join(
            (
                self._event("response.created", {"response": response}),
                self._event("response.in_progress", {"response": response}),
                self._event("response.output_item.added", item),
                self._in_part("response.content_part.added", {"part": part_json("", [])}),
            )
        )

    async def told(self, event: Said) -> str:
        """What an event adds to the text, with the annotations behind it."""
        match event:
            case Retrieved():
                return ""
            case Citation():
                self._cited[event.n] = event
                return ""
            case AnswerSentence():
                found = url_citations(event, self._cited, self._response.service)
                return self._delta(marked(event)) + "".join(map(self._annotation, found))
            case Answer():
                text = "" if self._text else self._delta(event.text)
                return text + self._end(await self._counter.usage(event), event)

    def failed(self, problem: ProblemError) -> str:
        """The response as failed."""
        return self._event("response.failed", {"response": self._response.failed(problem)})

    async def json(self, text: str, answer: Answer | None) -> dict[str, Any]:
        """The response whole."""
        found = all_url_citations(answer, self._response.service) if answer else []
        return self._response.whole(text, found, await self._counter.usage(answer), answer)

    async def stream(self, text: str) -> AsyncIterator[str]:
        """The events of a text that is there already."""
        yield self.begun() + self._delta(text)
        yield self._end(Usage(), None)

    def _delta(self, text: str) -> str:
        self._text += text
        return self._in_part("response.output_text.delta", {"delta": text, "logprobs": []})

    def _annotation(self, annotation: dict[str, Any]) -> str:
        added = {"annotation_index": len(self._annotations), "annotation": annotation}
        self._annotations.append(annotation)
        return self._in_part("response.output_text.annotation.added", added)

    def _end(self, usage: Usage, answer: Answer | None) -> str:
        part = part_json(self._text, self._annotations)
        item = {"output_index": 0, "item": self._response.message("completed", [part])}
        response = self._response.whole(self._text, self._annotations, usage, answer)
        said = {"text": self._text, "logprobs": []}
        return "".join(
            (
                self._in_part("response.output_text.done", said),
                self._in_part("response.content_part.done", {"part": part}),
                self._event("response.output_item.done", item),
                self._event("response.completed", {"response": response}),
            )
        )

    def _in_part(self, kind: str, values: Mapping[str, Any]) -> str:
        place = {"item_id": self._response.message_id, "output_index": 0, "content_index": 0}
        return self._event(kind, {**place, **values})

    def _event(self, kind: str, values: Mapping[str, Any]) -> str:
        number = self._next
        self._next += 1
        return server_sent({"type": kind, "sequence_number": number, **values}, kind)
