"""Tests of MCP, with the SDK's own client over both transports."""

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult
from pydantic import BaseModel

from service.http.schema import AnswerSchema
from service.mcp import schema

Run = Callable[..., Any]
Serve = Callable[..., AbstractContextManager[httpx.Client]]
Target = str | StdioServerParameters
ARTICLE = "doi:10.1111/jocd.16683"
QUESTION = "How were the exosomes given in the trichorrhexis nodosa case series?"
SNIPPETS = "Which vesicles improved skin in chronic graft-versus-host disease?"
PUBLIC = "https://anagen.example/here"
CODE = "import sys; from service.command import main; sys.exit(main())"


def stdio(folder: Path) -> StdioServerParameters:
    """The command as a client starts it."""
    return StdioServerParameters(
        command=sys.executable,
        args=["-c", CODE, "mcp", "--collection", str(folder)],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.fixture(scope="module", params=["http", "http legacy", "stdio"])
def target(
    request: pytest.FixtureRequest, client: httpx.Client, seeded: Path
) -> tuple[Target, str]:
    """A server over a transport, and the era of the protocol in which it is spoken to."""
    transport, _, era = request.param.partition(" ")
    server = stdio(seeded) if transport == "stdio" else f"{client.base_url}/mcp"
    return server, era or "auto"


def talk(target: tuple[Target, str], said: Callable[[Client], Awaitable[None]]) -> None:
    """Connect, speak, and hang up."""

    async def session() -> None:
        async with Client(target[0], mode=target[1], read_timeout_seconds=60) as client:
            await said(client)

    anyio.run(session)


def values(result: CallToolResult, model: type[BaseModel] | None = None) -> dict[str, Any]:
    """What a tool gave: one text item, which holds the JSON that is structured content too."""
    [item] = result.content
    assert not result.is_error, item
    assert item.type == "text"
    given: dict[str, Any] = json.loads(item.text)
    assert result.structured_content == given
    if model is not None:
        model.model_validate(given)
    return given


def refusal(result: CallToolResult) -> str:
    """Why a tool could not do what was asked."""
    [item] = result.content
    assert result.is_error
    assert item.type == "text"
    assert "Traceback" not in item.text
    assert "pydantic" not in item.text
    return item.text


def test_everything_works_over_every_transport(target: tuple[Target, str]) -> None:
    """A session finds, fetches, asks, verifies and reads, and is told what it does wrong."""

    async def said(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert list(tools) == ["search", "fetch", "ask", "verify", "document"]
        for tool in tools.values():
            assert tool.annotations
            assert tool.annotations.read_only_hint
            assert tool.output_schema
        await searched(client)
        await asked(client)
        await refused(client)
        await resources_are_read(client)
        await linked(client, target)

    talk(target, said)


async def searched(client: Client) -> None:
    """Search and fetch are what ChatGPT's connectors expect."""
    found = values(await client.call_tool("search", {"query": "exosomes and hair"}))
    assert list(found) == ["results"]
    assert all(set(one) == {"id", "title", "url"} for one in found["results"])
    ids = [one["id"] for one in found["results"]]
    assert ARTICLE in ids
    assert len(set(ids)) == len(ids)
    fetched = values(await client.call_tool("fetch", {"id": ARTICLE}), schema.FetchSchema)
    assert set(fetched) == {"id", "title", "text", "url", "metadata"}
    assert fetched["url"] == "https://doi.org/10.1111/jocd.16683"
    whole = values(await client.call_tool("document", {"id": "10.1111/JOCD.16683"}))
    assert whole["text"] == fetched["text"]
    assert fetched["metadata"]["study_type"] == "case_series"


async def asked(client: Client) -> None:
    """Two questions at once are answered; an answer holds, and one that was tampered with not."""
    results: dict[str, dict[str, Any]] = {}

    async def ask(question: str) -> None:
        result = await client.call_tool("ask", {"question": question, "length": "long"})
        results[question] = values(result, schema.AskSchema)

    other = "谁赢得了世界杯? 𝔘𝔫𝔦 é"
    async with anyio.create_task_group() as group:
        group.start_soon(ask, QUESTION)
        group.start_soon(ask, other)
    assert (results[other]["status"], results[other]["question"]) == ("abstained", other)
    answer = results[QUESTION]
    AnswerSchema.model_validate({name: answer[name] for name in answer if name != "links"})
    assert [link["n"] for link in answer["links"]] == [one["n"] for one in answer["citations"]]
    good = values(await client.call_tool("verify", {"answer": answer}), schema.VerifySchema)
    assert good == {"ok": True, "citations": len(answer["citations"]), "faults": []}
    answer["citations"][0]["quote"] = "Something else."
    # Some clients send objects as text.
    bad = values(await client.call_tool("verify", {"answer": json.dumps(answer)}))
    assert not bad["ok"]
    assert "quote differs" in {fault["fault"] for fault in bad["faults"]}


async def linked(client: Client, target: tuple[Target, str]) -> None:
    """A document without a page of its own has one in the service, else it is a resource."""
    [link] = values(await client.call_tool("ask", {"question": SNIPPETS}))["links"]
    if isinstance(target[0], str):
        assert link["url"].startswith(target[0].removesuffix("/mcp"))
    else:
        assert (link["url"].partition("sha")[0], link["marked"]) == ("anagen://documents/", None)
        assert (await client.read_resource(link["url"])).contents


async def refused(client: Client) -> None:
    """Whatever a model calls wrongly, it reads what to do instead."""
    for name, arguments, reason in (
        ("fetch", {"id": "doi:10.1/no/such#thing"}, "doi:10.1/no/such#thing"),
        ("fetch", {}, "id is missing"),
        ("document", {"id": 5}, "id must be text, not 5"),
        ("search", {"query": " "}, "The question is empty"),
        ("search", {"quary": "hair"}, "quary is not a known field (did you mean query?)"),
        ("ask", {"question": "x" * 5_000}, "at most 4,000"),
        ("ask", {"question": QUESTION, "top_k": 0}, "top_k must be at least 1"),
        ("ask", {"question": QUESTION, "mode": "llm"}, "no language model is set"),
        ("ask", {"question": QUESTION, "filters": {"kind": "book"}}, "'abstract', 'summary'"),
        ("verify", {"answer": {}}, "`status` is missing"),
        ("verify", {"answer": "nonsense"}, "answer must be a JSON object"),
    ):
        assert reason in refusal(await client.call_tool(name, arguments))
    with pytest.raises(MCPError, match="There is no tool 'delete'; there are search, fetch"):
        await client.call_tool("delete", {"id": ARTICLE})


async def resources_are_read(client: Client) -> None:
    """Documents are resources, listed and read by an address made of their id."""
    listed = (await client.list_resources()).resources
    assert len(listed) == 11
    for resource in listed[:3]:
        [content] = (await client.read_resource(resource.uri)).contents
        assert json.loads(content.model_dump()["text"])["id"] == resource.name
    [template] = (await client.list_resource_templates()).resource_templates
    uri = template.uri_template.replace("{id}", ARTICLE)
    assert (await client.read_resource(uri)).contents[0].uri == uri
    for uri in ("anagen://documents/none", "https://elsewhere.example/"):
        with pytest.raises(MCPError, match=r"No document|no resource"):
            await client.read_resource(uri)


def test_links_of_the_service_open_what_they_cite(client: httpx.Client) -> None:
    """Over HTTP a document without a page of its own has one here, and quotes are marked."""

    async def said(session: Client) -> None:
        answer = values(await session.call_tool("ask", {"question": SNIPPETS}))
        [citation], [link] = answer["citations"], answer["links"]
        assert client.get(link["url"]).json()["id"] == citation["document"]["id"]
        assert client.get(link["marked"]).json()["marked"]["text"] == citation["quote"]
        assert client.get(f"/v1/answers/{answer['id']}").json()["answer"] == answer["answer"]

    talk((f"{client.base_url}/mcp", "auto"), said)


def test_ids_may_hold_anything(writable: httpx.Client) -> None:
    """A document is fetched and read whatever signs its id has."""
    names = ["a/b#c?d%41&<x>", "ü 李//..;=+", "x#0"]
    documents = [{"id": name, "text": f"Hair grew in {name}."} for name in names]
    added = writable.post("/v1/documents", json={"documents": documents}).json()["added"]

    async def said(session: Client) -> None:
        for doc_id in added:
            fetched = values(await session.call_tool("fetch", {"id": doc_id}))
            assert fetched["id"] == doc_id
            assert writable.get(fetched["url"]).json()["id"] == doc_id
        for resource in (await session.list_resources()).resources:
            [content] = (await session.read_resource(resource.uri)).contents
            assert json.loads(content.model_dump()["text"])["id"] == resource.name

    talk((f"{writable.base_url}/mcp", "auto"), said)


def test_only_posts_are_answered(client: httpx.Client) -> None:
    """Without sessions there is no stream to open and none to end; other bodies are refused."""
    for method in ("GET", "DELETE", "PUT"):
        response = client.request(method, "/mcp")
        assert response.status_code == 405
        assert response.headers["allow"] == "POST"
    for body in (b"", b"{", b"[]", b'{"jsonrpc": "2.0"}'):
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
        }
        assert client.post("/mcp", content=body, headers=headers).status_code == 400
    huge = client.post("/mcp", content=b"x" * 2_000_000)
    assert huge.status_code == 413
    assert client.get("/healthz").status_code == 200


def test_standard_output_holds_messages_alone(seeded: Path) -> None:
    """Whatever comes in, even nonsense, each line that goes out is JSON-RPC; then it ends well."""
    asked = {"name": "ask", "arguments": {"question": SNIPPETS}}
    client: dict[str, Any] = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }
    messages: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": client},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": asked},
    ]
    lines = ["nonsense", *(json.dumps({"jsonrpc": "2.0", **message}) for message in messages)]
    with subprocess.Popen(
        [sys.executable, "-c", CODE, "mcp", "--collection", seeded],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "ANAGEN_PUBLIC_URL": f"{PUBLIC}/"},
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("\n".join(lines) + "\n")
        process.stdin.flush()
        replies: dict[int, Any] = {}
        while 2 not in replies:
            reply = json.loads(process.stdout.readline())
            assert reply["jsonrpc"] == "2.0"
            replies[reply.get("id")] = reply
        rest, errors = process.communicate(timeout=30)
    assert replies[1]["result"]["serverInfo"]["name"] == "anagen"
    [link] = replies[2]["result"]["structuredContent"]["links"]
    assert link["url"].startswith(f"{PUBLIC}/v1/documents/sha:")
    assert link["marked"].startswith(f"{link['url']}?start=0&end=")
    assert (process.returncode, rest) == (0, "")
    assert "Traceback" not in errors


def test_without_a_collection_the_command_says_so(run: Run, tmp_path: Path) -> None:
    """A client's log then has the reason, and standard output nothing."""
    ran = run("mcp", "--collection", tmp_path / "none")
    assert (ran.code, ran.out) == (2, "")
    assert "There is no collection in" in ran.err
