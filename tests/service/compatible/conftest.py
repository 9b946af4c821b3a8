"""OpenAI's own client, asking a running service."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from openai import OpenAI

Refusing = Callable[[httpx.Response, int], dict[str, Any]]

ODD = (
    "Topical zinc 🧬 raised 𝐡𝐚𝐢𝐫 density by 12% in forty women with telogen effluvium [12]. In the"
    " control group (n=38), zinc placebo left hair density of women with telogen effluvium as it"
    " was [3,4]."
)


@pytest.fixture(scope="session")
def sdk(client: httpx.Client) -> Iterator[OpenAI]:
    """A client of the service over the seed pages."""
    address = f"{client.base_url}/v1"
    with OpenAI(base_url=address, api_key="unused", max_retries=0, timeout=60) as opened:
        yield opened


@pytest.fixture(scope="module")
def odd(writable_once: httpx.Client) -> httpx.Client:
    """A service with a document that has markers of its own and letters beyond the BMP."""
    document = {"id": "zinc", "title": "Zinc for 𝐡𝐚𝐢𝐫 🧬", "text": ODD}
    report = writable_once.post("/v1/documents", json={"documents": [document]}).json()
    assert report["added"] == ["key:zinc"]
    return writable_once


def openai_refusal(response: httpx.Response, status: int) -> dict[str, Any]:
    """The error object that a response holds, once its form is checked."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    assert response.json().keys() == {"error"}
    error: dict[str, Any] = response.json()["error"]
    assert error.keys() == {"message", "type", "param", "code"}
    assert error["message"]
    assert "Traceback" not in response.text
    return error


@pytest.fixture
def openai_refused() -> Refusing:
    """Takes the error object out of a response that must be one."""
    return openai_refusal
