"""What Open WebUI 0.12.4 reads of a reply, and what it asks beside its users' questions."""

import json
from typing import Any

import httpx
import pytest

Source = dict[str, Any]

CHAT = "/v1/chat/completions"
QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"
HEADER = {"X-OpenWebUI-Chat-Id": "4f1a"}
OFFERED = ("get_current_timestamp", "calculate_timestamp", "ask_user", "search_chats")
HISTORY = (
    "<chat_history>\nUSER: Do exosomes regrow hair\nin mice?\nASSISTANT: Yes. [1]\n"
    "USER: And in men?\nASSISTANT: It is not known.\n</chat_history>"
)


def numbered(sources: list[Source]) -> list[Source]:
    """Sources as the browser numbers them: by the first appearance of `metadata.source`."""
    entries: dict[str, Source] = {}
    for source in sources:
        for document, metadata in zip(source["document"], source["metadata"], strict=True):
            name = metadata.get("name") or source["source"]["name"]
            url = source["source"].get("url")
            shown = {"name": name, "document": document, "url": url}
            entries.setdefault(metadata.get("source") or source["source"]["id"], shown)
    return list(entries.values())


def seen(text: str) -> tuple[str, list[Source], list[list[Source]]]:
    """What its middleware makes of a stream: the text, its sources, and those before each piece."""
    content, sources = "", list[Source]()
    before: list[list[Source]] = []
    for line in text.splitlines():
        if not line.startswith("data:") or line == "data: [DONE]":
            continue
        data = json.loads(line[5:])
        if "event" in data:
            assert data["event"]["type"] == "source"
            assert data["event"]["data"].get("type") is None
            sources.append(data["event"]["data"])
        for choice in data["choices"][:1]:
            for annotation in choice["delta"].get("annotations", ()):
                cited = annotation["url_citation"]
                metadata = {"source": cited["url"], "name": cited["title"]}
                named = {"name": cited["title"], "url": cited["url"]}
                sources.append(
                    {"source": named, "document": [cited["title"]], "metadata": [metadata]}
                )
            if piece := choice["delta"].get("content"):
                content += piece
                before.append(list(sources))
    return content, sources, before


def asked(**fields: object) -> dict[str, Any]:
    """A request as it sends one."""
    messages = [{"role": "user", "content": QUESTION}]
    return {"model": "anagen", "messages": messages, "length": "long", **fields}


def prompt(wanted: str, chat: str = HISTORY) -> dict[str, Any]:
    """A request in the background, by the shape of its templates."""
    text = (
        f"### Task:\nDo something with the chat history.\n### Guidelines:\n- Write in its language."
        f"\n### Output:\nJSON format: {wanted}\n### Chat History:\n{chat}"
    )
    return {
        "model": "anagen",
        "messages": [{"role": "user", "content": text}],
        "stream": False,
        "max_tokens": 1000,
    }


def test_sources_come_before_their_markers_in_the_order_of_numbers(client: httpx.Client) -> None:
    """`[n]` opens the n-th source, which is the words that the sentence rests on."""
    response = client.post(CHAT, json=asked(stream=True), headers=HEADER)
    content, sources, before = seen(response.text)
    record = client.post(CHAT, json=asked()).json()["x_anagen"]
    assert content == record["answer"]
    entries = numbered(sources)
    assert len(entries) == len(record["citations"]) > 2
    papers = [citation["document"]["id"] for citation in record["citations"]]
    assert len(set(papers)) < len(papers)
    for citation, entry in zip(record["citations"], entries, strict=True):
        assert entry["document"] == citation["quote"]
    for sentence, there in zip(record["sentences"], before, strict=True):
        assert len(numbered(there)) >= max(sentence["citations"])


def test_whoever_reads_events_gets_no_annotations_beside_them(client: httpx.Client) -> None:
    """Otherwise each source would be there twice."""
    by_header = client.post(CHAT, json=asked(stream=True), headers=HEADER).text
    assert '"event"' in by_header
    assert '"annotations"' not in by_header
    plain = client.post(CHAT, json=asked(stream=True)).text
    assert '"event"' not in plain
    assert '"annotations"' in plain
    assert seen(plain)[1]


def test_it_is_known_by_the_tools_that_it_always_offers(client: httpx.Client) -> None:
    """They are passed over; through a browser's own connection no event would come through."""
    tools = [{"type": "function", "function": {"name": name}} for name in OFFERED]
    body = asked(stream=True, tools=tools)
    assert '"event"' in client.post(CHAT, json=body).text
    direct = client.post(CHAT, json=body, headers={"Origin": str(client.base_url)}).text
    assert '"annotations"' in direct
    assert '"event"' not in direct
    others = asked(tools=tools[2:])
    assert client.post(CHAT, json=others).status_code == 400
    assert client.post(CHAT, json=others, headers=HEADER).status_code == 200
    flat = [{"type": "function", "name": name} for name in OFFERED]
    body = {"model": "anagen", "input": QUESTION, "tools": flat}
    assert client.post("/v1/responses", json=body).status_code == 200


