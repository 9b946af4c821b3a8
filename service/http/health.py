"""Whether the service is alive, and ready."""

from http import HTTPStatus

from fastapi import APIRouter

from embeddings.collection import CollectionError
from embeddings.encoder import EncoderError
from service.http.openapi import responses
from service.http.parts import Served
from service.http.problem import ProblemError
from service.http.reply import JsonReply
from service.http.schema import HealthSchema, ReadinessSchema

router = APIRouter(tags=["health"])


@router.get("/healthz", responses=responses(HealthSchema))
async def health() -> JsonReply:
    """The process answers."""
    return JsonReply({"status": "ok"})


@router.get("/readyz", responses=responses(ReadinessSchema, 503))
def readiness(anagen: Served) -> JsonReply:
    """Questions can be answered: the collection can be read and the encoder is there."""
    try:
        size, encoder = anagen.collection.size(), anagen.encoder.name
    except (CollectionError, EncoderError) as error:
        raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, str(error)) from error
    return JsonReply(
        {
            "status": "ready",
            "encoder": encoder,
            "documents": size.documents,
            "passages": size.passages,
            "generation": size.generation,
        }
    )
