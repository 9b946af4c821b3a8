"""Names and origins: what a browser can be led to do from elsewhere."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.settings.serve import ServeSettings

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Refused = Callable[[httpx.Response, int], dict[str, Any]]
PAGE = "https://app.example.org"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"])
def test_loopback_names_are_ours(client: httpx.Client, host: str) -> None:
    """Whatever the port, a service on this machine is called by its own names."""
    assert client.get("/readyz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.7", "x@localhost"]
)
def test_another_name_is_refused(client: httpx.Client, refused: Refused, host: str) -> None:
    """A page whose name was made to lead here reads nothing (DNS rebinding)."""
    assert (
        "ANAGEN_SERVE__HOSTS"
        in refused(client.get("/readyz", headers={"Host": host}), 421)["detail"]
    )


def test_a_name_that_is_set_is_ours(folder: Path, serve: Serve, refused: Refused) -> None:
    """Names behind a proxy are set; an asterisk takes any."""
    with serve(folder, settings=ServeSettings(hosts=("answers.example.org",))) as client:
        assert client.get("/readyz", headers={"Host": "answers.example.org"}).status_code == 200
        refused(client.get("/readyz", headers={"Host": "other.example.org"}), 421)
    with serve(folder, settings=ServeSettings(hosts=("*",))) as client:
        assert client.get("/readyz", headers={"Host": "other.example.org"}).status_code == 200


def test_a_page_of_elsewhere_sends_nothing(client: httpx.Client, refused: Refused) -> None:
    """A form, which browsers send without leave, does not bring documents in."""
    for origin in (PAGE, "null", "http://localhost:1"):
        response = client.post("/v1/files", files={"file": b"x"}, headers={"Origin": origin})
        assert "ANAGEN_SERVE__ORIGINS" in refused(response, 403)["detail"]
    own = str(client.base_url)
    assert client.post("/v1/search", json={"query": "hair"}, headers={"Origin": own}).is_success
    assert (
        "access-control-allow-origin" not in client.get("/readyz", headers={"Origin": PAGE}).headers
    )


def test_a_page_that_is_set_may_ask(folder: Path, serve: Serve) -> None:
    """With CORS, a browser learns that a page may ask, and the page reads id and patience."""
    with serve(folder, settings=ServeSettings(origins=(PAGE,))) as client:
        asked = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}
        leave = client.options(
            "/v1/ask", headers={**asked, "Access-Control-Request-Headers": "authorization"}
        )
        assert leave.headers["access-control-allow-origin"] == PAGE
        answer = client.post("/v1/search", json={"query": "hair"}, headers={"Origin": PAGE})
        assert answer.headers["access-control-allow-origin"] == PAGE
        assert "X-Request-Id" in answer.headers["access-control-expose-headers"]
        other = client.options("/v1/ask", headers={**asked, "Origin": "https://evil.example"})
        assert other.status_code == 400
