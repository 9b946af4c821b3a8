"""Chat completions: an answer in OpenAI's form, whole or a chunk of it."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from service.answer import Answer, answer_json
from service.http.compatible.citation import all_url_citations, nested
from service.http.compatible.open_webui import source_json
from service.http.compatible.usage import Usage


@dataclass(frozen=True, slots=True)
class Completion:
    """What is the same in all that is sent of one completion; `service` is where it was asked."""

    model: str
    service: str
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))

    def json(self, text: str, usage: Usage, answer: Answer | None) -> dict[str, Any]:
        """The completion whole; one that is no answer from the collection has no citations."""
        annotations = nested(all_url_citations(answer, self.service)) if answer else []
        message = {"role": "assistant", "content": text, "refusal": None}
        completion = {
            **self._head("chat.completion"),
            "choices": [
                {
                    "index": 0,
                    "message": {**message, "annotations": annotations},
                    "logprobs": None,
                    "finish_reason": "stop",
                }
            ],
            "usage": _usage_json(usage),
        }
        if answer:
            completion["sources"] = [source_json(one, self.service) for one in answer.citations]
            completion["x_anagen"] = answer_json(answer)
        return completion

    def chunk(self, delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
        """A chunk of the completion."""
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return {**self._head("chat.completion.chunk"), "choices": [choice]}

    def usage_chunk(self, usage: Usage) -> dict[str, Any]:
        """The last chunk, for those who ask for it."""
        head = self._head("chat.completion.chunk")
        return {**head, "choices": [], "usage": _usage_json(usage)}

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": self.id, "object": kind, "created": self.created, "model": self.model}


def _usage_json(usage: Usage) -> dict[str, int]:
    return {
        "prompt_tokens": usage.question,
        "completion_tokens": usage.answer,
        "total_tokens": usage.total,
    }
