"""The models over HTTP."""

from fastapi import APIRouter

from service.http.compatible.model import mode_of, model_json, model_names
from service.http.compatible.schema import ModelSchema, ModelsSchema
from service.http.openapi import openai_responses
from service.http.parts import Served
from service.http.reply import JsonReply

router = APIRouter(prefix="/v1/models", tags=["openai"])


@router.get("", responses=openai_responses(ModelsSchema))
async def models(anagen: Served) -> JsonReply:
    """The names under which Anagen can be asked."""
    return JsonReply({"object": "list", "data": [model_json(name) for name in model_names(anagen)]})


@router.get("/{model_id:path}", responses=openai_responses(ModelSchema, 404))
async def model(model_id: str, anagen: Served) -> JsonReply:
    """One of them."""
    mode_of(model_id, anagen)
    return JsonReply(model_json(model_id))
