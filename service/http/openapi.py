"""The description of the routes, for programs."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from service.http.problem import PROBLEM_JSON
from service.http.schema import ProblemSchema

DOORS = (401, 403, 421, 429, 503)
"""Problems that any request may meet before its route: keys, limits, names."""
_REFERENCE = "#/components/schemas/{model}"


def json_body(model: type[BaseModel]) -> dict[str, Any]:
    """A route's request body, for its `openapi_extra`."""
    schema = {"$ref": _REFERENCE.format(model=model.__name__)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def responses(
    model: object, *problems: int, streamed: str | None = None, guarded: bool = True
) -> dict[int | str, dict[str, Any]]:
    """A route's response, the problems that it may give instead, and how it may be streamed.

    Problems of the doors that a request passes first are added, unless the route is not `guarded`.
    """
    fine: dict[str, Any] = {"model": model, "description": "OK"}
    if streamed:
        fine["content"] = {streamed: {"schema": {"type": "string"}}}
    return {200: fine, **_refused({*problems, 422, *(DOORS if guarded else ())})}


def plain_responses(said: str) -> dict[int | str, dict[str, Any]]:
    """The response of a route that gives plain text, and the problems that it may give instead."""
    fine = {"description": said, "content": {"text/plain": {"schema": {"type": "string"}}}}
    return {200: fine, **_refused({422, *DOORS})}


def _refused(problems: Iterable[int]) -> dict[int | str, dict[str, Any]]:
    schema = {"$ref": _REFERENCE.format(model=ProblemSchema.__name__)}
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {PROBLEM_JSON: {"schema": schema}},
        }
        for status in sorted(problems)
    }


def openapi_of(application: FastAPI, *bodies: type[BaseModel]) -> dict[str, Any]:
    """The OpenAPI document of an application whose routes take those bodies."""
    document = get_openapi(
        title=application.title,
        version=application.version,
        description=application.description,
        routes=application.routes,
    )
    models: list[type[BaseModel]] = [*bodies, ProblemSchema]
    _, schemas = models_json_schema(
        [(model, "validation") for model in models], ref_template=_REFERENCE
    )
    document["components"]["schemas"] |= schemas["$defs"]
    return document
