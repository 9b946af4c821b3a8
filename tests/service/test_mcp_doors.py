"""Tests of MCP behind the doors of the service: keys, names and limits hold there too."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import anyio
import httpx
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from service.key import key_digest, new_key
from service.settings.serve import KeySettings, ServeSettings

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Refused = Callable[[httpx.Response, int], dict[str, Any]]
LISTING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


def test_a_client_with_a_key_is_let_in_and_no_other(
    folder: Path, serve: Serve, refused: Refused
) -> None:
    """A key that may read suffices, since no tool changes anything."""
    key = new_key()
    keys = (KeySettings(name="reader", scope="read", sha256=key_digest(key)),)

    async def session(address: str) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        async with (
            httpx2.AsyncClient(headers=headers) as http,
            Client(streamable_http_client(address, http_client=http)) as client,
        ):
            found = await client.call_tool("search", {"query": "exosomes"})
            assert not found.is_error

    with serve(folder, settings=ServeSettings(keys=keys)) as client:
        anyio.run(session, f"{client.base_url}/mcp")
        assert "Bearer KEY" in refused(client.post("/mcp", json=LISTING), 401)["detail"]


def test_pages_and_names_of_elsewhere_are_refused(client: httpx.Client, refused: Refused) -> None:
    """Nothing that a browser was led to reaches the tools."""
    refused(client.post("/mcp", json=LISTING, headers={"Host": "evil.example"}), 421)
    refused(client.post("/mcp", json=LISTING, headers={"Origin": "https://evil.example"}), 403)
