"""Keys over HTTP: who may ask, what for, and how often."""

from collections.abc import Sequence
from hmac import compare_digest
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.http.exchange import under_way
from service.http.problem import ProblemError
from service.http.purpose import ALIVE, purpose_of
from service.http.rate import Rate
from service.http.refusal import refuse, retry_after
from service.key import key_digest
from service.settings.serve import KeySettings

_MISSING = 'Bearer realm="anagen"'
_UNKNOWN = f'{_MISSING}, error="invalid_token"'
_TOO_LITTLE = f'{_MISSING}, error="insufficient_scope", scope="write"'


class KeyCheck:
    """ASGI middleware that lets only those in who bring a key, unless there are none.

    A key comes as `Authorization: Bearer KEY`. Whether the service lives is told to anybody.
    """

    def __init__(self, app: ASGIApp, keys: Sequence[KeySettings], rate: Rate | None) -> None:
        self._app = app
        self._keys = keys
        self._rate = rate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on where its key allows it."""
        if scope["type"] != "http" or not self._keys or scope["path"] == ALIVE:
            await self._app(scope, receive, send)
            return
        given = _given(Headers(scope=scope).get("authorization"))
        key = self._found(given) if given else None
        if key is None:
            headers = {"WWW-Authenticate": _UNKNOWN if given else _MISSING}
            await refuse(_stranger(given), scope, receive, send, headers)
            return
        if exchange := under_way():
            exchange.key = key.name
        purpose = purpose_of(scope["method"], scope["path"])
        if purpose == "write" and key.scope != "write":
            await refuse(_reader(key), scope, receive, send, {"WWW-Authenticate": _TOO_LITTLE})
        elif self._rate and purpose != "health" and (wait := self._rate.wait(key.name)):
            await refuse(_too_often(key, self._rate), scope, receive, send, retry_after(wait))
        else:
            await self._app(scope, receive, send)

    def _found(self, given: str) -> KeySettings | None:
        # All are compared, each in the same time whatever it is, so that time tells nothing.
        digest, found = key_digest(given), None
        for key in self._keys:
            if compare_digest(key.sha256, digest):
                found = key
        return found


def _given(authorization: str | None) -> str | None:
    scheme, _, key = (authorization or "").partition(" ")
    return key.strip() or None if scheme.lower() == "bearer" else None


def _stranger(given: str | None) -> ProblemError:
    return ProblemError(
        HTTPStatus.UNAUTHORIZED,
        "The service does not know this key: it was mistyped or taken back."
        if given
        else "The service asks for a key: send it in the header Authorization: Bearer KEY.",
    )


def _reader(key: KeySettings) -> ProblemError:
    return ProblemError(
        HTTPStatus.FORBIDDEN,
        f"The key {key.name} may ask and read, not change documents: that takes scope write.",
    )


def _too_often(key: KeySettings, rate: Rate) -> ProblemError:
    return ProblemError(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"The key {key.name} may be used {rate.told.replace('/', ' times a ')}: come again later.",
    )
