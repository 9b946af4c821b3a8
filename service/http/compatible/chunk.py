"""Chunks: a chat completion as a stream tells it."""

from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType
from typing import Any

from service.answer import Answer, AnswerSentence, Citation, answer_json
from service.event import Retrieved
from service.http.compatible.citation import marked, nested, url_citations
from service.http.compatible.completion import Completion
from service.http.compatible.open_webui import source_json
from service.http.compatible.usage import Counter, Usage
from service.http.problem import ProblemError, openai_problem_json
from service.http.stream import Said, server_sent

_DONE = "data: [DONE]\n\n"


class Chunks:
    """A completion in chunks that continue each other; nothing is taken back.

    Where `sources`, each citation is told before its first marker, as Open WebUI shows it; else
    the chunk of a sentence has an annotation for each of its markers. Where `usage`, every chunk
    has that field, and one more the numbers.
    """

    def __init__(
        self, completion: Completion, counter: Counter, *, usage: bool, sources: bool
    ) -> None:
        self._completion = completion
        self._counter = counter
        self._usage = usage
        self._sources = sources
        self._cited: dict[int, Citation] = {}
        self._annotated = 0
        self._said = False

    def begun(self) -> str:
        """The role, before any content."""
        return self._chunk({"role": "assistant", "content": ""})

    async def told(self, event: Said) -> str:
        """The chunks of an event."""
        match event:
            case Retrieved():
                return ""
            case Citation():
                self._cited[event.n] = event
                return self._source(event) if self._sources else ""
            case AnswerSentence():
                self._said = True
                return self._sentence(event)
            case Answer():
                text = "" if self._said else self._chunk({"content": event.text})
                usage = await self._counter.usage(event) if self._usage else None
                return text + self._end(usage, {"x_anagen": answer_json(event)})

    def failed(self, problem: ProblemError) -> str:
        """OpenAI's error object, at which its clients raise."""
        return server_sent(openai_problem_json(problem))

    async def json(self, text: str, answer: Answer | None) -> dict[str, Any]:
        """The completion whole."""
        return self._completion.json(text, await self._counter.usage(answer), answer)

    async def stream(self, text: str) -> AsyncIterator[str]:
        """The chunks of a text that is there already."""
        yield self.begun() + self._chunk({"content": text})
        yield self._end(Usage() if self._usage else None, {})

    def _source(self, citation: Citation) -> str:
        data = source_json(citation, self._completion.service)
        return self._chunk({"content": ""}, {"event": {"type": "source", "data": data}})

    def _sentence(self, sentence: AnswerSentence) -> str:
        delta: dict[str, Any] = {"content": marked(sentence)}
        if not self._sources:
            found = url_citations(sentence, self._cited, self._completion.service)
            delta["annotations"] = nested(found, self._annotated)
            self._annotated += len(delta["annotations"])
        return self._chunk(delta)

    def _end(self, usage: Usage | None, further: Mapping[str, Any]) -> str:
        end = self._chunk({}, further, "stop")
        numbers = server_sent(self._completion.usage_chunk(usage)) if usage else ""
        return end + numbers + _DONE

    def _chunk(
        self,
        delta: Mapping[str, Any],
        further: Mapping[str, Any] = MappingProxyType({}),
        finish: str | None = None,
    ) -> str:
        unknown = {"usage": None} if self._usage else {}
        return server_sent({**self._completion.chunk(delta, finish), **unknown, **further})
