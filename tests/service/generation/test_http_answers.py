"""Answers by a model over HTTP: streamed or not they are the same, and no fault is the client's."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import pytest

from embeddings.transformer import SentenceTransformerEncoder
from service.command import main
from service.generation.answering import LanguageModel
from service.generation.endpoint import endpoint
from service.guard import Guard
from service.http.schema import AnswerSchema

# The types of a conftest cannot be imported.
ModelServer: TypeAlias = Any
Behaviours: TypeAlias = Any
Behaviour: TypeAlias = Any
Run = Callable[..., Any]
Events = list[tuple[str, dict[str, Any]]]
Serve = Callable[..., AbstractContextManager[httpx.Client]]
Asking = Callable[..., AbstractContextManager[httpx.Client]]

QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"
COPIED = "SEM analysis revealed a remarkable recovery in the hair cuticle layers."
FOLLOWED = "At the 1-year follow-up, hair growth essentially remained normal."
MOST = 1.0


@pytest.fixture
def asking(
    folder: Path, encoder: SentenceTransformerEncoder, serve: Serve, model_server: ModelServer
) -> Asking:
    """Serves the seed pages with the model of the server, which has some seconds for an answer."""

    @contextmanager
    def served(seconds: float = 20) -> Iterator[httpx.Client]:
        with (
            endpoint(model_server.address, "small", None, 4) as generator,
            serve(folder, model=LanguageModel(generator, Guard(encoder), seconds)) as client,
        ):
            yield client

    return served


def says(
    text: str, does: Behaviours, *, cut: bool = False, size: int = 7, pause: float = 0
) -> Behaviour:
    """Says a text, with the numbers of the sentences that it copies put for `{}`."""

    def behave(door: object, asked: dict[str, Any]) -> None:
        told = asked["messages"][1]["content"]
        numbers = {
            line.partition("] ")[2]: line.partition("] ")[0][1:] for line in told.split("\n")
        }
        filled = text.replace("{S}", f"[{numbers[COPIED]}]").replace(
            "{F}", f"[{numbers[FOLLOWED]}]"
        )
        behaviour = does.broken(filled) if cut else does.saying(filled, size=size, pause=pause)
        behaviour(door, asked)

    return behave


def events(client: httpx.Client, **body: object) -> Events:
    """The events of a streamed answer."""
    asked = {"question": QUESTION, "stream": True, **body}
    with client.stream("POST", "/v1/ask", json=asked) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        return list(parsed(response.iter_lines()))


def parsed(lines: Iterator[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Events by the rules of server-sent events."""
    name, data = "", ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            data += line.removeprefix("data: ")
        elif not line:
            if data:
                yield name, json.loads(data)
            name, data = "", ""
        else:
            assert line.startswith(":")


