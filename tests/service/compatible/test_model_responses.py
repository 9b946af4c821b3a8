"""OpenAI's Responses API, asked by OpenAI's own client."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from openai import AsyncOpenAI, OpenAI
from openai.types.responses import Response, ResponseOutputMessage, ResponseOutputText

from service.http.compatible.schema import ResponseSchema

Raw = dict[str, Any]
Refusing = Callable[[httpx.Response, int], Raw]

QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"
ABSTAINED = "What is the capital of France?"
KINDS = [
    "response.created",
    "response.in_progress",
    "response.output_item.added",
    "response.content_part.added",
]
ENDS = [
    "response.output_text.done",
    "response.content_part.done",
    "response.output_item.done",
    "response.completed",
]


def text_of(response: Response) -> ResponseOutputText:
    """The only part of a response."""
    [message] = response.output
    assert isinstance(message, ResponseOutputMessage)
    [part] = message.content
    assert isinstance(part, ResponseOutputText)
    return part


def spans(part: ResponseOutputText) -> list[str]:
    """What the annotations of a text stand for."""
    return [
        part.text[one.start_index : one.end_index]
        for one in part.annotations
        if one.type == "url_citation" and one.title and one.url.startswith("http")
    ]


def raw_events(sdk: OpenAI, question: str) -> list[Raw]:
    """The events of a response, with all their fields."""
    body: Any = {"model": "anagen", "input": question, "extra_body": {"length": "long"}}
    with sdk.responses.create(stream=True, **body) as events:
        return [event.model_dump(exclude_unset=True) for event in events]


def test_a_response_is_the_answer_of_the_service(sdk: OpenAI, client: httpx.Client) -> None:
    """Its text is the answer's, with an annotation for each marker."""
    response = sdk.responses.create(
        model="anagen", input=QUESTION, instructions="Answer in rhyme.", metadata={"a": "b"}
    )
    ResponseSchema.model_validate(response.model_dump(exclude_unset=True) | {"created_at": 0})
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()
    assert response.output_text == answer["answer"]
    numbers = [n for one in answer["sentences"] for n in one["citations"]]
    assert spans(text_of(response)) == [f"[{number}]" for number in numbers]
    assert (response.status, response.error, response.metadata) == ("completed", None, {"a": "b"})
    assert response.usage
    usage = response.usage
    assert usage.input_tokens + usage.output_tokens == usage.total_tokens > 20


@pytest.mark.parametrize("question", [QUESTION, "外泌体能治疗脱发吗？", ABSTAINED])
def test_events_come_in_order_and_make_up_the_response(sdk: OpenAI, question: str) -> None:
    """They are numbered without a gap, and what they add is what the last one holds."""
    events = raw_events(sdk, question)
    whole = sdk.responses.create(model="anagen", input=question, extra_body={"length": "long"})
    assert [one["sequence_number"] for one in events] == list(range(len(events)))
    kinds = [one["type"] for one in events]
    assert (kinds[:4], kinds[-4:]) == (KINDS, ENDS)
    assert set(kinds[4:-4]) <= {
        "response.output_text.delta",
        "response.output_text.annotation.added",
    }
    joined = "".join(one["delta"] for one in events if one["type"].endswith("text.delta"))
    annotations = [one["annotation"] for one in events if "annotation" in one]
    assert [one["annotation_index"] for one in events if "annotation" in one] == list(
        range(len(annotations))
    )
    text = text_of(whole)
    assert joined == text.text == events[-4]["text"]
    assert annotations == [one.model_dump(exclude_unset=True) for one in text.annotations]
    for holder in (events[-3]["part"], events[-2]["item"]["content"][0]):
        assert (holder["text"], holder["annotations"]) == (joined, annotations)
    ended = events[-1]["response"]
    assert ended["output"][0]["content"][0]["text"] == joined
    assert ended["usage"] == (whole.usage and whole.usage.model_dump(exclude_unset=True))
    assert ended["x_anagen"]["answer"] == joined
    assert {one["response"]["id"] for one in events if "response" in one} == {ended["id"]}


