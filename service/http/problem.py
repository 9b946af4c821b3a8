"""Problems: every error over HTTP, in the form of RFC 9457, or in OpenAI's on its routes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Match

from embeddings.collection import CollectionError
from embeddings.encoder import EncoderError
from service.answers import UnknownAnswerError
from service.error import InputError, UnknownDocumentError
from service.http.compatible.error import is_compatible, openai_error, openai_status
from service.http.exchange import under_way
from service.http.reply import JsonReply
from service.http.validation import FieldFault, field_faults

PROBLEM_JSON = "application/problem+json"


class ProblemError(Exception):
    """A request that cannot be answered: the status, and what to tell the client."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[FieldFault] = (),
        report: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors
        self.report = report


def fields_problem(errors: Sequence[FieldFault]) -> ProblemError:
    """The problem of a request that is well formed and whose fields cannot be used."""
    detail = "; ".join(f"{error.field} {error.reason}" for error in errors)
    return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, f"{detail}.", errors=errors)


def problem_of(error: InputError | CollectionError | EncoderError) -> ProblemError:
    """The problem that an error of the service is to a client."""
    match error:
        case UnknownDocumentError() | UnknownAnswerError():
            return ProblemError(HTTPStatus.NOT_FOUND, str(error))
        case InputError():
            return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        case CollectionError():
            return ProblemError(HTTPStatus.CONFLICT, str(error))
        case EncoderError():
            return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, str(error))


def problem_json(problem: ProblemError) -> dict[str, Any]:
    """The problem in its form; what says nothing is left out."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        content["errors"] = [asdict(error) for error in problem.errors]
    if problem.report is not None:
        content["report"] = problem.report
    if exchange := under_way():
        content["request_id"] = exchange.request_id
    return content


def openai_problem_json(problem: ProblemError) -> dict[str, Any]:
    """The problem as OpenAI's error object, which names the first field that is wrong."""
    param = problem.errors[0].field if problem.errors else None
    return openai_error(openai_status(problem.status), problem.detail, param)


def problem_response(
    problem: ProblemError, path: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The problem as a response to a request of that path, whose clients know one form."""
    if is_compatible(path):
        status = openai_status(problem.status)
        return JsonReply(openai_problem_json(problem), status, headers)
    return JsonReply(problem_json(problem), problem.status, headers, media_type=PROBLEM_JSON)


def add_problem_handlers(application: FastAPI) -> None:
    """Turn whatever a route raises into a problem; what nobody expected is logged as well."""
    for kind in (
        *(ProblemError, InputError, CollectionError, EncoderError),
        *(RequestValidationError, HTTPException, ClientDisconnect, Exception),
    ):
        application.add_exception_handler(kind, _respond)


async def _respond(request: Request, error: Exception) -> Response:
    allowed = ", ".join(_allowed_methods(request)) if _is_method_refused(error) else ""
    problem = _problem_of(request, error, allowed)
    headers = {"Allow": allowed} if allowed else {}
    if problem.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        # The server closes the connection after an error that nobody expected.
        headers["Connection"] = "close"
    return problem_response(problem, request.url.path, headers)


def _problem_of(request: Request, error: Exception, allowed: str) -> ProblemError:
    match error:
        case ProblemError():
            return error
        case InputError() | CollectionError() | EncoderError():
            return problem_of(error)
        case RequestValidationError():
            # FastAPI puts "query" before the name of a query parameter.
            faults = field_faults({**one, "loc": one["loc"][1:]} for one in error.errors())
            return fields_problem(faults)
        case ClientDisconnect():
            return ProblemError(HTTPStatus.BAD_REQUEST, "The client hung up before the body's end.")
        case HTTPException():
            return ProblemError(error.status_code, _refusal(request, error, allowed))
        case _:
            return ProblemError(
                HTTPStatus.INTERNAL_SERVER_ERROR,
                "Anagen failed at this request, which is a fault of Anagen. Its log says how.",
            )


def _refusal(request: Request, error: HTTPException, allowed: str) -> str:
    method, path = request.method, request.url.path[:200]
    if _is_method_refused(error):
        return f"{method} is not allowed on {path}; allowed: {allowed}."
    if error.status_code == HTTPStatus.NOT_FOUND:
        return f"There is nothing at {path}. /docs and /openapi.json list what there is."
    return error.detail


def _is_method_refused(error: Exception) -> bool:
    return isinstance(error, HTTPException) and error.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def _allowed_methods(request: Request) -> list[str]:
    # Starlette names only the methods of the first route that has the path.
    return [
        method
        for method in ("GET", "HEAD", "POST", "DELETE")
        if any(
            route.matches({**request.scope, "method": "GET" if method == "HEAD" else method})[0]
            is Match.FULL
            for route in request.app.routes
        )
    ]
