"""What cannot be answered over HTTP comes as a problem (RFC 9457)."""

import socket
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from embeddings.encoder import EncoderError
from embeddings.vector import Vectors
from service.http.limit import LARGEST_BODY

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Refused = Callable[[httpx.Response, int], dict[str, Any]]
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  ", "is empty"),
        (b'{"question": "a",}', "(line 1, column 1"),
        (b'{\n  "question": what\n}', "(line 2, column 15)"),
        (b'{"question": "a"', "(line 1, column 17)"),
        (b'{"question": "\xff"}', "is not UTF-8 at byte 14"),
        (b'{"question": "a", "top_k": NaN}', "it has no NaN"),
        (b'{"question": "a", "top_k": -Infinity}', "it has no -Infinity"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"top_k": ' + b"9" * 5_000 + b"}", "too many digits"),
    ],
    ids=range(10),
)
def test_a_malformed_body_says_where(
    client: httpx.Client, refused: Refused, content: bytes, said: str
) -> None:
    """What is no JSON is refused with the place where it stops being it."""
    problem = refused(client.post("/v1/ask", content=content, headers=JSON), 400)
    assert said in problem["detail"]


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"[]", "a list of 0"), (b'"a"', "'a'"), (b"null", "null"), (b"3", "3"), (b"true", "true")],
)
def test_a_body_that_is_no_object_is_refused(
    client: httpx.Client, refused: Refused, content: bytes, what: str
) -> None:
    """JSON of another kind than an object is told as what it is."""
    problem = refused(client.post("/v1/ask", content=content, headers=JSON), 422)
    assert problem["detail"] == f"the body must be a JSON object, not {what}."


def test_a_body_with_a_byte_order_mark_is_read(client: httpx.Client) -> None:
    """A mark that some editors put before JSON does no harm."""
    content = b'\xef\xbb\xbf{"question": "exosomes"}'
    assert client.post("/v1/ask", content=content, headers=JSON).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": ""},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "nonsense"},
        {"Content-Type": "multipart/form-data; boundary=x"},
    ],
)
def test_another_content_type_is_refused_with_the_right_one(
    client: httpx.Client, refused: Refused, headers: dict[str, str]
) -> None:
    """`curl -d` sends a form unless told otherwise: the refusal says how to tell it."""
    response = client.post("/v1/ask", content=b'{"question": "a"}', headers=headers)
    assert "-H 'Content-Type: application/json'" in refused(response, 415)["detail"]


def test_a_content_type_may_have_parameters(client: httpx.Client) -> None:
    """`application/json; charset=utf-8` is JSON."""
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    content = b'{"question": "exosomes"}'
    assert client.post("/v1/ask", content=content, headers=headers).status_code == 200


@pytest.mark.parametrize("route", ["/v1/ask", "/v1/search"])
def test_a_body_over_the_limit_is_refused(
    client: httpx.Client, refused: Refused, route: str
) -> None:
    """A question is small: more than a megabyte is refused, announced or not."""
    content = b" " * (LARGEST_BODY + 1)
    problem = refused(client.post(route, content=content, headers=JSON), 413)
    assert "1,000,001 bytes; at most 1,000,000" in problem["detail"]
    problem = refused(client.post(route, content=iter([content]), headers=JSON), 413)
    assert "more than 1,000,000 bytes" in problem["detail"]


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/answer", "/v1/ask/", "/v2/ask", "/favicon.ico"])
def test_an_unknown_route_says_where_the_routes_are(
    client: httpx.Client, refused: Refused, path: str
) -> None:
    """An address that is none is named, with the page that lists them."""
    problem = refused(client.get(path), 404)
    assert path in problem["detail"]
    assert "/openapi.json" in problem["detail"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/ask", "POST"),
        ("DELETE", "/v1/search", "POST"),
        ("PUT", "/v1/documents", "GET, HEAD, POST"),
        ("PATCH", "/v1/documents/doi:10.1/x", "GET, HEAD, DELETE"),
        ("POST", "/healthz", "GET, HEAD"),
        ("OPTIONS", "/v1/ask", "POST"),
        ("OPTIONS", "/v1/documents", "GET, HEAD, POST"),
    ],
)
def test_a_method_that_is_not_allowed_says_which_are(
    client: httpx.Client, refused: Refused, method: str, path: str, allowed: str
) -> None:
    """The header Allow and the detail name all methods of the address."""
    response = client.request(method, path)
    assert f"allowed: {allowed}." in refused(response, 405)["detail"]
    assert response.headers["allow"] == allowed


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/v1/documents", "/docs", "/openapi.json"])
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    """Whatever can be got can be asked for its head."""
    head, full = client.head(path), client.get(path)
    assert head.status_code == full.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == full.headers["content-type"]
    assert head.headers["content-length"] == full.headers["content-length"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/v1/documents?limt=5", "limt is not a known query parameter (did you mean limit?)"),
        ("/v1/documents?page=5", "(known: limit, cursor)"),
        ("/v1/documents?limit=1&limit=2", "limit is given twice"),
        ("/v1/documents?limit=0", "limit must be at least 1, not '0'"),
        ("/v1/documents?limit=1001", "limit must be at most 1,000, not '1001'"),
        ("/v1/documents?limit=ten", "limit must be a whole number, not 'ten'"),
        ("/v1/documents?limit=", "limit must be a whole number, not ''"),
        ("/v1/documents/doi:10.1111/jocd.16683?full=1", "(known: start, end)"),
        ("/v1/answers/ans_0?full=1", "send it in the body"),
    ],
)
def test_a_query_parameter_that_cannot_be_used_is_named(
    client: httpx.Client, refused: Refused, path: str, said: str
) -> None:
    """A parameter that would be passed over is refused instead."""
    assert said in refused(client.get(path), 422)["detail"]


