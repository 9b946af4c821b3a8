"""What OpenAI's routes cannot answer comes as OpenAI's error object, and only there."""

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI

from embeddings.encoder import EncoderError
from embeddings.vector import Vectors
from service.http.limit import LARGEST_CHAT
from service.http.problem import PROBLEM_JSON, ProblemError, problem_response
from service.question import LONGEST_QUESTION

Refusing = Callable[[httpx.Response, int], dict[str, Any]]
Refused = Callable[[httpx.Response, int], dict[str, Any]]
Serve = Callable[..., AbstractContextManager[httpx.Client]]
JSON = {"Content-Type": "application/json"}
CHAT = "/v1/chat/completions"
RESPONSES = "/v1/responses"
HELLO = [{"role": "user", "content": "exosomes"}]


@pytest.mark.parametrize(
    ("fields", "param", "said"),
    [
        ({"messages": None}, "messages", "must be a list, not null"),
        ({"messages": []}, "messages", "must not be an empty list"),
        ({"messages": "Hello?"}, "messages", "must be a list, not 'Hello?'"),
        ({"messages": ["Hello?"]}, "messages[0]", "must be a JSON object"),
        ({"messages": [{"content": "a"}]}, "messages[0].role", "is missing"),
        ({"messages": [{"role": "bot", "content": "a"}]}, "messages[0].role", "not 'bot'"),
        ({"messages": [{"role": "user", "content": 5}]}, "messages[0].content", "not 5"),
        (
            {"messages": [{"role": "user", "content": [{"text": "a"}]}]},
            "messages[0].content[0].type",
            "is missing",
        ),
        ({"messages": [{"role": "user"}]}, "messages[0].content", "is empty"),
        ({"messages": [{"role": "user", "content": ""}]}, "messages[0].content", "is empty"),
        ({"messages": [{"role": "system", "content": "a"}]}, "messages", "no message of the user"),
        (
            {"messages": [*HELLO, {"role": "user", "content": "a" * (LONGEST_QUESTION + 1)}]},
            "messages[1].content",
            "has 4,001 characters; at most 4,000 are read",
        ),
        ({"messages": [{"role": "user", "content": "a\x00"}]}, "messages[0].content", "U+0000"),
        ({"messages": [{"role": "user", "content": "a\ud800"}]}, "messages[0].content", "U+D800"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]},
            "messages[0].content[0]",
            "is of type 'image_url'; only text is read",
        ),
        (
            {
                "messages": [
                    {
                        "role": "user",
                        "content": [{"type": "text", "text": "a"}, {"type": "input_audio"}],
                    }
                ]
            },
            "messages[0].content[1]",
            "is of type 'input_audio'",
        ),
        ({"n": 2}, "n", "must be 1, not 2"),
        ({"tools": [{"type": "function", "function": {"name": "f"}}]}, "tools", "calls no tools"),
        ({"functions": [{"name": "f"}]}, "functions", "calls no tools"),
        ({"tools": [None, {"function": 1}, {"name": {}}]}, "tools", "calls no tools"),
        ({"response_format": {"type": "json_object"}}, "response_format", "plain sentences"),
        ({"stream": "yes"}, "stream", "must be true or false, not 'yes'"),
        ({"model": 5}, "model", "must be text, not 5"),
        ({"filters": {"yearfrom": 2020}}, "filters.yearfrom", "(did you mean year_from?)"),
        ({"top_k": 0}, "top_k", "must be at least 1, not 0"),
        ({"length": "tiny"}, "length", "must be 'short' or 'long'"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(
    client: httpx.Client, openai_refused: Refusing, fields: dict[str, Any], param: str, said: str
) -> None:
    """`param` is the field, and the message says what is wrong with it and what is right."""
    body = {"model": "anagen", "messages": HELLO, **fields}
    error = openai_refused(client.post(CHAT, content=json.dumps(body), headers=JSON), 400)
    assert (error["type"], error["param"]) == ("invalid_request_error", param)
    assert said in error["message"]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("route", [CHAT, RESPONSES])
@pytest.mark.parametrize(
    ("model", "said"),
    [("gpt-4o", "anagen, anagen-local."), ("anagen-llm", "ANAGEN_LLM__BASE_URL"), ("", "anagen")],
)
def test_a_model_that_is_not_there_is_not_found(
    client: httpx.Client, openai_refused: Refusing, route: str, model: str, said: str, stream: bool
) -> None:
    """The message tells the models that are, or the setting that is missing."""
    body = {"model": model, "messages": HELLO, "input": "exosomes", "stream": stream}
    error = openai_refused(client.post(route, json=body), 404)
    assert (error["param"], error["code"]) == ("model", "model_not_found")
    assert said in error["message"]


def test_the_client_raises_what_it_knows(sdk: OpenAI) -> None:
    """Its exceptions are those of OpenAI's API, with the message, the field and the code."""
    with pytest.raises(openai.BadRequestError) as refused:
        sdk.chat.completions.create(
            model="anagen", messages=[{"role": "user", "content": "a"}], n=2
        )
    assert refused.value.param == "n"
    assert "n must be 1, not 2." in refused.value.message
    with pytest.raises(openai.NotFoundError) as missing:
        sdk.models.retrieve("gpt-4o")
    assert missing.value.code == "model_not_found"
    with pytest.raises(openai.BadRequestError, match="plain sentences"):
        sdk.responses.create(model="anagen", input="a", text={"format": {"type": "json_object"}})


@pytest.mark.parametrize("route", [CHAT, RESPONSES])
@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", 400, "is empty"),
        (b'{"model": "anagen",}', 400, "(line 1, column"),
        (b'{"model": "\xff"}', 400, "is not UTF-8 at byte 11"),
        (b"[]", 400, "must be a JSON object"),
        (b"[" * 100_000, 400, "nested too deeply"),
        (b" " * (LARGEST_CHAT + 1), 413, "10,000,001 bytes; at most 10,000,000"),
    ],
    ids=range(6),
)
def test_a_malformed_body_is_told_in_the_same_form(
    client: httpx.Client,
    openai_refused: Refusing,
    route: str,
    content: bytes,
    status: int,
    said: str,
) -> None:
    """Whatever the body is, the error can be read by the client that sent it."""
    error = openai_refused(client.post(route, content=content, headers=JSON), status)
    assert error["type"] == "invalid_request_error"
    assert said in error["message"]


