"""The Host header: who asks under a name that is not ours was led here by somebody else."""

from collections.abc import Collection
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.http.problem import ProblemError
from service.http.purpose import ALIVE
from service.http.refusal import refuse

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class HostCheck:
    """ASGI middleware that refuses other names than loopback's and `hosts`.

    A web page whose name is made to lead here cannot ask anything, and neither can a page of
    another origin send what needs no leave of a browser, such as a form.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], origins: Collection[str]) -> None:
        self._app = app
        self._hosts = LOOPBACK | {host.lower() for host in hosts}
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on where its names are ours."""
        if scope["type"] == "http" and scope["path"] != ALIVE:
            headers = Headers(scope=scope)
            host, origin = headers.get("host", ""), headers.get("origin")
            if "*" not in self._hosts and _name(host) not in self._hosts:
                await refuse(_misdirected(host), scope, receive, send)
                return
            if origin and scope["method"] not in _SAFE and not self._is_ours(origin, host):
                await refuse(_foreign(origin), scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _is_ours(self, origin: str, host: str) -> bool:
        if "*" in self._origins or origin in self._origins:
            return True
        try:
            return urlsplit(origin).netloc.lower() == host.lower()
        except ValueError:
            return False


def _name(host: str) -> str:
    """A Host header without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()


def _misdirected(host: str) -> ProblemError:
    return ProblemError(
        HTTPStatus.MISDIRECTED_REQUEST,
        f"The service does not go by the name {host[:100]!r} (header Host). Call it by its own, or"
        " have ANAGEN_SERVE__HOSTS name this one.",
    )


def _foreign(origin: str) -> ProblemError:
    return ProblemError(
        HTTPStatus.FORBIDDEN,
        f"Web pages of {origin[:100]!r} may not send this. Have ANAGEN_SERVE__ORIGINS name that"
        " origin, or send it without a browser.",
    )
