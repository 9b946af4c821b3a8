"""Keys over HTTP: who may ask, and who may change documents."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.key import key_digest, new_key
from service.settings.serve import KeySettings, LimitSettings, ServeSettings

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Refused = Callable[[httpx.Response, int], dict[str, Any]]
READER, WRITER, OTHER = new_key(), new_key(), new_key()
KEYS = (
    KeySettings(name="reader", scope="read", sha256=key_digest(READER)),
    KeySettings(name="writer", scope="write", sha256=key_digest(WRITER)),
)
QUESTION = {"question": "Do exosomes help patients with acquired trichorrhexis nodosa?"}


def bearer(key: str) -> dict[str, str]:
    """The header that a client sends its key in."""
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def kept(folder: Path, serve: Serve) -> Iterator[httpx.Client]:
    """A service that asks for keys."""
    with serve(folder, settings=ServeSettings(keys=KEYS)) as client:
        yield client


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": f"Basic {READER}"},
        {"Authorization": READER},
        {"X-Api-Key": READER},
    ],
)
def test_without_a_key_nothing_is_told(
    kept: httpx.Client, refused: Refused, headers: dict[str, str]
) -> None:
    """Every route asks for a key and says how it is sent; none is told whether it is there."""
    for method, path in (
        ("POST", "/v1/ask"),
        ("GET", "/v1/documents"),
        ("DELETE", "/v1/documents/x"),
        ("GET", "/readyz"),
        ("GET", "/metrics"),
        ("GET", "/openapi.json"),
        ("GET", "/nowhere"),
    ):
        response = kept.request(method, path, headers=headers)
        assert "Authorization: Bearer KEY" in refused(response, 401)["detail"]
        assert response.headers["www-authenticate"] == 'Bearer realm="anagen"'


def test_a_key_that_nobody_made_is_refused(kept: httpx.Client, refused: Refused) -> None:
    """A wrong key is told apart from none, and is never repeated."""
    for key in (OTHER, READER[:-1], READER + "x", key_digest(READER)):
        response = kept.post("/v1/ask", json=QUESTION, headers=bearer(key))
        assert key not in str(refused(response, 401))
        assert 'error="invalid_token"' in response.headers["www-authenticate"]


def test_a_key_opens_what_its_scope_says(kept: httpx.Client, refused: Refused) -> None:
    """A reader asks and reads; only a writer changes documents."""
    document = {"documents": [{"text": "Minoxidil raised hair density by 12% in 40 men."}]}
    for key in (READER, WRITER):
        assert kept.post("/v1/ask", json=QUESTION, headers=bearer(key)).status_code == 200
        assert kept.get("/v1/documents", headers=bearer(key)).status_code == 200
    response = kept.post("/v1/documents", json=document, headers=bearer(READER))
    assert "scope write" in refused(response, 403)["detail"]
    assert 'scope="write"' in response.headers["www-authenticate"]
    refused(kept.delete("/v1/documents/sha:6984f49241bfb441", headers=bearer(READER)), 403)
    refused(kept.post("/v1/files", files={"file": b"x"}, headers=bearer(READER)), 403)
    assert kept.post("/v1/documents", json=document, headers=bearer(WRITER)).status_code == 200


def test_every_route_that_changes_documents_asks_for_a_writer(
    kept: httpx.Client, refused: Refused
) -> None:
    """No route of the description that ingests or deletes is open to a reader."""
    paths = kept.get("/openapi.json", headers=bearer(READER)).json()["paths"]
    for path, methods in paths.items():
        for method, route in methods.items():
            if "documents" in route.get("tags", ()) and method != "get":
                address = path.replace("{doc_id}", "pmid:1")
                refused(kept.request(method, address, headers=bearer(READER)), 403)


def test_whether_the_service_lives_is_told_to_anybody(kept: httpx.Client) -> None:
    """What starts the service again needs no key, and no name of it."""
    assert kept.get("/healthz").json() == {"status": "ok"}
    assert kept.get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_the_description_says_that_keys_are_asked_for(
    kept: httpx.Client, client: httpx.Client
) -> None:
    """Programs learn how to send a key where one is needed, and only there."""
    described = kept.get("/openapi.json", headers=bearer(READER)).json()
    assert described["components"]["securitySchemes"] == {
        "key": {"type": "http", "scheme": "bearer"}
    }
    assert described["security"] == [{"key": []}]
    assert described["paths"]["/healthz"]["get"]["security"] == []
    assert "security" not in client.get("/openapi.json").json()


def test_a_key_that_is_used_too_often_is_told_when_to_come_again(
    folder: Path, serve: Serve, refused: Refused
) -> None:
    """A rate is of each key by itself, and health is not counted."""
    settings = ServeSettings(keys=KEYS, limits=LimitSettings(rate="3/minute"))
    with serve(folder, settings=settings) as client:
        for _ in range(3):
            assert client.get("/v1/documents", headers=bearer(READER)).status_code == 200
            assert client.get("/readyz", headers=bearer(READER)).status_code == 200
        response = client.get("/v1/documents", headers=bearer(READER))
        assert "3 times a minute" in refused(response, 429)["detail"]
        assert 1 <= int(response.headers["retry-after"]) <= 60
        assert client.get("/metrics", headers=bearer(READER)).status_code == 200
        assert client.get("/v1/documents", headers=bearer(WRITER)).status_code == 200
