"""Fetching single pages: from public addresses alone, and within bounds."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from seeds.collect.address import is_address, is_public, resolved
from seeds.collect.web import Web
from seeds.document import Document
from seeds.page import Found, Rejection

PAGE = (Path(__file__).parent / "pages" / "article_plain.txt").read_bytes()
PUBLIC = "93.184.215.14"
OTHER = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
TEXT = {"Content-Type": "text/plain; charset=utf-8"}


@dataclass(slots=True)
class Site:
    """A site on loopback that stands for all public addresses.

    `pages` are the status, the headers and the body behind each path; `names` what the resolver
    says, in turn, of each host. What was resolved, connected to and asked for is kept.
    """

    port: int = 0
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    resolved: list[str] = field(default_factory=list)
    connected: list[tuple[str, str]] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)

    def resolve(self, name: str, port: int) -> Sequence[str]:
        """What the resolver says now; it says the last for ever."""
        self.resolved.append(name)
        known = self.names.get(name)
        if name.endswith(".invalid"):
            raise socket.gaierror("no such name")
        if not known:
            return resolved(name, port)
        return known.pop(0) if len(known) > 1 else known[0]

    def web(self, seconds: float = 20) -> Web:
        """The web with this site alone in it."""
        return Web(self.resolve, lambda: Loopback(self), seconds)

    def read(self, address: str) -> list[Found]:
        """What a page gives."""
        return list(self.web().read(address))

    def refusal(self, address: str) -> str:
        """Why a page is refused."""
        [found] = self.read(address)
        assert isinstance(found, Rejection)
        assert found.source == address
        return found.reason


class Loopback(httpx.AsyncBaseTransport):
    """Connects to the site in place of the address that is asked for, and keeps that."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.site.connected.append((request.url.host, request.extensions["sni_hostname"]))
        if request.url.host == OTHER:
            raise httpx.ConnectError("no route", request=request)
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.site.port)
        return await self.inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self.inner.aclose()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with a page, on a free port."""
    made = Site(pages={"/page": (200, TEXT, PAGE)}, names={"public.example": [[PUBLIC]]})

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.hosts.append(self.headers["Host"])
            if self.path in ("/endless", "/slow"):
                self.endless()
                return
            status, headers, body = made.pages[self.path]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.write(body)

        def endless(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            piece, pause = (b"x" * 65_536, 0.0) if self.path == "/endless" else (b"x", 0.05)
            while self.write(piece):
                time.sleep(pause)

        def write(self, body: bytes) -> bool:
            try:
                self.wfile.write(body)
            except OSError:
                return False
            return True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        server.daemon_threads = True
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def test_a_page_is_read_by_what_it_holds(site: Site) -> None:
    """The document's source is the address, as it was given."""
    [document] = site.read("http://public.example/page")
    assert isinstance(document, Document)
    assert document.sources[0].location == "http://public.example/page"
    assert site.hosts == ["public.example"]


def test_a_page_of_html_is_read_by_its_meta_tags(site: Site) -> None:
    """An article's page on the web becomes its document."""
    html = (
        b'<html><head><meta name="citation_title" content="Hair"><meta name="citation_abstract"'
        b' content="Minoxidil raised hair density in 40 men."></head><body></body></html>'
    )
    site.pages["/article"] = (200, {"Content-Type": "text/html"}, html)
    [document] = site.read("http://public.example/article")
    assert isinstance(document, Document)
    assert document.title == "Hair"


def test_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    """A resolver that says something else the second time is never asked a second time."""
    site.names["public.example"] = [[PUBLIC], ["127.0.0.1"]]
    [document] = site.read("https://public.example:8443/page")
    assert isinstance(document, Document)
    assert site.resolved == ["public.example"]
    assert site.connected == [(PUBLIC, "public.example")]
    assert site.hosts == ["public.example:8443"]


def test_a_host_with_one_private_address_is_refused(site: Site) -> None:
    """All that the resolver says must be public, else one of them could be chosen."""
    site.names["public.example"] = [[PUBLIC, "10.0.0.1"]]
    assert "10.0.0.1, which is no public address" in site.refusal("http://public.example/page")
    assert site.connected == []


def test_the_next_address_is_tried_where_one_cannot_be_reached(site: Site) -> None:
    """A host with IPv6 and IPv4 is read over the one that works."""
    site.names["public.example"] = [[OTHER, PUBLIC]]
    [document] = site.read("http://public.example/page")
    assert isinstance(document, Document)
    assert [host for host, _ in site.connected] == [OTHER, PUBLIC]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "0",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:93.184.215.14]",
        "[::7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00::1]",
        "[ff02::1]",
    ],
)
def test_what_is_not_public_is_refused_however_it_is_written(site: Site, host: str) -> None:
    """Numbers in decimal, octal and hexadecimal, short forms, and IPv6 that stands for IPv4."""
    assert site.refusal(f"http://{host}:{site.port}/page")
    assert site.connected == []


@pytest.mark.parametrize(
    ("ip", "public"),
    [(PUBLIC, True), (OTHER, True), ("192.0.2.1", False), ("2001:db8::1", False), ("x", False)],
)
def test_public_addresses_are_told_from_others(ip: str, public: bool) -> None:
    """Documentation's addresses are nobody's."""
    assert is_public(ip) is public


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ftp://public.example/page", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("http://user@public.example/page", "user"),
        ("http://public.example@127.0.0.1/page", "user"),
        ("http://:secret@public.example/page", "user"),
        ("http:///page", "host"),
        ("http://public.example:x/page", "sound"),
        ("http://[::1/page", "sound"),
        ("http://no-such-host.invalid/page", "not found"),
        ("http://" + "a" * 300 + ".example/", "not found"),
    ],
)
def test_unsound_addresses_are_refused(site: Site, address: str, told: str) -> None:
    """Each is refused before anything is connected to, and the reason is told."""
    assert told in site.refusal(address)
    assert site.connected == []