def test_another_content_type_is_refused(client: httpx.Client, openai_refused: Refusing) -> None:
    """A form is none of OpenAI's bodies."""
    error = openai_refused(client.post(CHAT, data={"model": "anagen"}), 415)
    assert "-H 'Content-Type: application/json'" in error["message"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", CHAT, 405),
        ("GET", f"{CHAT}/chatcmpl-1", 404),
        ("DELETE", "/v1/models/anagen", 405),
        ("GET", "/v1/models/", 404),
        ("GET", f"{RESPONSES}/resp_1", 404),
        ("GET", RESPONSES, 405),
    ],
)
def test_what_the_routes_have_not_is_told_in_the_same_form(
    client: httpx.Client, openai_refused: Refusing, method: str, path: str, status: int
) -> None:
    """Other methods, and routes that only OpenAI has."""
    response = client.request(method, path)
    openai_refused(response, status)
    assert ("allow" in response.headers) == (status == 405)


@pytest.mark.parametrize("path", ["/v1/chat", "/v1/modelsx", "/v1/embeddings", "/v1/responsesx"])
def test_other_routes_keep_their_own_form(
    client: httpx.Client, refused: Refused, path: str
) -> None:
    """Errors elsewhere are problems (RFC 9457)."""
    refused(client.get(path), 404)
    refused(client.post("/v1/ask", json={}), 422)


@pytest.mark.parametrize(
    ("status", "type_", "code"),
    [
        (401, "invalid_request_error", "invalid_api_key"),
        (403, "invalid_request_error", None),
        (409, "invalid_request_error", None),
        (429, "rate_limit_error", "rate_limit_exceeded"),
        (503, "server_error", None),
    ],
)
def test_whatever_refuses_a_request_speaks_openais_form(
    status: int, type_: str, code: str | None
) -> None:
    """Keys and limits, too, by the path alone; headers stay."""
    problem, headers = ProblemError(status, "No."), {"Retry-After": "3"}
    response = problem_response(problem, "/v1/models", headers)
    assert (response.status_code, response.headers["retry-after"]) == (status, "3")
    error = json.loads(bytes(response.body))["error"]
    assert error == {"message": "No.", "type": type_, "param": None, "code": code}
    assert problem_response(problem, "/v1/ask").media_type == PROBLEM_JSON


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


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("route", [CHAT, RESPONSES])
def test_a_service_that_cannot_answer_says_so(
    folder: Path, serve: Serve, openai_refused: Refusing, route: str, stream: bool
) -> None:
    """A fault is the server's, and nothing of its inside is shown."""
    body = {"model": "anagen", "messages": HELLO, "input": "exosomes", "stream": stream}
    with serve(folder, Broken(EncoderError("The weights are gone."))) as client:
        error = openai_refused(client.post(route, json=body), 503)
    assert (error["type"], error["message"]) == ("server_error", "The weights are gone.")


def test_a_fault_of_the_service_is_not_shown(
    folder: Path, serve: Serve, openai_refused: Refusing, capfd: pytest.CaptureFixture[str]
) -> None:
    """What nobody expected is in the log alone."""
    with serve(folder, Broken(RuntimeError("a secret of the code"))) as client:
        error = openai_refused(client.post(CHAT, json={"model": "anagen", "messages": HELLO}), 500)
    assert error["type"] == "server_error"
    assert "secret" not in error["message"]
    assert "a secret of the code" in capfd.readouterr().err


def test_a_prompt_in_the_background_needs_no_encoder(folder: Path, serve: Serve) -> None:
    """Nothing is looked up for it."""
    prompt = '### Task:\nName the chat.\n### Output:\nJSON format: { "title": "…" }'
    messages = [{"role": "user", "content": prompt}]
    with serve(folder, Broken(EncoderError("The weights are gone."))) as client:
        response = client.post(CHAT, json={"model": "anagen", "messages": messages})
    assert response.status_code == 200