def test_fields_in_the_address_of_a_post_are_refused(
    client: httpx.Client, refused: Refused
) -> None:
    """Who puts a field of the body into the address is told, not passed over."""
    response = client.post("/v1/ask?top_k=5", json={"question": "exosomes"})
    assert "top_k is no query parameter" in refused(response, 422)["detail"]


@dataclass(frozen=True)
class Broken:
    """An encoder that fails at every question."""

    error: Exception
    name: str = "broken"
    dim: int = 384
    window: int = 256

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        del texts
        raise self.error

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        del texts
        raise self.error

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        del texts
        raise self.error


def test_an_encoder_that_cannot_be_had_is_told(
    folder: Path, serve: Serve, refused: Refused
) -> None:
    """The service stays up without its encoder, and says what is missing."""
    with serve(folder, Broken(EncoderError("The weights are gone."))) as client:
        problem = refused(client.post("/v1/ask", json={"question": "exosomes"}), 503)
        assert problem["detail"] == "The weights are gone."
        assert client.get("/v1/documents").status_code == 200


def test_a_fault_of_the_service_is_logged_and_not_shown(
    folder: Path, serve: Serve, refused: Refused, capfd: pytest.CaptureFixture[str]
) -> None:
    """What nobody expected is a problem without its stack trace, which is in the log."""
    with serve(folder, Broken(RuntimeError("a secret of the code"))) as client:
        problem = refused(client.post("/v1/ask", json={"question": "exosomes"}), 500)
        assert "secret" not in str(problem)
        assert client.get("/healthz").status_code == 200
    assert "a secret of the code" in capfd.readouterr().err


def test_a_collection_that_goes_away_is_told(folder: Path, serve: Serve, refused: Refused) -> None:
    """A service whose collection was damaged is not ready, and says why."""
    with serve(folder) as client:
        assert client.get("/readyz").status_code == 200
        (folder / "collection.sqlite").write_bytes(b"no database" * 1000)
        refused(client.get("/readyz"), 503)
        refused(client.get("/v1/documents"), 409)
        assert client.get("/healthz").status_code == 200


def test_a_client_that_hangs_up_disturbs_nobody(client: httpx.Client) -> None:
    """A connection that ends in the middle of a body leaves the service as it was."""
    for path in ("/v1/ask", "/v1/documents", "/v1/files"):
        kind = "multipart/form-data; boundary=x" if path == "/v1/files" else "application/json"
        with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as gone:
            head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
            gone.sendall(f"{head}Content-Length: 5000\r\n\r\n{{".encode())
    assert client.get("/readyz").status_code == 200
    assert client.post("/v1/ask", json={"question": "exosomes"}).status_code == 200


def test_garbage_instead_of_http_is_refused(client: httpx.Client) -> None:
    """Bytes that are no HTTP get 400, and the service goes on."""
    with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as garbage:
        garbage.sendall(b"\x16\x03\x01\x02\x00 hello\r\n\r\n")
        assert garbage.recv(100).startswith(b"HTTP/1.1 400")
    assert client.get("/healthz").status_code == 200
