"""MCP over HTTP: one address, each request whole in itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from anyio import CapacityLimiter
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from service.anagen import Anagen
from service.http.limit import LARGEST_BODY
from service.http.parts import address_of
from service.http.problem import ProblemError
from service.mcp.server import Context, create_server


class McpDoor:
    """ASGI application that serves MCP's Streamable HTTP, without sessions.

    Nothing is kept of a client between its requests, so that neither a restart nor a second process
    behind the same address disturbs it. Hosts and origins are checked for all routes alike.
    """

    def __init__(self, anagen: Anagen, threads: CapacityLimiter) -> None:
        self._server = create_server(anagen, threads, _address)
        self._sessions: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve as long as this lasts."""
        self._sessions = StreamableHTTPSessionManager(
            self._server, stateless=True, max_request_body_size=LARGEST_BODY
        )
        async with self._sessions.run():
            yield
        self._sessions = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._sessions is None:
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "The service is not running yet.")
        await self._sessions.handle_request(scope, receive, send)


def mcp_route(door: McpDoor) -> Route:
    """Where the door is. Clients that would open a stream of their own with GET are told 405."""
    return Route("/mcp", door, methods=["POST"], include_in_schema=False)


def _address(context: Context) -> str | None:
    return address_of(context.request) if isinstance(context.request, Request) else None
