"""OpenAI's Responses API over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BeforeValidator, Field, WithJsonSchema
from starlette.responses import Response

from service.http.body import Text, body_of
from service.http.compatible.asking import EXAMPLE, refuse_tools, reply
from service.http.compatible.body import AskingBody, CompatibleBody, Content, Role, TextOnly
from service.http.compatible.conversation import Message, conversation_of
from service.http.compatible.model import mode_of
from service.http.compatible.response import ModelResponse
from service.http.compatible.response_event import ResponseEvents
from service.http.compatible.schema import ResponseSchema
from service.http.compatible.usage import Counter
from service.http.openapi import json_body, openai_responses
from service.http.parts import Served, address_of
from service.http.stream import EVENT_STREAM

router = APIRouter(prefix="/v1/responses", tags=["openai"])


class InputItem(CompatibleBody):
    """What one side said; items of other kinds have no role and are passed over."""

    role: Role | None = None
    content: Content = Field(default_factory=list)


def _items(value: object) -> object:
    return [{"role": "user", "content": value}] if isinstance(value, str) else value


def _absent(value: object) -> object:
    if value is not None and value is not False:
        raise ValueError(
            "cannot be used: nothing is kept here. Send the whole conversation as input"
        )
    return value


Absent = Annotated[Any, BeforeValidator(_absent), WithJsonSchema({"enum": [None, False]})]


class TextOptions(CompatibleBody):
    """What form the text has."""

    format: TextOnly = None


class ResponseBody(AskingBody):
    """A question, or a conversation that ends with it; other fields are passed over.

    `filters`, `top_k` and `length` are Anagen's own, as in `/v1/ask`.
    """

    input: Annotated[
        list[InputItem],
        Field(min_length=1),
        BeforeValidator(_items),
        WithJsonSchema(
            {
                "anyOf": [
                    {"type": "string"},
                    {"type": "array", "minItems": 1, "items": {"type": "object"}},
                ]
            }
        ),
    ]
    text: TextOptions | None = None
    metadata: dict[Text, Text] | None = None
    previous_response_id: Absent = None
    conversation: Absent = None
    background: Absent = None


@router.post(
    "",
    openapi_extra=json_body(ResponseBody, {"model": "anagen", "input": EXAMPLE}),
    responses=openai_responses(ResponseSchema, 400, 404, 409, 413, 415, 503, streamed=EVENT_STREAM),
)
async def respond(
    body: Annotated[ResponseBody, Depends(body_of(ResponseBody))], anagen: Served, request: Request
) -> Response:
    """Answer a question from the collection, as OpenAI's Responses API would.

    All is as in `/v1/chat/completions`; `instructions` are taken and not followed, and no response
    is kept.
    """
    mode_of(body.model, anagen)
    refuse_tools("tools", body.tools, request)
    messages = [
        Message(f"input[{n}]", one.role or "", one.content) for n, one in enumerate(body.input)
    ]
    conversation = conversation_of(messages, "input")
    response = ModelResponse(body.model, address_of(request), body.metadata or {})
    events = ResponseEvents(response, Counter(anagen.encoder, request.app.state.threads))
    return await reply(anagen, conversation, body, request, events)
