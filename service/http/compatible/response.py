"""Responses: an answer in the form of OpenAI's Responses API."""

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.answer import Answer, answer_json
from service.http.compatible.usage import Usage
from service.http.problem import ProblemError

Annotations = Sequence[Mapping[str, Any]]


def _id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(16)}"


@dataclass(frozen=True, slots=True)
class ModelResponse:
    """What is the same in all that is sent of one response; `service` is where it was asked."""

    model: str
    service: str
    metadata: Mapping[str, Any]
    id: str = field(default_factory=lambda: _id("resp"))
    message_id: str = field(default_factory=lambda: _id("msg"))
    created: int = field(default_factory=lambda: int(time.time()))

    def begun(self) -> dict[str, Any]:
        """The response before anything is said."""
        return self._json("in_progress", [], None, None)

    def whole(
        self, text: str, annotations: Annotations, usage: Usage, answer: Answer | None
    ) -> dict[str, Any]:
        """The response once all is said; what is no answer from the collection cites nothing."""
        output = [self.message("completed", [part_json(text, annotations)])]
        response = self._json("completed", output, usage, None)
        return {**response, "x_anagen": answer_json(answer)} if answer else response

    def failed(self, problem: ProblemError) -> dict[str, Any]:
        """The response that nothing more comes of."""
        return self._json("failed", [], None, problem)

    def message(self, status: str, content: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The only item of the output."""
        return {
            "id": self.message_id,
            "type": "message",
            "status": status,
            "role": "assistant",
            "content": list(content),
        }

    def _json(
        self,
        status: str,
        output: Sequence[Mapping[str, Any]],
        usage: Usage | None,
        problem: ProblemError | None,
    ) -> dict[str, Any]:
        error = problem and {"code": "server_error", "message": problem.detail}
        return {
            "id": self.id,
            "object": "response",
            "created_at": self.created,
            "status": status,
            "error": error,
            "incomplete_details": None,
            "instructions": None,
            "max_output_tokens": None,
            "metadata": dict(self.metadata),
            "model": self.model,
            "output": list(output),
            "parallel_tool_calls": False,
            "previous_response_id": None,
            "store": False,
            "temperature": None,
            "text": {"format": {"type": "text"}},
            "tool_choice": "none",
            "tools": [],
            "top_p": None,
            "truncation": "disabled",
            "usage": _usage_json(usage) if usage else None,
        }


def part_json(text: str, annotations: Annotations) -> dict[str, Any]:
    """A text with its citations."""
    return {
        "type": "output_text",
        "text": text,
        "annotations": list(annotations),
        "logprobs": [],
    }


def _usage_json(usage: Usage) -> dict[str, Any]:
    return {
        "input_tokens": usage.question,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": usage.answer,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": usage.total,
    }