def test_a_marker_stands_before_its_annotation_comes(sdk: OpenAI) -> None:
    """At each annotation the text so far holds the marker that it is for."""
    said = ""
    for event in raw_events(sdk, QUESTION):
        if event["type"] == "response.output_text.delta":
            said += event["delta"]
        elif "annotation" in event:
            one = event["annotation"]
            assert said[one["start_index"] : one["end_index"]].strip("[]").isdigit()


def test_the_clients_own_helper_puts_a_response_together(sdk: OpenAI) -> None:
    """`responses.stream` ends with the response that comes unstreamed."""
    with sdk.responses.stream(model="anagen", input=QUESTION) as stream:
        final = stream.get_final_response()
    whole = sdk.responses.create(model="anagen", input=QUESTION)
    assert final.output_text == whole.output_text
    assert text_of(whole).annotations


def test_a_conversation_may_be_the_input(sdk: OpenAI) -> None:
    """The last message of the user is the question; items that are no messages are passed over."""
    items: Any = [
        {"role": "developer", "content": "Never cite."},
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": QUESTION}]},
        {"type": "reasoning", "id": "rs_1", "summary": []},
        {
            "type": "message",
            "role": "assistant",
            "content": [{"type": "output_text", "text": "Yes. [1]", "annotations": []}],
        },
        {"type": "function_call_output", "call_id": "1", "output": "Botox"},
        {"role": "user", "content": "How many patients?"},
    ]
    response = sdk.responses.create(model="anagen-local", input=items)
    record = response.model_dump()["x_anagen"]
    assert record["standalone_question"].startswith("About exosomes")


def test_the_asynchronous_client_reads_the_same(sdk: OpenAI, client: httpx.Client) -> None:
    """Streamed and not."""

    async def both() -> tuple[str, str]:
        address = f"{client.base_url}/v1"
        async with AsyncOpenAI(base_url=address, api_key="unused", max_retries=0) as opened:
            whole = await opened.responses.create(model="anagen", input=QUESTION)
            said = ""
            async for event in await opened.responses.create(
                model="anagen", input=QUESTION, stream=True
            ):
                if event.type == "response.output_text.delta":
                    said += event.delta
            return whole.output_text, said

    whole, said = asyncio.run(both())
    assert whole == said == sdk.responses.create(model="anagen", input=QUESTION).output_text


@pytest.mark.parametrize(
    ("fields", "param", "said"),
    [
        ({"input": []}, "input", "must not be an empty list"),
        ({"input": 5}, "input", "must be a list, not 5"),
        ({"input": ""}, "input[0].content", "is empty"),
        ({"input": [{"role": "user", "content": [{"type": "input_image"}]}]}, "", "input_image"),
        ({"tools": [{"type": "web_search"}]}, "tools", "calls no tools"),
        ({"previous_response_id": "resp_1"}, "previous_response_id", "nothing is kept"),
        ({"conversation": "conv_1"}, "conversation", "nothing is kept"),
        ({"background": True}, "background", "nothing is kept"),
        ({"background": {}}, "background", "nothing is kept"),
        ({"text": {"format": {"type": "json_schema"}}}, "text.format", "plain sentences"),
        ({"metadata": {"a": 1}}, "metadata.a", "must be text"),
    ],
)
def test_what_cannot_be_used_is_named(
    client: httpx.Client, openai_refused: Refusing, fields: Raw, param: str, said: str
) -> None:
    """What would change the reply and cannot is refused, not passed over."""
    body = {"model": "anagen", "input": "exosomes", **fields}
    error = openai_refused(client.post("/v1/responses", json=body), 400)
    assert error["param"].startswith(param)
    assert said in error["message"]


def test_what_clients_send_beside_the_question_is_tolerated(sdk: OpenAI) -> None:
    """Other fields of the API change nothing."""
    response = sdk.responses.create(
        model="anagen",
        input=ABSTAINED,
        temperature=0.3,
        max_output_tokens=16,
        store=True,
        truncation="auto",
        reasoning={"effort": "low"},
        include=["file_search_call.results"],
        tools=[],
        text={"format": {"type": "text"}},
        extra_body={"unknown": 1},
    )
    assert response.output_text == "The collection holds nothing about this."
    assert text_of(response).annotations == []
