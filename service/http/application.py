"""The application: routes, limits and problems put together."""

from importlib.metadata import version
from typing import Any

from anyio import CapacityLimiter
from fastapi import FastAPI

from service.anagen import Anagen
from service.http import documents, files, health, questions, reference
from service.http.compatible import completions, models
from service.http.compatible import responses as model_responses
from service.http.head import HeadAsGet
from service.http.limit import LARGEST_BODY, LARGEST_CHAT, LARGEST_UPLOAD, BodyLimit
from service.http.openapi import openapi_of
from service.http.parts import Ingestions
from service.http.problem import add_problem_handlers

_DESCRIPTION = (
    "Answers over biomedical abstracts and snippets; every sentence carries a citation that a"
    " program can check. Errors are `application/problem+json` (RFC 9457); unknown fields are"
    " refused by name. The routes of OpenAI's API (`/v1/chat/completions`, `/v1/responses`,"
    " `/v1/models`) keep to its forms, errors too, and pass over fields that they do not know."
)
_MOST_ASKED = 64
"""Questions under way at a time. They have threads of their own: a slow model holds up no other
route."""


class _Application(FastAPI):
    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = openapi_of(
                self,
                *(questions.AskBody, questions.SearchBody, documents.DocumentsBody),
                *(completions.ChatBody, model_responses.ResponseBody),
            )
        return self.openapi_schema


def create_application(anagen: Anagen) -> FastAPI:
    """The ASGI application that answers from one collection with one encoder."""
    application = _Application(
        title="Anagen",
        version=version("anagen"),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    application.state.anagen = anagen
    application.state.threads = CapacityLimiter(_MOST_ASKED)
    application.state.ingestions = Ingestions(anagen.collection)
    for routes in (
        *(questions, documents, files, health, reference),
        *(completions, model_responses, models),
    ):
        application.include_router(routes.router)
    add_problem_handlers(application)
    application.add_middleware(
        BodyLimit,
        uploads={
            **dict.fromkeys(("/v1/documents", "/v1/files"), LARGEST_UPLOAD),
            **dict.fromkeys(("/v1/chat/completions", "/v1/responses"), LARGEST_CHAT),
        },
        default=LARGEST_BODY,
    )
    application.add_middleware(HeadAsGet)
    return application
