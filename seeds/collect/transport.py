"""The transport: requests to a live service, no faster than it allows, repeated where it fails."""

import email.utils
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar

import httpx

T = TypeVar("T")

TIMEOUT = httpx.Timeout(30, connect=10)

_ATTEMPTS = 5
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 120.0
_LONGEST_REPLY = 1 << 26
_LONGEST_TIME = 180.0
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
_SHOWN = 120
_SECRETS = ("api_key",)


class ServiceError(Exception):
    """A service that does not give what was asked for: the address, what came, and the remedy."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address = address
        self.reason = reason


class RefusedError(ServiceError):
    """A request that the service understands and refuses; to repeat it would not help."""


class ReplyError(ValueError):
    """A reply that is not what it should be: cut, of another form, or a message of an error."""


class RefusalError(ReplyError):
    """A reply that says in words that the request is refused."""


class _PassingError(Exception):
    """A failure that may pass, and how long the service asks to wait, in seconds."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.wait = wait


class Transport:
    """Requests of one service, one at a time, `per_second` at most.

    `clock` and `sleep` are the time in seconds and the wait for a number of them.
    """

    def __init__(
        self,
        client: httpx.Client,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._interval = 1 / per_second
        self._clock = clock
        self._sleep = sleep
        self._next = clock()

    def get(self, url: str, parameters: Mapping[str, str], read: Callable[[bytes], T]) -> T:
        """What `read` makes of the reply; it raises `ReplyError` where that is damaged.

        What may pass is tried five times, with waits that double or that the service asks for.
        Raises `ServiceError`, which names the address without keys; `RefusedError` where `read`
        raised `RefusalError` to the last.
        """
        address = shown_address(url, parameters)
        wait = _FIRST_WAIT
        for attempt in range(1, _ATTEMPTS + 1):
            self._pace()
            try:
                return read(self._body(url, parameters, address))
            except (ReplyError, _PassingError) as error:
                asked = error.wait if isinstance(error, _PassingError) else None
                if asked is not None and asked > _LONGEST_WAIT:
                    reason = f"{error}, and asks to wait {asked:,.0f} seconds: try again then"
                    raise ServiceError(address, reason) from error
                if attempt == _ATTEMPTS:
                    reason = f"{error}, {_ATTEMPTS} times: check the address, or try again later"
                    is_refusal = isinstance(error, RefusalError)
                    raise (RefusedError if is_refusal else ServiceError)(address, reason) from error
                self._sleep(asked if asked is not None else wait)
                wait *= 2
        raise AssertionError

    def _pace(self) -> None:
        """Wait until the next request may be sent."""
        if (early := self._next - self._clock()) > 0:
            self._sleep(early)
        self._next = max(self._next, self._clock()) + self._interval

    def _body(self, url: str, parameters: Mapping[str, str], address: str) -> bytes:
        began = self._clock()
        body = bytearray()
        try:
            with self._client.stream("GET", url, params=dict(parameters)) as response:
                for piece in response.iter_bytes():
                    body += piece
                    if len(body) > _LONGEST_REPLY:
                        reason = f"gives more than {_LONGEST_REPLY:,} bytes: check the address"
                        raise RefusedError(address, reason)
                    if self._clock() - began > _LONGEST_TIME:
                        raise _PassingError(f"takes more than {_LONGEST_TIME:.0f} seconds to reply")
        except httpx.InvalidURL as error:
            raise RefusedError(address, f"is no address ({error}): check it") from error
        except httpx.UnsupportedProtocol as error:
            raise RefusedError(address, "is no address of HTTP: check it") from error
        except httpx.TransportError as error:
            raise _PassingError(f"cannot be read ({_named(error)})") from error
        except httpx.DecodingError as error:
            raise _PassingError("gives a packed reply that is damaged") from error
        _check(response, bytes(body), address)
        return bytes(body)


def shown_address(url: str, parameters: Mapping[str, str]) -> str:
    """The address of a request, without keys."""
    shown = {name: value for name, value in parameters.items() if name not in _SECRETS}
    try:
        return str(httpx.URL(url, params=shown))
    except httpx.InvalidURL:
        return url


def beginning(body: bytes) -> str:
    """The beginning of a reply, for messages."""
    text = " ".join(body[: 4 * _SHOWN].decode("utf-8", "replace").split())
    return repr(text[:_SHOWN]) if text else "nothing"


def _check(response: httpx.Response, body: bytes, address: str) -> None:
    """Raises for a status other than 200."""
    status = response.status_code
    if status == httpx.codes.OK:
        return
    what = f"answers {status} {response.reason_phrase}".rstrip()
    if status in _PASSING:
        raise _PassingError(what, _asked_wait(response.headers.get("Retry-After", "")))
    if response.is_redirect:
        target = response.headers.get("Location", "nowhere")
        raise RefusedError(address, f"{what}, it moved to {target}: set that address")
    raise RefusedError(address, f"{what} ({beginning(body)}): check the query and the address")


def _asked_wait(header: str) -> float | None:
    """The seconds that `Retry-After` asks for, as a number or as a date."""
    header = header.strip()
    if header.isdecimal():
        return float(header)
    try:
        date = email.utils.parsedate_to_datetime(header)
    except ValueError:
        return None
    until = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _named(error: httpx.TransportError) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
