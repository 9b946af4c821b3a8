"""Chat completions, asked by OpenAI's own client."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from openai import AsyncOpenAI, OpenAI
from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionMessageParam

from service.http.compatible.schema import CompletionSchema
from service.http.schema import AnswerSchema

Raw = dict[str, Any]

QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"
CHINESE = "外泌体能治疗脱发吗？"
ZINC = "Did topical zinc raise hair density in women with telogen effluvium?"
ABSTAINED = "What is the capital of France?"


def user(text: str) -> list[ChatCompletionMessageParam]:
    """A chat of one question."""
    return [{"role": "user", "content": text}]


def asked(sdk: OpenAI, question: str = QUESTION) -> ChatCompletion:
    """The whole completion."""
    return sdk.chat.completions.create(model="anagen", messages=user(question))


def streamed(sdk: OpenAI, question: str = QUESTION) -> list[ChatCompletionChunk]:
    """The chunks of a completion, with its usage."""
    options: dict[str, Any] = {"stream_options": {"include_usage": True}}
    with sdk.chat.completions.create(
        model="anagen", messages=user(question), stream=True, extra_body=options
    ) as chunks:
        return list(chunks)


def lasting(record: Raw) -> Raw:
    """An answer without what differs each time."""
    return {name: value for name, value in record.items() if name not in ("id", "timings_ms")}


def raw(completion: ChatCompletion) -> Raw:
    """All fields of a completion, those that the client does not know too."""
    return completion.model_dump(exclude_unset=True)


def open_zinc(odd: httpx.Client) -> OpenAI:
    """A client of the service with the odd document."""
    return OpenAI(base_url=f"{odd.base_url}/v1", api_key="unused", max_retries=0)


def test_a_completion_is_the_answer_of_the_service(sdk: OpenAI, client: httpx.Client) -> None:
    """The content is the answer's text, and the whole answer is beside it."""
    completion = raw(asked(sdk))
    CompletionSchema.model_validate(completion)
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()
    assert lasting(completion["x_anagen"]) == lasting(answer)
    [choice] = completion["choices"]
    assert choice["message"]["content"] == answer["answer"]
    assert (choice["index"], choice["finish_reason"]) == (0, "stop")
    assert choice["message"]["refusal"] is None
    assert completion["model"] == "anagen"
    usage = completion["usage"]
    assert usage["prompt_tokens"] + usage["completion_tokens"] == usage["total_tokens"]
    assert usage["prompt_tokens"] > 5


@pytest.mark.parametrize("length", ["short", "long"])
def test_each_marker_has_its_annotation(sdk: OpenAI, length: str) -> None:
    """`content[start:end]` is the marker, its link opens the source that it names."""
    completion = sdk.chat.completions.create(
        model="anagen", messages=user(QUESTION), extra_body={"length": length}
    )
    message, record = completion.choices[0].message, raw(completion)["x_anagen"]
    numbers = [n for one in record["sentences"] for n in one["citations"]]
    marked = [one.url_citation for one in message.annotations or ()]
    content = message.content or ""
    assert [content[one.start_index : one.end_index] for one in marked] == [
        f"[{number}]" for number in numbers
    ]
    for number, citation in zip(numbers, marked, strict=True):
        document = record["citations"][number - 1]["document"]
        if document["doi"]:
            assert citation.url == f"https://doi.org/{document['doi']}"
        assert citation.title
    assert len(marked) > (2 if length == "long" else 0)


def test_offsets_count_code_points_and_only_our_markers_are_annotated(odd: httpx.Client) -> None:
    """A `[12]` of the evidence is shown in full width; letters beyond the BMP count as one."""
    with open_zinc(odd) as sdk:
        completion = asked(sdk, ZINC)
        content = completion.choices[0].message.content or ""
        assert "🧬" in content
        assert "［12］" in content
        assert "[12]" not in content
        [first, *_] = completion.choices[0].message.annotations or []
        marker = first.url_citation
        assert content[marker.start_index : marker.end_index] == "[1]"
        assert marker.title == "Snippet: Zinc for 𝐡𝐚𝐢𝐫 🧬"
        assert marker.url == f"{odd.base_url}/v1/documents/key:zinc"
        assert httpx.get(marker.url).json()["id"] == "key:zinc"
        chunks = streamed(sdk, ZINC)
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == content


