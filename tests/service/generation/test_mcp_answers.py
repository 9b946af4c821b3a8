"""Tests of answers by a model over MCP."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

import anyio
import httpx
import pytest
from mcp import Client

from embeddings.transformer import SentenceTransformerEncoder
from service.generation.answering import LanguageModel
from service.generation.endpoint import endpoint
from service.guard import Guard

ModelServer: TypeAlias = Any
Behaviours: TypeAlias = Any
Serve = Callable[..., AbstractContextManager[httpx.Client]]
QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"


@pytest.mark.parametrize("era", ["auto", "legacy"])
def test_a_client_that_hangs_up_stops_the_work_and_nobody_waited_for_it(
    era: str,
    folder: Path,
    encoder: SentenceTransformerEncoder,
    serve: Serve,
    model_server: ModelServer,
    does: Behaviours,
) -> None:
    """While a model is slow other calls are answered, and it is told when nobody listens."""
    model_server.usual = does.endless(b'data: {"choices":[{"delta":{"content":""}}]}\n\n', 0.01)

    async def session(address: str) -> None:
        async with Client(f"{address}/mcp", mode=era) as client:
            with anyio.move_on_after(2) as patience:
                async with anyio.create_task_group() as group:
                    for _ in range(3):
                        group.start_soon(client.call_tool, "ask", {"question": QUESTION})
                    await anyio.sleep(0.5)
                    assert model_server.requests
                    with anyio.fail_after(1):
                        assert (await client.call_tool("search", {"query": "hair"})).content
            assert patience.cancelled_caught

    with (
        endpoint(model_server.address, "small", None, 4) as generator,
        serve(folder, model=LanguageModel(generator, Guard(encoder), 60)) as client,
    ):
        anyio.run(session, str(client.base_url))
        assert model_server.hung_up.wait(3)
        assert client.get("/healthz").status_code == 200
