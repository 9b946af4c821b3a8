"""Observation: each request has an id, is counted, and is written down."""

from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.exchange import begin
from service.http.journal import Journal
from service.http.metrics import Metrics

REQUEST_ID = "X-Request-Id"


class Observation:
    """ASGI middleware around all others, which hears how each request ends."""

    def __init__(self, app: ASGIApp, metrics: Metrics, journal: Journal) -> None:
        self._app = app
        self._metrics = metrics
        self._journal = journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the response has its id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = begin(Headers(scope=scope).get(REQUEST_ID))
        started, status = perf_counter(), 499

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = exchange.request_id
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            seconds = perf_counter() - started
            route = getattr(scope.get("route"), "path", "none")
            self._metrics.count_request(scope["method"], route, status, seconds)
            self._journal.write(exchange, scope["method"], scope["path"], status, seconds)
