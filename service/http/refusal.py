"""Refusals: problems told before a request reaches its route."""

from collections.abc import Mapping
from http import HTTPStatus
from math import ceil

from starlette.types import Receive, Scope, Send

from service.http.problem import ProblemError, problem_response


async def refuse(
    problem: ProblemError,
    scope: Scope,
    receive: Receive,
    send: Send,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Answer a request with a problem."""
    await problem_response(problem, scope["path"], headers)(scope, receive, send)


def busy(detail: str) -> ProblemError:
    """The problem of a service that has no room now."""
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail)


def retry_after(seconds: float) -> dict[str, str]:
    """The header that says when to come again, in whole seconds."""
    return {"Retry-After": str(max(1, ceil(seconds)))}
