"""The application: routes, limits and problems put together."""

from importlib.metadata import version
from typing import Any

from anyio import CapacityLimiter
from fastapi import FastAPI

from service.anagen import Anagen
from service.http import answers, documents, files, health, questions, reference
from service.http.head import HeadAsGet
from service.http.limit import LARGEST_BODY, LARGEST_UPLOAD, BodyLimit
from service.http.mcp import McpDoor, mcp_route
from service.http.openapi import openapi_of
from service.http.parts import Ingestions
from service.http.problem import add_problem_handlers

_DESCRIPTION = (
    "Answers over biomedical abstracts and snippets; every sentence carries a citation that a"
    " program can check. Errors are `application/problem+json` (RFC 9457); unknown fields are"
    " refused by name."
)
_MOST_ASKED = 64
"""Questions under way at a time. They have threads of their own: a slow model holds up no other
route."""


class _Application(FastAPI):
    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = openapi_of(
                self, questions.AskBody, questions.SearchBody, documents.DocumentsBody
            )
        return self.openapi_schema


def create_application(anagen: Anagen, public_url: str | None = None) -> FastAPI:
    """The ASGI application that answers from one collection with one encoder.

    Links begin with `public_url`, or else with the address that a request came to.
    """
    threads = CapacityLimiter(_MOST_ASKED)
    mcp = McpDoor(anagen, threads)
    application = _Application(
        title="Anagen",
        version=version("anagen"),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lambda _: mcp.open(),
    )
    application.state.anagen = anagen
    application.state.public_url = public_url
    application.state.threads = threads
    application.state.ingestions = Ingestions(anagen.collection)
    for routes in (questions, answers, documents, files, health, reference):
        application.include_router(routes.router)
    application.router.routes.append(mcp_route(mcp))
    add_problem_handlers(application)
    application.add_middleware(
        BodyLimit,
        uploads={"/v1/documents": LARGEST_UPLOAD, "/v1/files": LARGEST_UPLOAD},
        default=LARGEST_BODY,
    )
    application.add_middleware(HeadAsGet)
    return application
