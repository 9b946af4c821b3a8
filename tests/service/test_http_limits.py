"""Limits: what is over them is refused at once, and what is let in is answered in time."""

import asyncio
import threading
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from embeddings.transformer import SentenceTransformerEncoder
from service.generation.answering import LanguageModel
from service.generation.generator import Prompt
from service.guard import Guard
from service.http.gate import FullError, Gate
from service.settings.serve import LimitSettings, ServeSettings

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Refused = Callable[[httpx.Response, int], dict[str, Any]]
QUESTION = {"question": "Do exosomes help patients with acquired trichorrhexis nodosa?"}
HEALTH = ("/healthz", "/readyz", "/metrics")


@dataclass
class Slow:
    """A model that writes nothing until it may."""

    may: threading.Event = field(default_factory=threading.Event)
    asked: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    name: str = "slow"

    def generate(self, prompt: Prompt, seconds: float) -> Generator[str, None, None]:
        """Nothing for a long time."""
        del prompt, seconds
        self.asked.release()
        while not self.may.wait(0.05):
            yield ""


Busy = Callable[[LimitSettings], AbstractContextManager[tuple[httpx.Client, Slow]]]


@pytest.fixture
def slow() -> Iterator[Slow]:
    """A model that lets go at the end of the test."""
    slow = Slow()
    yield slow
    slow.may.set()


def settings(in_flight: int, queue: int, wait: float, budget: float = 60) -> ServeSettings:
    """The limits of a service."""
    limits = LimitSettings(in_flight=in_flight, queue=queue, wait=wait, budget=budget)
    return ServeSettings(limits=limits)


def test_a_question_too_many_is_refused_at_once(
    folder: Path, serve: Serve, encoder: SentenceTransformerEncoder, slow: Slow, refused: Refused
) -> None:
    """With every place taken, 503 says when to come again, and health and reading go on."""
    model = LanguageModel(slow, Guard(encoder), 30)
    with (
        serve(folder, model=model, settings=settings(2, 0, 5)) as client,
        ThreadPoolExecutor() as pool,
    ):
        taken = [pool.submit(client.post, "/v1/ask", json=QUESTION) for _ in range(2)]
        assert slow.asked.acquire(timeout=20)
        assert slow.asked.acquire(timeout=20)
        started = time.monotonic()
        response = client.post("/v1/ask", json=QUESTION)
        assert time.monotonic() - started < 1
        assert "as much to do as it can" in refused(response, 503)["detail"]
        assert int(response.headers["retry-after"]) >= 1
        for path in (*HEALTH, "/v1/documents"):
            assert client.get(path).status_code == 200
        assert "anagen_questions_in_flight 2.0" in client.get("/metrics").text
        slow.may.set()
        assert [one.result().status_code for one in taken] == [200, 200]
        assert client.post("/v1/ask", json={**QUESTION, "mode": "local"}).status_code == 200


def test_a_question_that_waited_too_long_is_refused(
    folder: Path, serve: Serve, encoder: SentenceTransformerEncoder, slow: Slow, refused: Refused
) -> None:
    """Waiting has an end, and the next place goes to who waits the longest."""
    model = LanguageModel(slow, Guard(encoder), 30)
    with (
        serve(folder, model=model, settings=settings(1, 1, 0.3)) as client,
        ThreadPoolExecutor() as pool,
    ):
        taken = pool.submit(client.post, "/v1/ask", json=QUESTION)
        assert slow.asked.acquire(timeout=20)
        refused(client.post("/v1/ask", json=QUESTION), 503)
        slow.may.set()
        assert taken.result().status_code == 200


def test_an_answer_that_takes_too_long_is_given_up(
    folder: Path, serve: Serve, encoder: SentenceTransformerEncoder, slow: Slow, refused: Refused
) -> None:
    """No question holds its place for longer than the budget."""
    model = LanguageModel(slow, Guard(encoder), 30)
    with serve(folder, model=model, settings=settings(1, 0, 5, budget=1)) as client:
        response = client.post("/v1/ask", json=QUESTION)
        assert "not there after 1 seconds" in refused(response, 503)["detail"]
        assert client.post("/v1/ask", json={**QUESTION, "mode": "local"}).status_code == 200


def test_under_four_times_the_load_what_is_accepted_comes_in_time(
    folder: Path, serve: Serve
) -> None:
    """`make load` in small: answers within the budget, or a refusal that says when to come."""
    from eval.load import Asker, carried, holds, overloaded

    async def run(url: str) -> bool:
        asker = Asker(url, None)
        rate = await carried(asker, 4, 1)
        replies, looks = await overloaded(asker, 4 * rate, 2)
        assert {one.status for one in replies} == {200, 503}
        assert all(look.seconds < 1 for look in looks)
        return holds(replies, 5)

    with serve(folder, settings=settings(4, 8, 1, budget=5)) as client:
        assert asyncio.run(run(f"{client.base_url}"))


def test_a_gate_lets_those_in_first_who_came_first() -> None:
    """Places are given in turn, none is lost where somebody goes away, and the queue has an end."""

    async def run() -> list[str]:
        gate, order = Gate(1, 2, 10), list[str]()

        async def through(name: str) -> None:
            async with gate.passage():
                order.append(name)
                await anyio.sleep(0.02)

        async with anyio.create_task_group() as tasks:
            for name in ("first", "second", "third"):
                tasks.start_soon(through, name)
                await anyio.sleep(0.001)
            with pytest.raises(FullError):
                await through("fourth")
            assert (gate.in_flight, gate.waiting) == (1, 2)
        assert (gate.in_flight, gate.waiting) == (0, 0)
        with anyio.move_on_after(0.01):
            await through("gone")
        await through("last")
        return order

    assert anyio.run(run) == ["first", "second", "third", "gone", "last"]
