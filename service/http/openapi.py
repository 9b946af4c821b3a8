"""The description of the routes, for programs."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from service.http.compatible.schema import OpenAiErrorSchema
from service.http.problem import PROBLEM_JSON
from service.http.schema import ProblemSchema

_REFERENCE = "#/components/schemas/{model}"


def json_body(model: type[BaseModel]) -> dict[str, Any]:
    """A route's request body, for its `openapi_extra`."""
    schema = {"$ref": _REFERENCE.format(model=model.__name__)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def responses(
    model: object, *problems: int, streamed: str | None = None
) -> dict[int | str, dict[str, Any]]:
    """A route's response, the problems that it may give instead, and how it may be streamed."""
    schema = {"$ref": _REFERENCE.format(model=ProblemSchema.__name__)}
    refused: dict[int | str, dict[str, Any]] = {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {PROBLEM_JSON: {"schema": schema}},
        }
        for status in sorted({*problems, 422})
    }
    fine: dict[str, Any] = {"model": model, "description": "OK"}
    if streamed:
        fine["content"] = {streamed: {"schema": {"type": "string"}}}
    return {200: fine, **refused}


def openai_responses(
    model: object, *refused: int, streamed: str | None = None
) -> dict[int | str, dict[str, Any]]:
    """The same of a route of OpenAI's, all of whose errors have OpenAI's form."""
    schema = {"$ref": _REFERENCE.format(model=OpenAiErrorSchema.__name__)}
    content = {"application/json": {"schema": schema}}
    described: dict[int | str, dict[str, Any]] = {
        status: {"description": HTTPStatus(status).phrase, "content": content} for status in refused
    }
    fine = responses(model, streamed=streamed)[200]
    return {200: fine, **described, "default": {"description": "Error", "content": content}}


def openapi_of(application: FastAPI, *bodies: type[BaseModel]) -> dict[str, Any]:
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
    return document