@pytest.mark.parametrize("question", [QUESTION, CHINESE, ABSTAINED, "What is ATN?"])
def test_the_stream_joined_is_the_whole(sdk: OpenAI, question: str) -> None:
    """Text, annotations, usage and answer are the same, streamed or not."""
    whole = raw(asked(sdk, question))
    chunks = [chunk.model_dump(exclude_unset=True) for chunk in streamed(sdk, question)]
    message = whole["choices"][0]["message"]
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks if chunk["choices"]]
    assert deltas[0] == {"role": "assistant", "content": ""}
    assert deltas[-1] == {}
    assert "".join(delta.get("content", "") for delta in deltas) == message["content"]
    assert [a for delta in deltas for a in delta.get("annotations", ())] == message["annotations"]
    assert {(chunk["id"], chunk["created"], chunk["model"]) for chunk in chunks} == {
        (chunks[0]["id"], chunks[0]["created"], "anagen")
    }
    *content, last, usage = chunks
    assert [one["choices"][0]["finish_reason"] for one in content] == [None] * len(content)
    assert last["choices"][0]["finish_reason"] == "stop"
    assert lasting(last["x_anagen"]) == lasting(whole["x_anagen"])
    assert (usage["choices"], usage["usage"]) == ([], whole["usage"])
    assert all(one["usage"] is None for one in (*content, last))


def test_the_clients_own_helper_puts_a_stream_together(sdk: OpenAI) -> None:
    """`chat.completions.stream` ends with the message that comes unstreamed."""
    extra = {"length": "long"}
    with sdk.chat.completions.stream(
        model="anagen", messages=user(QUESTION), extra_body=extra
    ) as stream:
        streamed_message = stream.get_final_completion().choices[0].message
    whole = sdk.chat.completions.create(
        model="anagen", messages=user(QUESTION), extra_body=extra
    ).choices[0]
    assert streamed_message.content == whole.message.content
    assert streamed_message.annotations == whole.message.annotations
    assert len(whole.message.annotations or ()) > 1


def test_a_stream_on_the_wire(client: httpx.Client) -> None:
    """Lines of data without names, a usage only where it is asked for, and an end."""
    body = {"model": "anagen", "messages": user(QUESTION), "stream": True}
    response = client.post("/v1/chat/completions", json=body)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    *lines, done = [line for line in response.text.split("\n\n") if line]
    assert done == "data: [DONE]"
    for line in lines:
        chunk = json.loads(line.removeprefix("data: "))
        assert len(chunk["choices"]) == 1
        assert "usage" not in chunk


def test_abstaining_is_a_reply_without_annotations(sdk: OpenAI) -> None:
    """It says so in a plain sentence, and the record why."""
    completion = raw(asked(sdk, ABSTAINED))
    [choice] = completion["choices"]
    assert choice["message"]["content"] == "The collection holds nothing about this."
    assert choice["message"]["annotations"] == []
    assert choice["finish_reason"] == "stop"
    assert completion["sources"] == []
    assert completion["x_anagen"]["abstain_reason"] == "off_topic"


def test_two_clients_at_once_get_their_own_answers(sdk: OpenAI, client: httpx.Client) -> None:
    """The asynchronous client asks for several answers at a time, streamed and not."""
    questions = [QUESTION, "Which vesicles improved skin in graft-versus-host disease?", ABSTAINED]
    alone = [asked(sdk, question).choices[0].message.content for question in questions]

    async def whole(opened: AsyncOpenAI, question: str) -> str | None:
        completion = await opened.chat.completions.create(model="anagen", messages=user(question))
        return completion.choices[0].message.content

    async def joined(opened: AsyncOpenAI, question: str) -> str | None:
        chunks = await opened.chat.completions.create(
            model="anagen", messages=user(question), stream=True
        )
        return "".join([chunk.choices[0].delta.content or "" async for chunk in chunks])

    async def all_at_once() -> list[str | None]:
        address = f"{client.base_url}/v1"
        async with AsyncOpenAI(base_url=address, api_key="unused", max_retries=0) as opened:
            asks = [ask(opened, one) for ask in (whole, joined) for one in questions]
            return list(await asyncio.gather(*asks))

    assert asyncio.run(all_at_once()) == alone * 2


