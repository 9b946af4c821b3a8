"""OpenAI's client asking a service that has a model: streamed as it comes, and ended with it."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import openai
import pytest
from openai import AsyncOpenAI, OpenAI
from openai.types.chat import ChatCompletionMessageParam

from embeddings.transformer import SentenceTransformerEncoder
from service.generation.answering import LanguageModel
from service.generation.endpoint import endpoint
from service.guard import Guard

# The types of a conftest cannot be imported.
ModelServer: TypeAlias = Any
Behaviours: TypeAlias = Any
Behaviour: TypeAlias = Any
Asked = dict[str, Any]
Serve = Callable[..., AbstractContextManager[httpx.Client]]
Begin = Callable[[OpenAI], AbstractContextManager[Iterable[object]]]
Ask = Callable[[OpenAI], object]
Chatting = Callable[..., AbstractContextManager[OpenAI]]

QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"
COPIED = "SEM analysis revealed a remarkable recovery in the hair cuticle layers."
FOLLOWED = "At the 1-year follow-up, hair growth essentially remained normal."
CHAT: list[ChatCompletionMessageParam] = [{"role": "user", "content": QUESTION}]


@pytest.fixture
def chatting(
    folder: Path, encoder: SentenceTransformerEncoder, serve: Serve, model_server: ModelServer
) -> Chatting:
    """OpenAI's client of a service whose model has some seconds for an answer."""

    @contextmanager
    def served(seconds: float = 20) -> Iterator[OpenAI]:
        with (
            endpoint(model_server.address, "small", None, 4) as generator,
            serve(folder, model=LanguageModel(generator, Guard(encoder), seconds)) as client,
            OpenAI(base_url=f"{client.base_url}/v1", api_key="unused", max_retries=0) as sdk,
        ):
            yield sdk

    return served


def says(does: Behaviours, *sentences: str, pause: float = 0.0) -> Behaviour:
    """Says sentences, each with the number that the evidence which holds it has in the prompt."""

    def behave(door: object, asked: Asked) -> None:
        told = asked["messages"][1]["content"]
        numbers = {
            line.partition("] ")[2]: line.partition("] ")[0][1:] for line in told.split("\n")
        }
        text = " ".join(f"{one} [{numbers.get(one, 1)}]" for one in sentences)
        does.saying(text, size=5, pause=pause)(door, asked)

    return behave


def test_a_models_answer_is_the_same_streamed_or_not(
    chatting: Chatting, model_server: ModelServer, does: Behaviours
) -> None:
    """Text, annotations and what was removed; over both routes."""
    model_server.usual = says(does, "Exosomes cure cancer.", COPIED, FOLLOWED)
    with chatting() as sdk:
        assert [model.id for model in sdk.models.list()] == ["anagen", "anagen-local", "anagen-llm"]
        whole = sdk.chat.completions.create(model="anagen-llm", messages=CHAT)
        with sdk.chat.completions.stream(model="anagen-llm", messages=CHAT) as stream:
            streamed = stream.get_final_completion().choices[0].message
        response = sdk.responses.create(model="anagen-llm", input=QUESTION)
        with sdk.responses.stream(model="anagen-llm", input=QUESTION) as events:
            told = events.get_final_response()
    message, record = whole.choices[0].message, whole.model_dump()["x_anagen"]
    assert (record["mode"], record["degraded"]) == ("llm", False)
    assert message.content == f"{COPIED} [1] {FOLLOWED} [2]"
    assert [one["text"] for one in record["removed"]] == ["Exosomes cure cancer."]
    assert (streamed.content, streamed.annotations) == (message.content, message.annotations)
    assert response.output_text == told.output_text == message.content
    spans = [one.url_citation for one in message.annotations or ()]
    assert [message.content[one.start_index : one.end_index] for one in spans] == ["[1]", "[2]"]


def test_a_local_model_name_does_not_ask_the_language_model(
    chatting: Chatting, model_server: ModelServer, does: Behaviours
) -> None:
    """`anagen-local` is in the documents' own words, `anagen` as configured."""
    model_server.usual = says(does, COPIED, FOLLOWED)
    with chatting() as sdk:
        local = sdk.chat.completions.create(model="anagen-local", messages=CHAT)
        assert model_server.requests == []
        usual = sdk.chat.completions.create(model="anagen", messages=CHAT)
    assert local.model_dump()["x_anagen"]["mode"] == "local"
    assert usual.model_dump()["x_anagen"]["mode"] == "llm"