def lasting(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what differs each time."""
    return {name: value for name, value in answer.items() if name not in ("id", "timings_ms")}


def assert_in_order(told: Events) -> dict[str, Any]:
    """The whole answer, whose sentences and citations are those that came before it, in order."""
    assert [name for name, _ in told if name in ("retrieval", "done")] == ["retrieval", "done"]
    assert (told[0][0], told[-1][0]) == ("retrieval", "done")
    answer = told[-1][1]
    AnswerSchema.model_validate(answer)
    assert [values for name, values in told if name == "sentence"] == answer["sentences"]
    assert [values for name, values in told if name == "citation"] == answer["citations"]
    assert told[0][1]["standalone_question"] == answer["standalone_question"]
    seen: set[int] = set()
    for name, values in told:
        if name == "citation":
            seen.add(values["n"])
        elif name == "sentence":
            assert seen.issuperset(values["citations"])
    return answer


@pytest.mark.parametrize(
    "question", [QUESTION, "What is the capital of France?", "What is ATN?", "外泌体能治疗脱发吗？"]
)
def test_a_local_answer_streams_as_it_is(client: httpx.Client, question: str) -> None:
    """The events of a streamed answer make up the answer that comes unstreamed."""
    whole = client.post("/v1/ask", json={"question": question}).json()
    told = events(client, question=question)
    assert lasting(assert_in_order(told)) == lasting(whole)
    hits = client.post("/v1/search", json={"query": question}).json()["hits"]
    assert {hit["passage_id"] for hit in told[0][1]["hits"]} == {hit["passage_id"] for hit in hits}


def test_an_answer_by_a_model_streams_as_it_is(
    asking: Asking, model_server: ModelServer, does: Behaviours
) -> None:
    """What the model says, what is removed and how it is cited are the same in both."""
    model_server.usual = says(f"Exosomes cure cancer. {{S}} {COPIED} {{S}} {FOLLOWED} {{F}}", does)
    with asking() as client:
        whole = client.post("/v1/ask", json={"question": QUESTION}).json()
        streamed = assert_in_order(events(client))
    assert lasting(streamed) == lasting(whole)
    assert (whole["mode"], whole["degraded"]) == ("llm", False)
    assert [one["text"] for one in whole["sentences"]] == [COPIED, FOLLOWED]
    assert [one["text"] for one in whole["removed"]] == ["Exosomes cure cancer."]
    assert whole["provenance"]["generator"] == "small"


def test_a_sentence_is_sent_before_the_text_is_whole(
    asking: Asking, model_server: ModelServer, does: Behaviours
) -> None:
    """Who reads along need not wait for the model to end."""
    filler = "The hair of the patients was looked at with care by all. " * 2
    model_server.usual = says(f"{COPIED} {{S}} {filler}", does, size=4, pause=0.05)
    came: dict[str, float] = {}
    with asking(30) as client:
        asked = {"question": QUESTION, "stream": True}
        with client.stream("POST", "/v1/ask", json=asked) as response:
            for name, values in parsed(response.iter_lines()):
                came.setdefault(values.get("text", name), time.monotonic())
    assert came[COPIED] + 0.3 < came["done"]


FAULTS = {
    "refused": ("refusing", 503),
    "too many": ("refusing", 429),
    "failed": ("refusing", 500),
    "unauthorised": ("refusing", 401),
    "slow": ("silent", 10),
    "not JSON": ("raw", b"data: {oops\n\n"),
    "wrong content type": ("raw", b"<html>", "text/html"),
    "empty": ("raw", b""),
    "says nothing": ("saying", ""),
    "cut": ("broken", "Hair rose"),
    "endless": ("endless", b'data: {"choices":[{"delta":{"content":"hair "}}]}\n\n', 0.001),
    "endless comments": ("endless", b": wait\n\n", 0.01),
    "huge": ("raw", b"data: " + b"x" * 5_000_000),
    "garbage": ("saying", "[[[1]]] ]] [ 1 ![](x) <b> \x00\x07 [2 ⟦1⟧ " * 20),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_endpoint_is_not_the_clients(
    asking: Asking, model_server: ModelServer, does: Behaviours, fault: str
) -> None:
    """Whatever the model does, an answer comes within its time, marked as degraded."""
    name, *arguments = FAULTS[fault]
    model_server.usual = getattr(does, str(name))(*arguments)
    with asking(MOST) as client:
        started = time.monotonic()
        response = client.post("/v1/ask", json={"question": QUESTION})
        assert time.monotonic() - started < MOST + 1.5
        local = client.post("/v1/ask", json={"question": QUESTION, "mode": "local"}).json()
        streamed = assert_in_order(events(client))
        for citation in streamed["citations"]:
            document = client.get(f"/v1/documents/{citation['document']['id']}").json()
            assert document["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert response.status_code == 200
    answer = response.json()
    AnswerSchema.model_validate(answer)
    assert (answer["mode"], answer["degraded"]) == ("local", True)
    assert answer["degraded_reason"]
    assert (local["degraded"], local["degraded_reason"]) == (False, None)
    for one in (answer, streamed):
        assert (one["answer"], one["citations"]) == (local["answer"], local["citations"])


def test_nobody_listening_is_not_the_clients_fault(
    folder: Path, encoder: SentenceTransformerEncoder, serve: Serve
) -> None:
    """A model server that is not there leaves the documents' own words."""
    with (
        endpoint("http://127.0.0.1:1/v1", "small", None, 4) as generator,
        serve(folder, model=LanguageModel(generator, Guard(encoder), 5)) as client,
    ):
        for mode in ("auto", "llm"):
            answer = client.post("/v1/ask", json={"question": QUESTION, "mode": mode}).json()
            assert (answer["mode"], answer["degraded"]) == ("local", True)
            assert "cannot be reached" in answer["degraded_reason"]


def test_what_was_sent_is_not_taken_back(
    asking: Asking, model_server: ModelServer, does: Behaviours
) -> None:
    """A model that breaks off leaves its sentence, and sentences of the documents follow."""
    cut = f"{COPIED} {{S}} {'And then the hair ' * 8}"
    model_server.usual = says(cut, does, cut=True)
    with asking() as client:
        answer = assert_in_order(events(client))
    assert (answer["mode"], answer["degraded"]) == ("llm", True)
    assert "was cut" in answer["degraded_reason"]
    assert answer["sentences"][0]["text"] == COPIED
    assert {one["support"] for one in answer["sentences"]} == {"verbatim"}
    assert len(answer["sentences"]) > 1


def test_a_client_that_hangs_up_stops_the_work(
    asking: Asking, model_server: ModelServer, does: Behaviours
) -> None:
    """Nobody's answer keeps the model busy, whether it was to be streamed or not."""
    endless = b'data: {"choices":[{"delta":{"content":""}}]}\n\n'
    model_server.usual = does.endless(endless, 0.01)
    with asking(60) as client:
        asked = {"question": QUESTION, "stream": True}
        with client.stream("POST", "/v1/ask", json=asked) as response:
            next(response.iter_lines())
        assert model_server.hung_up.wait(3)
        model_server.hung_up.clear()
        with pytest.raises(httpx.ReadTimeout):
            client.post("/v1/ask", json={"question": QUESTION}, timeout=1)
        assert model_server.hung_up.wait(3)


def test_other_routes_do_not_wait_for_a_slow_model(
    asking: Asking, model_server: ModelServer, does: Behaviours
) -> None:
    """However many questions wait for it, searches are answered at once."""
    model_server.usual = does.silent(120)
    with asking(120) as client, ExitStack() as waiting:
        for _ in range(41):
            asked = {"question": "What is ATN?", "stream": True}
            response = waiting.enter_context(client.stream("POST", "/v1/ask", json=asked))
            assert next(response.iter_lines()) == "event: retrieval"
        assert client.post("/v1/search", json={"query": "hair"}, timeout=20).status_code == 200


def test_what_cannot_be_asked_is_refused_before_the_stream(client: httpx.Client) -> None:
    """A stream never begins with an error."""
    for body in ({"question": ""}, {"question": QUESTION, "mode": "llm"}):
        response = client.post("/v1/ask", json={**body, "stream": True})
        assert response.status_code == 422
        assert response.headers["content-type"] == "application/problem+json"
    assert "ANAGEN_LLM__BASE_URL" in response.json()["detail"]


def test_the_command_asks_the_model_that_is_set(
    run: Run, model_server: ModelServer, does: Behaviours, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was removed stands behind the answer, what went wrong on standard error."""
    monkeypatch.setenv("ANAGEN_LLM__BASE_URL", model_server.address)
    monkeypatch.setenv("ANAGEN_LLM__MODEL", "small")
    model_server.then(says(f"{COPIED} {{S}} Exosomes cure cancer. {{S}} {FOLLOWED} {{F}}", does))
    ran = run("ask", QUESTION)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{COPIED} [1]")
    assert "Removed" in ran.out
    assert "Exosomes cure cancer." in ran.out
    model_server.usual = does.refusing(401)
    ran = run("ask", QUESTION, "--mode", "llm", "--json")
    assert (ran.code, ran.json["mode"], ran.json["degraded"]) == (0, "local", True)
    assert "401" in ran.err
    asked = len(model_server.requests)
    assert run("ask", QUESTION, "--mode", "local").err == ""
    assert len(model_server.requests) == asked


def test_the_command_refuses_a_mode_that_cannot_be(run: Run) -> None:
    """Wrong use is told with the setting that is missing."""
    ran = run("ask", QUESTION, "--mode", "llm")
    assert ran.code == 2
    assert "ANAGEN_LLM__BASE_URL" in ran.err
    assert main(["ask", QUESTION, "--mode", "fast"]) == 2
