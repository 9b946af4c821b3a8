"""Questions and searches over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import Response

from service.anagen import DEFAULT_TOP_K, LARGEST_TOP_K, Mode
from service.answer import Length, answer_json
from service.conversation.history import LONGEST_CONTENT, MOST_TURNS, Role, Turn
from service.http.asking import Asking
from service.http.body import Body, Words, body_of
from service.http.event_stream import answer_stream
from service.http.filters import FiltersBody, filters_of
from service.http.openapi import json_body, linked, responses
from service.http.parts import Served
from service.http.query import only
from service.http.reply import JsonReply
from service.http.schema import AnswerSchema, HitsSchema
from service.http.stream import EVENT_STREAM
from service.listing import hits_json

TopK = Annotated[int, Field(ge=1, le=LARGEST_TOP_K, description="Passages to take into account.")]
_QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"

router = APIRouter(prefix="/v1", tags=["questions"], dependencies=[Depends(only())])


class TurnBody(Body):
    """What one side said before the question; turns of other roles are taken and not read."""

    role: Role
    content: Annotated[str, Field(max_length=LONGEST_CONTENT)]


class AskBody(Body):
    """A question in words, in any language."""

    question: Words
    history: Annotated[
        list[TurnBody] | None,
        Field(
            max_length=MOST_TURNS,
            description="The conversation so far, oldest turn first. A question that rests on it is"
            " made to stand on its own, which `standalone_question` shows; only the last turns are"
            " read, and nothing in them is evidence.",
        ),
    ] = None
    filters: FiltersBody | None = None
    top_k: TopK = DEFAULT_TOP_K
    mode: Annotated[
        Mode,
        Field(
            description="llm: in a language model's words; local: in the documents' own; auto: llm"
            " where a model is set."
        ),
    ] = "auto"
    length: Length = "short"
    stream: Annotated[
        bool, Field(description="Send the answer as server-sent events, as it is made.")
    ] = False


class SearchBody(Body):
    """What to look for, in words: never query syntax."""

    query: Words
    filters: FiltersBody | None = None
    top_k: TopK = DEFAULT_TOP_K


@router.post(
    "/ask",
    openapi_extra=json_body(AskBody, {"question": _QUESTION, "filters": {"year_from": 2020}}),
    responses=linked(
        responses(AnswerSchema, 400, 409, 413, 415, 422, streamed=EVENT_STREAM),
        *("answer_id", "/id", "answer", "citations"),
    ),
)
async def ask(
    body: Annotated[AskBody, Depends(body_of(AskBody))], anagen: Served, request: Request
) -> Response:
    """Answer a question from the collection, every sentence with a citation, or abstain.

    With `stream`, server-sent events: `retrieval`, then each `sentence` behind its `citation`s,
    then `done` with the whole answer.
    """
    asking = Asking(
        anagen.events(
            body.question,
            history=[Turn(turn.role, turn.content) for turn in body.history or ()],
            top_k=body.top_k,
            filters=filters_of(body.filters),
            mode=body.mode,
            length=body.length,
        ),
        request.app.state.threads,
    )
    if body.stream:
        return await answer_stream(asking)
    answer = await asking.answer(request)
    return JsonReply(answer_json(answer))


@router.post(
    "/search",
    openapi_extra=json_body(SearchBody, {"query": "exosomes", "top_k": 5}),
    responses=responses(HitsSchema, 400, 413, 415, 422),
)
def search(body: Annotated[SearchBody, Depends(body_of(SearchBody))], anagen: Served) -> JsonReply:
    """The passages that fit a query best, best first."""
    hits = anagen.search(body.query, top_k=body.top_k, filters=filters_of(body.filters))
    return JsonReply(hits_json(hits))
