"""Chat completions: what an OpenAI-compatible server is asked, and what its JSON says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.generation.generator import GeneratorError, Prompt

_MOST_TOKENS = 500


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the text; `finish` is null as long as more may come, else why it ended."""

    text: str
    finish: str | None


def request_body(model: str, prompt: Prompt) -> dict[str, Any]:
    """A request for text, streamed, the same each time."""
    return {
        "model": model,
        "messages": [
            {"role": "system", "content": prompt.system},
            {"role": "user", "content": prompt.user},
        ],
        "stream": True,
        "temperature": 0,
        "max_tokens": _MOST_TOKENS,
    }


def delta_of(data: str, field: str) -> Delta:
    """What the `delta` of a chunk, or the `message` of a whole completion, adds to the text.

    Raises `GeneratorError` where it is no such JSON, or says that something went wrong.
    """
    values = _object(_parsed(data))
    if values.get("error"):
        raise GeneratorError(
            "The language model's server sent an error instead of text.", "refused"
        )
    choices = values.get("choices")
    if not isinstance(choices, list):
        raise _strange("without choices")
    if not choices:
        return Delta("", None)
    choice = _object(choices[0])
    text, finish = _object(choice.get(field) or {}).get("content"), choice.get("finish_reason")
    if not isinstance(text, str | None) or not isinstance(finish, str | None):
        raise _strange("whose content is no text")
    return Delta(text or "", finish or None)


def _parsed(data: str) -> object:
    try:
        values: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise GeneratorError(
            "The language model's server sent what is not JSON.", "malformed"
        ) from error
    return values


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _strange("that is no object where one belongs")
    return value


def _strange(what: str) -> GeneratorError:
    return GeneratorError(f"The language model's server sent JSON {what}.", "malformed")
