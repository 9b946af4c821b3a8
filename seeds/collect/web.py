"""The web: single pages, fetched from public addresses alone."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import anyio
import anyio.to_thread
import httpx

from seeds.collect.address import AddressError, Resolve, public_hosts, resolved, web_address
from seeds.decoding import DecodingError
from seeds.page import Found, Rejection
from seeds.reading import read_bytes
from seeds.unpacking import unpacked

_LARGEST = 10_000_000
_MOST_REDIRECTS = 5
_TYPES = frozenset(
    (
        "application/json",
        "application/xhtml+xml",
        "application/xml",
        "text/html",
        "text/plain",
        "text/xml",
    )
)
_GZIP = b"\x1f\x8b"
_REMEDY = "save the page and name the file"


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where a page moved to."""

    url: httpx.URL


@dataclass(frozen=True, slots=True)
class Web:
    """Fetches pages, within `seconds` each, of 10 MB at most and over 5 redirects at most.

    Each host is resolved once, and the connection goes to the very address that was checked.
    """

    resolve: Resolve = resolved
    transport: Callable[[], httpx.AsyncBaseTransport] = httpx.AsyncHTTPTransport
    seconds: float = 20

    def read(self, address: str) -> Iterator[Found]:
        """The documents of a page, and what of it cannot be read or why it is not fetched."""
        try:
            data = anyio.run(self._page, address)
        except AddressError as error:
            yield Rejection(address, "address", str(error))
        else:
            yield from read_bytes(address, data)

    async def _page(self, address: str) -> bytes:
        try:
            with anyio.fail_after(self.seconds):
                # What the environment says of proxies would lead elsewhere than was checked.
                async with httpx.AsyncClient(
                    transport=self.transport(), timeout=self.seconds, trust_env=False
                ) as client:
                    return await self._followed(client, web_address(address))
        except (TimeoutError, httpx.TimeoutException) as error:
            reason = f"takes more than {self.seconds:g} seconds: try again later, or {_REMEDY}"
            raise AddressError(reason) from error
        except httpx.TransportError as error:
            named = f"{type(error).__name__}: {error}".rstrip(": ")
            raise AddressError(f"cannot be fetched ({named}): check it") from error

    async def _followed(self, client: httpx.AsyncClient, url: httpx.URL) -> bytes:
        for _ in range(_MOST_REDIRECTS + 1):
            hosts = await anyio.to_thread.run_sync(
                public_hosts, url, self.resolve, abandon_on_cancel=True
            )
            found = await _fetched(client, url, hosts)
            if isinstance(found, bytes):
                return found
            url = web_address(found.url)
        reason = f"is redirected more than {_MOST_REDIRECTS} times: name the page's last address"
        raise AddressError(reason)


async def _fetched(client: httpx.AsyncClient, url: httpx.URL, hosts: list[str]) -> bytes | _Moved:
    """The page from the first of its hosts that can be reached, or where it moved to."""
    for host in hosts[:-1]:
        try:
            return await _from_host(client, url, host)
        except httpx.ConnectError:
            continue
    return await _from_host(client, url, hosts[-1])


async def _from_host(client: httpx.AsyncClient, url: httpx.URL, host: str) -> bytes | _Moved:
    request = client.build_request(
        "GET",
        url.copy_with(host=host, fragment=None),
        headers={
            "Host": url.netloc.decode("ascii"),
            "Accept": ", ".join(sorted(_TYPES)),
            "Accept-Encoding": "identity",
            "User-Agent": "anagen",
        },
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )
    response = await client.send(request, stream=True)
    try:
        if response.has_redirect_location:
            return _Moved(url.join(response.headers["Location"]))
        _check(response)
        body = bytearray()
        async for piece in response.aiter_raw():
            body += piece
            _check_size(len(body))
        return _text(response, bytes(body))
    finally:
        await response.aclose()


def _check(response: httpx.Response) -> None:
    """Raises for what is not to be read at all."""
    if response.status_code != httpx.codes.OK:
        status = f"{response.status_code} {response.reason_phrase}".rstrip()
        raise AddressError(f"answers {status}: check it, or {_REMEDY}")
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        what = f"is of the type {kind!r}" if kind else "is of no type that is told"
        raise AddressError(f"{what}: pages of HTML, text, JSON and XML are fetched")
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise AddressError(f"is packed as {packing!r}, which is not read: {_REMEDY}")
    if (size := response.headers.get("Content-Length", "")).isdecimal():
        _check_size(int(size))


def _text(response: httpx.Response, body: bytes) -> bytes:
    """The page's bytes, unpacked, and in UTF-8 where another encoding is told and holds."""
    data = bytearray()
    try:
        for piece in unpacked(io.BytesIO(body)):
            data += piece
            _check_size(len(data))
    except DecodingError as error:
        raise AddressError(f"cannot be unpacked ({error}): {_REMEDY}") from error
    if data.startswith(_GZIP):
        raise AddressError(f"is packed more than once: {_REMEDY}")
    charset = response.charset_encoding
    if charset and not charset.lower().startswith("utf"):
        try:
            return data.decode(charset).encode()
        except (LookupError, UnicodeError):
            return bytes(data)
    return bytes(data)


def _check_size(size: int) -> None:
    if size > _LARGEST:
        raise AddressError(f"is larger than {_LARGEST:,} bytes: {_REMEDY}")
