"""Asking by OpenAI's routes: from a body that was read to the reply, whole or streamed."""

from collections.abc import AsyncIterator, Sequence
from http import HTTPStatus
from typing import Any, Protocol

from fastapi import Request
from starlette.responses import Response

from service.anagen import Anagen
from service.answer import Answer
from service.http.asking import Asking
from service.http.compatible.body import AskingBody
from service.http.compatible.conversation import Conversation
from service.http.compatible.model import mode_of
from service.http.compatible.open_webui import is_open_webui
from service.http.filters import filters_of
from service.http.problem import ProblemError
from service.http.reply import JsonReply
from service.http.stream import Telling, event_stream, stream_of
from service.http.validation import FieldFault

EXAMPLE = "Do exosomes help patients with acquired trichorrhexis nodosa?"


class Form(Telling, Protocol):
    """The form in which one of the routes tells an answer, or a text that is none."""

    async def json(self, text: str, answer: Answer | None) -> dict[str, Any]:
        """The reply whole."""

    def stream(self, text: str) -> AsyncIterator[str]:
        """The events of a text that is there already."""


async def reply(
    anagen: Anagen, conversation: Conversation, body: AskingBody, request: Request, form: Form
) -> Response:
    """The reply to the last thing that was said in a conversation."""
    if conversation.reply is not None:
        if body.stream:
            return event_stream(form.stream(conversation.reply))
        return JsonReply(await form.json(conversation.reply, None))
    asking = _asking_of(anagen, conversation, body, request)
    if body.stream:
        return await stream_of(asking, form)
    answer = await asking.answer(request)
    return JsonReply(await form.json(answer.text, answer))


def _asking_of(
    anagen: Anagen, conversation: Conversation, body: AskingBody, request: Request
) -> Asking:
    return Asking(
        anagen.events(
            conversation.question,
            history=conversation.history,
            top_k=body.passages,
            filters=filters_of(body.filters),
            mode=mode_of(body.model, anagen),
            length=body.length or "short",
        ),
        request.app.state.threads,
    )


def refuse_tools(field: str, offered: Sequence[Any] | None, request: Request) -> None:
    """Raise the `ProblemError` that no tool is called, unless Open WebUI offers its own."""
    if offered and not is_open_webui(request.headers, offered):
        reason = (
            "must be left out: Anagen calls no tools, it answers from its collection. In Open"
            " WebUI, have the connection send the header X-OpenWebUI-Chat-Id (README)"
        )
        fault = FieldFault(field, reason)
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"{field} {reason}.", errors=[fault])