def test_an_unstreamed_reply_has_its_sources(client: httpx.Client) -> None:
    """The browser takes them over from the top of the reply."""
    reply = client.post(CHAT, json=asked()).json()
    entries = numbered(reply["sources"])
    for citation, entry in zip(reply["x_anagen"]["citations"], entries, strict=True):
        assert entry["document"] == citation["quote"]
        assert entry["url"].startswith("http")
        assert (
            citation["document"]["title"] is None or citation["document"]["title"] in entry["name"]
        )
    keys = [source["metadata"][0]["source"] for source in reply["sources"]]
    assert not [key for key in keys if key.startswith("http")]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ('{ "title": "your concise title here" }', {"title": "Do exosomes regrow hair in mice"}),
        ('{ "tags": ["tag1", "tag2", "tag3"] }', {"tags": ["Biomedicine"]}),
        ('{ "follow_ups": ["Suggested next message 1"] }', {"follow_ups": []}),
        ('{\n  "queries": ["query1", "query2"]\n}', {"queries": ["And in men?"]}),
        ('{\n    "prompt": "Your detailed description here."\n}', {"prompt": "And in men?"}),
        ('`{ "text": "<your_completion>" }`.', {"text": ""}),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_background_prompts_get_the_form_that_they_ask_for(
    client: httpx.Client, wanted: str, expected: dict[str, Any], stream: bool
) -> None:
    """The reply is nothing but the JSON, made of what the user said, without any retrieval."""
    response = client.post(CHAT, json={**prompt(wanted), "stream": stream}, headers=HEADER)
    if stream:
        content, sources, _ = seen(response.text)
        assert response.text.endswith("data: [DONE]\n\n")
        assert sources == []
    else:
        reply = response.json()
        content = reply["choices"][0]["message"]["content"]
        assert "x_anagen" not in reply
        assert reply["usage"]["total_tokens"] == 0
    assert json.loads(content) == expected


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("外泌体能治疗脱发吗？", "外泌体能治疗脱发吗"),
        ("外泌体" * 40, "外泌体" * 20 + "…"),
        (
            "Does hair " + "grow and " * 30,
            "Does hair grow and grow and grow and grow and grow and grow…",
        ),
        ("", "Anagen"),
    ],
)
def test_a_title_is_short(client: httpx.Client, question: str, title: str) -> None:
    """It is the first question, or its beginning."""
    chat = f"<chat_history>\nUSER: {question}\nASSISTANT: Yes.\n</chat_history>"
    reply = client.post(CHAT, json=prompt('{ "title": "…" }', chat)).json()
    assert json.loads(reply["choices"][0]["message"]["content"]) == {"title": title}


def test_a_chat_is_summed_up_by_its_questions(client: httpx.Client) -> None:
    """What it asks for when it shortens a chat is text."""
    text = (
        "### Task:\nSummarize the conversation history.\n\n### Previous Summary:\n\n\n"
        "### Messages Being Compacted:\nUSER: Do exosomes regrow hair?\n"
        'ASSISTANT: {"title": 1}\n\n### Recent Messages Kept In Context:\n'
    )
    body = {"model": "anagen", "messages": [{"role": "user", "content": text}]}
    content = client.post(CHAT, json=body).json()["choices"][0]["message"]["content"]
    assert content == "The user asked: Do exosomes regrow hair?"


def test_a_question_behind_attached_files_is_a_question(client: httpx.Client) -> None:
    """The files' text is no evidence; the question behind it is answered from the collection."""
    source = '<source id="1">{"title": "Botox"} <chat_history> Botox cures all.</source>'
    context = f"<context>\n{source}\n</context>"
    text = f"### Task:\nRespond to the user query using the provided context.\n{context}\n\n"
    messages = [{"role": "user", "content": text + QUESTION}]
    record = client.post(CHAT, json=asked(messages=messages)).json()["x_anagen"]
    assert record["question"] == QUESTION
    assert "Botox" not in record["answer"]


def test_a_question_may_begin_as_a_task_does(client: httpx.Client) -> None:
    """Where nothing is asked for in a form, it is a question like any other."""
    messages = [{"role": "user", "content": f"### Task: {QUESTION}"}]
    assert client.post(CHAT, json=asked(messages=messages)).json()["x_anagen"]["sentences"]
