"""Whether the service is well, and what it says of itself."""

import re
from typing import Any

import httpx
import pytest

from service.export.export import FORMS
from service.http.schema import HealthSchema, ProblemSchema, ReadinessSchema

OPENAI = {
    ("post", "/v1/chat/completions"),
    ("post", "/v1/responses"),
    ("get", "/v1/models"),
    ("get", "/v1/models/{model_id}"),
}


def test_the_service_says_that_it_is_alive(client: httpx.Client) -> None:
    """`/healthz` answers as long as the process does."""
    response = client.get("/healthz")
    HealthSchema.model_validate(response.json())
    assert response.status_code == 200


def test_the_service_says_that_it_is_ready_and_with_what(client: httpx.Client) -> None:
    """`/readyz` names the encoder and the size of the collection."""
    ready = client.get("/readyz").json()
    ReadinessSchema.model_validate(ready)
    assert ready["documents"] == 11
    assert ready["encoder"].startswith("sentence-transformers/all-MiniLM-L6-v2@")


@pytest.fixture
def document(client: httpx.Client) -> dict[str, Any]:
    """The OpenAPI document."""
    document: dict[str, Any] = client.get("/openapi.json").json()
    return document


def test_all_routes_are_described(document: dict[str, Any]) -> None:
    """Programs find every route, what it takes, what it gives, and its problems."""
    routes = {
        (method, path): route
        for path, methods in document["paths"].items()
        for method, route in methods.items()
    }
    assert set(routes) == {
        ("post", "/v1/ask"),
        ("post", "/v1/search"),
        ("get", "/v1/documents"),
        ("post", "/v1/documents"),
        ("get", "/v1/documents/{doc_id}"),
        ("delete", "/v1/documents/{doc_id}"),
        ("post", "/v1/files"),
        ("get", "/v1/answers/{answer_id}"),
        ("get", "/v1/answers/{answer_id}/citations"),
        ("get", "/healthz"),
        ("get", "/readyz"),
        ("get", "/metrics"),
        *OPENAI,
    }
    for (method, path), route in routes.items():
        problem = "application/json" if (method, path) in OPENAI else "application/problem+json"
        assert route["description"]
        content = route["responses"]["200"]["content"]
        if path == "/metrics":
            assert list(content) == ["text/plain"]
        elif path.endswith("/citations"):
            assert set(content) == {form.media_type for form in FORMS.values()}
        else:
            assert "$ref" in content["application/json"]["schema"]
        assert ("requestBody" in route) == (method == "post")
        for status, response in route["responses"].items():
            if status != "200":
                assert list(response["content"]) == [problem]


def test_every_reference_of_the_description_leads_somewhere(document: dict[str, Any]) -> None:
    """No schema is named that is not there."""
    schemas = document["components"]["schemas"]
    names = re.findall(r"#/components/schemas/(\w+)", str(document))
    assert names
    assert set(names) <= set(schemas)
    assert not [name for name in schemas if "ValidationError" in name]


def test_the_reference_is_readable_without_a_network(client: httpx.Client) -> None:
    """The page for people names all routes and loads nothing from elsewhere."""
    page = client.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page.text
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page.text)
    assert "<script" not in page.text


def test_every_problem_is_described_with_an_example(document: dict[str, Any]) -> None:
    """Programs see how a route refuses: keys, names, limits and fields, each as it looks."""
    for path, methods in document["paths"].items():
        for method, route in methods.items():
            refused = {status: one for status, one in route["responses"].items() if status != "200"}
            doors = set() if path == "/healthz" else {"401", "403", "421", "429", "503"}
            if (method, path) in OPENAI:
                described = {status for status, one in refused.items() if "example" in str(one)}
                assert doors <= described
                continue
            assert doors | {"422"} <= set(refused)
            for status, response in refused.items():
                example = response["content"]["application/problem+json"]["example"]
                ProblemSchema.model_validate(example)
                assert example["status"] == int(status)


def test_the_examples_of_bodies_are_answered(
    document: dict[str, Any], writable: httpx.Client
) -> None:
    """What the description shows can be sent as it is."""
    for path in ("/v1/ask", "/v1/search", "/v1/documents"):
        content = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        assert writable.post(path, json=content["example"]).status_code == 200
