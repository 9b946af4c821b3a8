"""The application: routes, limits and problems put together."""

from importlib.metadata import version
from typing import Any

from anyio import CapacityLimiter
from fastapi import FastAPI
from opentelemetry.trace import TracerProvider
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from service.anagen import Anagen
from service.http import answers, documents, files, health, questions, reference
from service.http.compatible import completions, models
from service.http.compatible import responses as model_responses
from service.http.exchange import hear
from service.http.head import HeadAsGet
from service.http.host import HostCheck
from service.http.journal import Journal
from service.http.key import KeyCheck
from service.http.limit import LARGEST_BODY, LARGEST_CHAT, LARGEST_UPLOAD, BodyLimit
from service.http.mcp import McpDoor, mcp_route
from service.http.metrics import Metrics
from service.http.observation import REQUEST_ID, Observation
from service.http.openapi import openapi_of
from service.http.parts import Ingestions
from service.http.problem import add_problem_handlers
from service.http.rate import Rate
from service.http.tracing import StageSpans, telemetry
from service.http.traffic import Admission, Traffic
from service.settings.serve import ServeSettings

_DESCRIPTION = (
    "Answers over biomedical abstracts and snippets; every sentence carries a citation that a"
    " program can check. Errors are `application/problem+json` (RFC 9457); unknown fields are"
    " refused by name. The routes of OpenAI's API (`/v1/chat/completions`, `/v1/responses`,"
    " `/v1/models`) keep to its forms, errors too, and pass over fields that they do not know."
)


class _Application(FastAPI):
    def build_middleware_stack(self) -> ASGIApp:
        # Around all others, so that what nobody expected is observed too.
        return Observation(super().build_middleware_stack(), self.state.metrics, self.state.journal)

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = openapi_of(
                self,
                *(questions.AskBody, questions.SearchBody, documents.DocumentsBody),
                *(completions.ChatBody, model_responses.ResponseBody),
                has_keys=self.state.has_keys,
            )
        return self.openapi_schema


def create_application(
    anagen: Anagen,
    serve: ServeSettings | None = None,
    tracer: TracerProvider | None = None,
    public_url: str | None = None,
) -> FastAPI:
    """The ASGI application that answers from one collection with one encoder.

    Requests are traced where there is a `tracer`. Links begin with `public_url`, or else with the
    address that a request came to.
    """
    serve = serve or ServeSettings()
    # Questions have threads of their own: a slow model holds up no other route.
    threads = CapacityLimiter(serve.limits.in_flight)
    mcp = McpDoor(anagen, threads)
    application = _Application(
        title="Anagen",
        version=version("anagen"),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lambda _: mcp.open(),
        telemetry=telemetry(tracer),
        generate_unique_id_function=lambda route: route.name,
    )
    traffic = Traffic(serve.limits)
    state = application.state
    state.anagen = anagen
    state.has_keys = bool(serve.keys)
    state.public_url = public_url
    state.threads = threads
    state.health_threads = CapacityLimiter(2)
    state.ingestions = Ingestions(anagen.collection)
    state.traffic = traffic
    state.metrics = Metrics(anagen, traffic)
    state.journal = Journal(serve.log)
    anagen.watch(state.metrics.count_answer, hear)
    if tracer:
        anagen.watch(StageSpans(tracer).trace)
    for routes in (
        *(questions, answers, documents, files, health, reference),
        *(completions, model_responses, models),
    ):
        application.include_router(routes.router)
    application.router.routes.append(mcp_route(mcp))
    add_problem_handlers(application)
    _add_doors(application, serve, traffic)
    return application


def _add_doors(application: FastAPI, serve: ServeSettings, traffic: Traffic) -> None:
    """What a request passes before its route; what is added last comes first."""
    application.add_middleware(
        BodyLimit,
        uploads={
            **dict.fromkeys(("/v1/documents", "/v1/files"), LARGEST_UPLOAD),
            **dict.fromkeys(("/v1/chat/completions", "/v1/responses"), LARGEST_CHAT),
        },
        default=LARGEST_BODY,
    )
    application.add_middleware(HeadAsGet)
    application.add_middleware(Admission, traffic=traffic)
    rate = Rate(serve.limits.rate) if serve.limits.rate else None
    application.add_middleware(KeyCheck, keys=serve.keys, rate=rate)
    if serve.origins:
        application.add_middleware(
            CORSMiddleware,
            allow_origins=serve.origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["*"],  # clients send many of their own; no cookie is ever read
            expose_headers=[REQUEST_ID, "Retry-After"],
        )
    application.add_middleware(HostCheck, hosts=serve.hosts, origins=serve.origins)
