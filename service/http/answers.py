"""Recent answers over HTTP, and what they cite as other programs read it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from service.answer import answer_json
from service.export.export import FORMS, exported
from service.export.form import Format
from service.http.openapi import responses
from service.http.parts import Address, Served
from service.http.query import only
from service.http.reply import JsonReply
from service.http.schema import AnswerSchema

router = APIRouter(prefix="/v1/answers", tags=["answers"])

_TEXT = {"schema": {"type": "string"}}
_LIST = {"schema": {"type": "array", "items": {"type": "object"}}}
_EXPORT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The cited works, each once, in the order of the citations.",
        "content": {
            form.media_type: _LIST if name == "csl-json" else _TEXT for name, form in FORMS.items()
        },
    }
}


@router.get("/{answer_id}", dependencies=[Depends(only())], responses=responses(AnswerSchema, 404))
def answer(answer_id: str, anagen: Served) -> JsonReply:
    """An answer that was given a short while ago, as it was given."""
    return JsonReply(answer_json(anagen.answers.get(answer_id)))


@router.get(
    "/{answer_id}/citations",
    dependencies=[Depends(only("format"))],
    response_class=Response,
    responses={**responses(None, 404), **_EXPORT},
)
def citations(
    answer_id: str,
    anagen: Served,
    address: Address,
    name: Annotated[Format, Query(alias="format")] = "csl-json",
) -> Response:
    """The works that a recent answer cites, for a reference manager or a bibliography.

    Identifiers are the works' own; of a summary or a snippet it is said that it is not the work.
    """
    form = FORMS[name]
    kept = anagen.answers.get(answer_id)
    place = "inline" if name == "apa" else "attachment"
    return Response(
        exported(kept, name, address),
        media_type=form.media_type,
        headers={"Content-Disposition": f'{place}; filename="{kept.id}.{form.suffix}"'},
    )