def test_an_address_is_told_from_a_file() -> None:
    """What has a scheme is an address."""
    assert is_address("HTTPS://public.example")
    assert is_address("file:///x")
    assert not is_address("folder/http:/x.txt")
    assert not is_address("C:\\x.txt")


def test_redirects_are_followed_and_each_is_resolved(site: Site) -> None:
    """Five redirects are followed, relative ones too; the source stays the address given."""
    for n in range(5):
        site.pages[f"/{n}"] = (302, {"Location": f"/{n + 1}" if n < 4 else "/page"}, b"")
    [document] = site.read("http://public.example/0")
    assert isinstance(document, Document)
    assert document.sources[0].location == "http://public.example/0"
    assert site.resolved == ["public.example"] * 6
    site.pages["/6"] = (301, {"Location": "/0"}, b"")
    assert "more than 5 times" in site.refusal("http://public.example/6")


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("http://127.0.0.1/page", "no public address"),
        ("http://2130706433/", "no public address"),
        ("//localhost/page", "no public address"),
        ("file:///etc/passwd", "scheme"),
        ("http://public.example@public.example/page", "user"),
        ("http://public.example:x/", "Invalid"),
    ],
)
def test_redirects_are_checked_as_addresses_are(site: Site, target: str, told: str) -> None:
    """A public page cannot lead to what may not be named."""
    site.pages["/away"] = (302, {"Location": target}, b"")
    assert told in site.refusal("http://public.example/away")
    assert len(site.connected) == 1


def test_a_host_that_becomes_private_under_way_is_refused(site: Site) -> None:
    """A redirect to the same host is checked anew."""
    site.names["public.example"] = [[PUBLIC], ["192.168.0.1"]]
    site.pages["/away"] = (302, {"Location": "/page"}, b"")
    assert "192.168.0.1" in site.refusal("http://public.example/away")
    assert site.connected == [(PUBLIC, "public.example")]


def test_large_pages_are_refused(site: Site) -> None:
    """10 MB are the most, told or not."""
    site.pages["/large"] = (200, TEXT, b"x" * 10_000_001)
    assert "10,000,000" in site.refusal("http://public.example/large")
    assert "10,000,000" in site.refusal("http://public.example/endless")


def test_slow_pages_are_refused(site: Site) -> None:
    """The time is that of the whole, not of each piece."""
    before = time.monotonic()
    [found] = site.web(seconds=0.5).read("http://public.example/slow")
    assert isinstance(found, Rejection)
    assert "0.5 seconds" in found.reason
    assert time.monotonic() - before < 5


def test_packed_pages_are_read_and_bombs_are_not(site: Site) -> None:
    """What a page unpacks to is bounded as the page is, however it is packed, and once alone."""
    packed = {**TEXT, "Content-Encoding": "gzip"}
    bomb = gzip.compress(b" " * 50_000_000)
    site.pages |= {
        "/packed": (200, packed, gzip.compress(PAGE)),
        "/bomb": (200, packed, bomb),
        "/untold": (200, TEXT, bomb),
        "/twice": (200, packed, gzip.compress(bomb)),
        "/damaged": (200, packed, gzip.compress(PAGE)[:-20]),
        "/brotli": (200, {**TEXT, "Content-Encoding": "br"}, b"x"),
    }
    [document] = site.read("http://public.example/packed")
    assert isinstance(document, Document)
    for path, told in (
        ("bomb", "10,000,000"),
        ("untold", "10,000,000"),
        ("twice", "more than once"),
        ("damaged", "cannot be unpacked"),
        ("brotli", "'br'"),
    ):
        assert told in site.refusal(f"http://public.example/{path}")


def test_other_types_are_refused(site: Site) -> None:
    """What is no text is not fetched, and neither is what does not say what it is."""
    site.pages["/pdf"] = (200, {"Content-Type": "application/pdf"}, b"%PDF-")
    site.pages["/untold"] = (200, {}, PAGE)
    assert "application/pdf" in site.refusal("http://public.example/pdf")
    assert "no type" in site.refusal("http://public.example/untold")


def test_an_error_of_the_site_is_told(site: Site) -> None:
    """Its page of errors is no page to read."""
    site.pages["/none"] = (404, TEXT, PAGE)
    assert "404" in site.refusal("http://public.example/none")


def test_an_encoding_that_is_told_is_heeded(site: Site) -> None:
    """A page in Latin-1 that says so is read."""
    latin = PAGE.decode().encode("ascii", "ignore").replace(b"Results", b"R\xe9sults")
    site.pages["/latin"] = (200, {"Content-Type": "text/plain; charset=latin-1"}, latin)
    assert any(isinstance(one, Document) for one in site.read("http://public.example/latin"))


def test_the_name_of_the_server_goes_into_tls() -> None:
    """The connection is to the number, and TLS names the host, whose certificate is checked."""
    hello = b""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        class Local(httpx.AsyncHTTPTransport):
            async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
                request.url = request.url.copy_with(host="127.0.0.1", port=port)
                return await super().handle_async_request(request)

        def answer() -> None:
            nonlocal hello
            connection, _ = listener.accept()
            with connection:
                hello = connection.recv(4096)

        thread = threading.Thread(target=answer)
        thread.start()
        web = Web(lambda _name, _port: [PUBLIC], Local)
        [found] = web.read("https://public.example/page")
        thread.join()
    assert isinstance(found, Rejection)
    assert b"public.example" in hello
