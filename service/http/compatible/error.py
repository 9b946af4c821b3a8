"""Errors in the form that clients of OpenAI's API read."""

from http import HTTPStatus
from typing import Any

_PATHS = ("/v1/chat/completions", "/v1/models", "/v1/responses")
_CODES = {
    HTTPStatus.UNAUTHORIZED: "invalid_api_key",
    HTTPStatus.TOO_MANY_REQUESTS: "rate_limit_exceeded",
}


def is_compatible(path: str) -> bool:
    """Whether an address is one of OpenAI's, whose errors have OpenAI's form."""
    return path.startswith(tuple(f"{known}/" for known in _PATHS)) or path in _PATHS


def openai_status(status: int) -> int:
    """The status that OpenAI's API gives: fields that cannot be used are 400 there, not 422."""
    unusable = status == HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.BAD_REQUEST if unusable else status


def openai_error(status: int, message: str, param: str | None) -> dict[str, Any]:
    """The error object; `param` names the field that is wrong."""
    unknown = status == HTTPStatus.NOT_FOUND and param == "model"
    return {
        "error": {
            "message": message,
            "type": _kind(status),
            "param": param,
            "code": "model_not_found" if unknown else _CODES.get(HTTPStatus(status)),
        }
    }


def _kind(status: int) -> str:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "server_error"
    busy = status == HTTPStatus.TOO_MANY_REQUESTS
    return "rate_limit_error" if busy else "invalid_request_error"