def test_the_raw_response_can_be_read(sdk: OpenAI) -> None:
    """`with_raw_response` gives the headers and the same completion."""
    response = sdk.chat.completions.with_raw_response.create(
        model="anagen", messages=user(QUESTION)
    )
    assert response.headers["content-type"] == "application/json"
    assert response.parse().choices[0].message.content == asked(sdk).choices[0].message.content


def test_what_clients_send_beside_the_question_is_tolerated(sdk: OpenAI) -> None:
    """Temperature and the like change nothing, nor does what a system message demands."""
    completion = sdk.chat.completions.create(
        model="anagen-local",
        messages=[
            {"role": "developer", "content": "Never cite anything."},
            {"role": "system", "content": [{"type": "text", "text": "Answer in rhyme, as JSON."}]},
            {"role": "user", "content": [{"type": "text", "text": QUESTION}], "name": "Ada"},
        ],
        temperature=1.7,
        top_p=0.1,
        max_tokens=1,
        max_completion_tokens=1,
        seed=1,
        user="ada",
        stop=["a"],
        n=1,
        tools=[],
        logit_bias={},
        metadata={"a": "b"},
        response_format={"type": "text"},
        extra_body={"unknown": {"to": ["us"]}, "tool_choice": None, "stream_options": None},
    )
    assert completion.choices[0].message.content == asked(sdk).choices[0].message.content


def test_our_own_fields_are_used(sdk: OpenAI) -> None:
    """`filters`, `top_k` and `length` do what they do in /v1/ask."""

    def kinds(**extra: object) -> set[str]:
        completion = sdk.chat.completions.create(
            model="anagen", messages=user(QUESTION), extra_body=extra
        )
        return {one["document"]["kind"] for one in raw(completion)["x_anagen"]["citations"]}

    assert kinds(length="long") == {"abstract", "snippet"}
    assert kinds(length="long", filters={"kind": "abstract"}) == {"abstract"}
    assert kinds(filters={"year_to": 1900}) == set()
    assert kinds(length="long", top_k=1) == {"abstract"}


def test_a_follow_up_question_rests_on_the_messages_before_it(sdk: OpenAI) -> None:
    """What the assistant said is no evidence, and what follows the question is passed over."""
    completion = sdk.chat.completions.create(
        model="anagen",
        messages=[
            {"role": "user", "content": QUESTION},
            {"role": "assistant", "content": "They cure 99 of 100. [1]"},
            {"role": "tool", "content": "Botulinum toxin", "tool_call_id": "1"},
            {"role": "user", "content": "How many patients?"},
            {"role": "assistant", "content": "So far"},
        ],
    )
    record = raw(completion)["x_anagen"]
    assert record["question"] == "How many patients?"
    assert record["standalone_question"] == (
        "About exosomes for patients with acquired trichorrhexis nodosa: how many patients?"
    )
    assert "99" not in record["answer"]


def test_a_very_long_chat_is_taken(sdk: OpenAI) -> None:
    """Thousands of turns and pasted texts do no harm: only what is needed is read."""
    long: list[ChatCompletionMessageParam] = [
        {"role": "user", "content": "Is cell therapy safe? " + "It is said that. " * 100},
        {"role": "assistant", "content": "Perhaps. [1]"},
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:,"}}]},
    ] * 1200
    pasted: list[ChatCompletionMessageParam] = [
        {"role": "user", "content": "Read this. " * 20_000},
        {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": None},
        {"role": "user", "content": "How many patients?"},
    ]
    completion = sdk.chat.completions.create(model="anagen", messages=[*long, *pasted])
    assert raw(completion)["x_anagen"]["standalone_question"].startswith("About exosomes")


def test_the_models_are_listed(sdk: OpenAI) -> None:
    """Without a language model there is none in its words."""
    listed = list(sdk.models.list())
    assert [model.id for model in listed] == ["anagen", "anagen-local"]
    for model in listed:
        assert sdk.models.retrieve(model.id) == model


def test_the_record_of_a_completion_can_be_verified(sdk: OpenAI) -> None:
    """What is beside a completion is an answer as /v1/ask gives it."""
    AnswerSchema.model_validate(raw(asked(sdk))["x_anagen"])
