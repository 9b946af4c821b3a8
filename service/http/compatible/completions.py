"""Chat completions over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import Response

from service.http.body import body_of
from service.http.compatible.asking import EXAMPLE, refuse_tools, reply
from service.http.compatible.body import AskingBody, CompatibleBody, Content, Role, TextOnly, Tools
from service.http.compatible.chunk import Chunks
from service.http.compatible.completion import Completion
from service.http.compatible.conversation import Message, conversation_of
from service.http.compatible.model import mode_of
from service.http.compatible.open_webui import reads_sources
from service.http.compatible.schema import CompletionSchema
from service.http.compatible.usage import Counter
from service.http.openapi import json_body, openai_responses
from service.http.parts import Served, address_of
from service.http.stream import EVENT_STREAM

router = APIRouter(prefix="/v1/chat/completions", tags=["openai"])


class MessageBody(CompatibleBody):
    """What one side said."""

    role: Role
    content: Content = Field(default_factory=list)


class StreamOptions(CompatibleBody):
    """How a stream ends."""

    include_usage: bool | None = None


class ChatBody(AskingBody):
    """A conversation, whose last user message is the question; other fields are passed over.

    `filters`, `top_k` and `length` are Anagen's own, as in `/v1/ask`.
    """

    messages: Annotated[list[MessageBody], Field(min_length=1)]
    n: Literal[1] | None = None
    stream_options: StreamOptions | None = None
    functions: Tools = None
    response_format: TextOnly = None


@router.post(
    "",
    openapi_extra=json_body(
        ChatBody, {"model": "anagen", "messages": [{"role": "user", "content": EXAMPLE}]}
    ),
    responses=openai_responses(
        CompletionSchema, 400, 404, 409, 413, 415, 503, streamed=EVENT_STREAM
    ),
)
async def complete(
    body: Annotated[ChatBody, Depends(body_of(ChatBody))], anagen: Served, request: Request
) -> Response:
    """Answer the last user message of a chat from the collection, as OpenAI's API would.

    The models are `anagen`, `anagen-local` and, where a language model is set, `anagen-llm`.
    System and developer messages are taken and not followed; earlier turns only say what a
    follow-up question is about. `annotations` hold a `url_citation` for each marker, and
    `content[start_index:end_index]`, in code points, is the marker; `x_anagen` is the whole answer.
    """
    mode_of(body.model, anagen)
    refuse_tools("tools", body.tools, request)
    refuse_tools("functions", body.functions, request)
    messages = [
        Message(f"messages[{n}]", one.role, one.content) for n, one in enumerate(body.messages)
    ]
    conversation = conversation_of(messages, "messages")
    chunks = Chunks(
        Completion(body.model, address_of(request)),
        Counter(anagen.encoder, request.app.state.threads),
        usage=bool(body.stream_options and body.stream_options.include_usage),
        sources=reads_sources(request.headers, body.tools or ()),
    )
    return await reply(anagen, conversation, body, request, chunks)
