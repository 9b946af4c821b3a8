"""Arguments of the tools, checked as the bodies of HTTP requests are."""

import json
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from service.anagen import DEFAULT_TOP_K, LARGEST_TOP_K, Mode
from service.answer import Length
from service.http.body import Body
from service.http.filters import FiltersBody
from service.http.questions import TurnBody

DocumentId = Annotated[
    str, Field(description="Id or alias of a document, e.g. doi:10.1111/jocd.16683 or pmid:123.")
]


def _parsed(value: object) -> object:
    """Some clients send objects and lists as the text of their JSON."""
    if not isinstance(value, str):
        return value
    try:
        parsed: object = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return parsed if isinstance(parsed, dict | list) else value


class SearchArguments(Body):
    """Arguments of `search`."""

    query: Annotated[str, Field(description="What to look for, in words: never query syntax.")]


class FetchArguments(Body):
    """Arguments of `fetch`."""

    id: DocumentId


class DocumentArguments(Body):
    """Arguments of `document`."""

    id: DocumentId


class AskArguments(Body):
    """Arguments of `ask`."""

    question: Annotated[str, Field(description="A question in words, in any language.")]
    history: Annotated[
        list[TurnBody] | None,
        BeforeValidator(_parsed),
        Field(description="The conversation so far, oldest turn first."),
    ] = None
    filters: Annotated[FiltersBody | None, BeforeValidator(_parsed)] = None
    top_k: Annotated[
        int, Field(ge=1, le=LARGEST_TOP_K, description="Passages to take into account.")
    ] = DEFAULT_TOP_K
    mode: Annotated[
        Mode,
        Field(
            description="llm: in a language model's words; local: in the documents' own; auto: llm"
            " where a model is set."
        ),
    ] = "auto"
    length: Length = "short"


class VerifyArguments(Body):
    """Arguments of `verify`."""

    answer: Annotated[
        dict[str, Any],
        BeforeValidator(_parsed),
        Field(description="An answer as `ask` returned it."),
    ]
