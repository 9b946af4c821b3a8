"""Whether the service is alive, and ready, and what it did so far."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import PlainTextResponse, Response

from embeddings.collection import CollectionError
from embeddings.encoder import EncoderError
from service.anagen import Anagen
from service.http.openapi import plain_responses, responses
from service.http.parts import Served
from service.http.problem import ProblemError
from service.http.query import only
from service.http.reply import JsonReply
from service.http.schema import HealthSchema, ReadinessSchema
from service.http.validation import FieldFault

ValueT = TypeVar("ValueT")

router = APIRouter(tags=["health"], dependencies=[Depends(only())])


@router.get("/healthz", responses=responses(HealthSchema, guarded=False))
async def health() -> JsonReply:
    """The process answers."""
    return JsonReply({"status": "ok"})


@router.get("/readyz", responses=responses(ReadinessSchema, 503))
async def readiness(anagen: Served, request: Request) -> JsonReply:
    """Questions can be answered: the collection can be read and the encoder is there.

    What is missing is named. A model that is given a rest (`model`) is not: answers are then in
    the documents' own words.
    """
    state = request.app.state
    ready, missing = await run_sync(_readiness, anagen, limiter=state.health_threads)
    if state.traffic.ending:
        missing.append(FieldFault("service", "is ending"))
    if missing:
        said = "; ".join(f"{fault.field}: {fault.reason}" for fault in missing)
        raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, said, errors=missing)
    return JsonReply(ready)


@router.get(
    "/metrics",
    response_class=PlainTextResponse,
    responses=plain_responses("Prometheus' text format."),
)
async def metrics(request: Request) -> Response:
    """What the service did since it began, for Prometheus."""
    state = request.app.state
    page = await run_sync(state.metrics.page, limiter=state.health_threads)
    return Response(page, headers={"Content-Type": CONTENT_TYPE_LATEST})


def _readiness(anagen: Anagen) -> tuple[dict[str, Any], list[FieldFault]]:
    """What is there, and what is not."""
    missing: list[FieldFault] = []
    encoder = _had("encoder", lambda: anagen.encoder.name, missing)
    size = _had("collection", anagen.collection.size, missing)
    if encoder is None or size is None:
        return {}, missing
    breaker = anagen.model.breaker if anagen.model else None
    resting = breaker is not None and breaker.is_open
    return {
        "status": "ready",
        "encoder": encoder,
        "model": ("resting" if resting else "ready") if anagen.model else None,
        "documents": size.documents,
        "passages": size.passages,
        "generation": size.generation,
    }, missing


def _had(part: str, look: Callable[[], ValueT], missing: list[FieldFault]) -> ValueT | None:
    try:
        return look()
    except (CollectionError, EncoderError) as error:
        missing.append(FieldFault(part, str(error)))
        return None
