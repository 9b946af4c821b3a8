"""The description of the routes, for programs."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from service.http.compatible.error import openai_error
from service.http.compatible.schema import OpenAiErrorSchema
from service.http.problem import PROBLEM_JSON
from service.http.purpose import ALIVE
from service.http.schema import ProblemSchema

DOORS = (401, 403, 421, 429, 503)
"""Problems that any request may meet before its route: keys, limits, names."""
_EVENT = {
    "type": "object",
    "description": "One event of the stream; its data are JSON.",
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
    "required": ["data"],
}
_DETAILS: Mapping[int, str] = {
    400: "The body is not JSON: Expecting value (line 1, column 14).",
    401: "The service asks for a key: send it in the header Authorization: Bearer KEY.",
    403: "The key reader may ask and read, not change documents: that takes scope write.",
    404: "No document of the collection has the id or alias 'pmid:1'.",
    409: "The documents changed while the answer was being made from them. Ask again.",
    413: "The body has 1,000,001 bytes; at most 1,000,000 are taken in one request.",
    415: "The body must be JSON and say so.",
    421: "The service does not go by the name 'evil.example' (header Host).",
    422: "top_k must be at most 1,000, not 5000.",
    429: "The key reader may be used 120 times a minute: come again later.",
    503: "The service has as much to do as it can: come again a little later.",
}
_REFERENCE = "#/components/schemas/{model}"


def json_body(model: type[BaseModel], example: Mapping[str, Any]) -> dict[str, Any]:
    """A route's request body, for its `openapi_extra`."""
    schema = {"$ref": _REFERENCE.format(model=model.__name__)}
    content = {"application/json": {"schema": schema, "example": example}}
    return {"requestBody": {"required": True, "content": content}}


def responses(
    model: object, *problems: int, streamed: str | None = None, guarded: bool = True
) -> dict[int | str, dict[str, Any]]:
    """A route's response, the problems that it may give instead, and how it may be streamed.

    Problems of the doors that a request passes first are added, unless the route is not `guarded`.
    """
    fine: dict[str, Any] = {"model": model, "description": "OK"}
    if streamed:
        fine["content"] = {streamed: {"schema": _EVENT}}
    return {200: fine, **_refused({*problems, 422, *(DOORS if guarded else ())})}


def linked(
    responses: dict[int | str, dict[str, Any]], parameter: str, pointer: str, *routes: str
) -> dict[int | str, dict[str, Any]]:
    """The responses, told that the first holds at `pointer` what those routes take."""
    links = {
        route: {"operationId": route, "parameters": {parameter: f"$response.body#{pointer}"}}
        for route in routes
    }
    return {**responses, 200: {**responses[200], "links": links}}


def paged(responses: dict[int | str, dict[str, Any]]) -> dict[int | str, dict[str, Any]]:
    """The responses, told that a browser gets the first as a page."""
    page = {"content": {"text/html": {"schema": {"type": "string"}}}}
    return {**responses, 200: {**responses[200], **page}}


def plain_responses(said: str) -> dict[int | str, dict[str, Any]]:
    """The response of a route that gives plain text, and the problems that it may give instead."""
    fine = {"description": said, "content": {"text/plain": {"schema": {"type": "string"}}}}
    return {200: fine, **_refused({422, *DOORS})}


def _refused(problems: Iterable[int]) -> dict[int | str, dict[str, Any]]:
    schema = {"$ref": _REFERENCE.format(model=ProblemSchema.__name__)}
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {PROBLEM_JSON: {"schema": schema, "example": _example(status)}},
        }
        for status in sorted(problems)
    }


def _example(status: int) -> dict[str, object]:
    title = HTTPStatus(status).phrase
    told = {"type": "about:blank", "title": title, "status": status, "detail": _DETAILS[status]}
    return {**told, "request_id": "9f2c51d0a7b3e846"}


def openai_responses(
    model: object, *refused: int, streamed: str | None = None
) -> dict[int | str, dict[str, Any]]:
    """The same of a route of OpenAI's, all of whose errors have OpenAI's form."""
    schema = {"$ref": _REFERENCE.format(model=OpenAiErrorSchema.__name__)}
    described: dict[int | str, dict[str, Any]] = {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {
                "application/json": {
                    "schema": schema,
                    "example": openai_error(status, _DETAILS[status], None),
                }
            },
        }
        for status in sorted({*refused, *DOORS})
    }
    content = {"application/json": {"schema": schema}}
    fine = responses(model, streamed=streamed)[200]
    return {200: fine, **described, "default": {"description": "Error", "content": content}}


def openapi_of(
    application: FastAPI, *bodies: type[BaseModel], has_keys: bool = False
) -> dict[str, Any]:
    """The OpenAPI document of an application whose routes take those bodies."""
    document = get_openapi(
        title=application.title,
        version=application.version,
        description=application.description,
        routes=application.routes,
    )
    models: list[type[BaseModel]] = [*bodies, ProblemSchema, OpenAiErrorSchema]
    _, schemas = models_json_schema(
        [(model, "validation") for model in models], ref_template=_REFERENCE
    )
    document["components"]["schemas"] |= schemas["$defs"]
    if has_keys:
        document["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        document["security"] = [{"key": []}]
        document["paths"][ALIVE]["get"]["security"] = []
    return document