def test_a_sentence_comes_before_the_model_is_done(
    chatting: Chatting, model_server: ModelServer, does: Behaviours
) -> None:
    """Who reads along need not wait for the end."""
    model_server.usual = says(does, COPIED, FOLLOWED, FOLLOWED, pause=0.03)
    came: list[float] = []
    with (
        chatting() as sdk,
        sdk.chat.completions.create(model="anagen", messages=CHAT, stream=True) as chunks,
    ):
        told = (one.choices[0] for one in chunks)
        came.extend(time.monotonic() for one in told if one.delta.content or one.finish_reason)
    assert came[0] + 0.3 < came[-1]


@pytest.mark.parametrize(
    ("begin", "ask"),
    [
        (
            lambda sdk: sdk.chat.completions.create(model="anagen", messages=CHAT, stream=True),
            lambda sdk: sdk.chat.completions.create(model="anagen", messages=CHAT),
        ),
        (
            lambda sdk: sdk.responses.create(model="anagen", input=QUESTION, stream=True),
            lambda sdk: sdk.responses.create(model="anagen", input=QUESTION),
        ),
    ],
    ids=["chat", "responses"],
)
def test_cancelling_a_stream_stops_the_work(
    chatting: Chatting, model_server: ModelServer, does: Behaviours, begin: Begin, ask: Ask
) -> None:
    """Closing it closes the model's, and so does a client's own time limit."""
    model_server.usual = does.endless(does.chunk(""), 0.01)
    with chatting(60) as sdk:
        with begin(sdk) as stream:
            next(iter(stream))
        assert model_server.hung_up.wait(3)
        model_server.hung_up.clear()
        impatient = sdk.with_options(timeout=1)
        with pytest.raises(openai.APITimeoutError):
            ask(impatient)
        assert model_server.hung_up.wait(3)


def test_cancelling_an_asynchronous_task_stops_the_work(
    chatting: Chatting, model_server: ModelServer, does: Behaviours
) -> None:
    """As closing the stream does."""
    model_server.usual = does.endless(does.chunk(""), 0.01)

    async def cancelled(address: str) -> None:
        async with AsyncOpenAI(base_url=address, api_key="unused", max_retries=0) as sdk:
            begun = asyncio.Event()

            async def read() -> None:
                async for _ in await sdk.chat.completions.create(
                    model="anagen", messages=CHAT, stream=True
                ):
                    begun.set()

            task = asyncio.create_task(read())
            await begun.wait()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    with chatting(60) as sdk:
        asyncio.run(cancelled(str(sdk.base_url)))
        assert model_server.hung_up.wait(3)


def test_silence_is_broken_by_comments(
    chatting: Chatting, model_server: ModelServer, does: Behaviours
) -> None:
    """A slow model's stream stays open by comments, which the client passes over."""
    model_server.usual = does.silent(120)
    with chatting(6) as sdk:
        address = f"{sdk.base_url}chat/completions"
        body = {"model": "anagen", "messages": CHAT, "stream": True}
        text = httpx.post(address, json=body, timeout=30).text
    lines = text.split("\n\n")
    assert lines[1] == ": still at work"
    assert lines[-2:] == ["data: [DONE]", ""]


def test_a_failure_on_the_way_is_told_in_the_stream(
    chatting: Chatting, model_server: ModelServer, does: Behaviours
) -> None:
    """The client raises where the evidence is gone before anything was said of it."""
    emptied: list[str] = []
    with chatting() as sdk:
        service = str(sdk.base_url).removesuffix("/v1/")

        def empty(door: object, asked: Asked) -> None:
            for one in httpx.get(f"{service}/v1/documents").json()["documents"]:
                httpx.delete(f"{service}/v1/documents/{one['id']}").raise_for_status()
                emptied.append(one["id"])
            does.saying("Nothing.")(door, asked)

        model_server.usual = empty
        with (
            sdk.chat.completions.create(model="anagen", messages=CHAT, stream=True) as chunks,
            pytest.raises(openai.APIError, match="The documents changed") as failed,
        ):
            assert "".join(one.choices[0].delta.content or "" for one in chunks) == ""
    assert len(emptied) == 11
    assert isinstance(failed.value.body, dict)
    assert failed.value.body["type"] == "invalid_request_error"
