"""Load: what a running service does when more is asked of it than it can answer.

`python -m eval.load --url http://127.0.0.1:8000` first asks as fast as answers come, by as many
clients as the service answers at a time, which is the load that it can carry. Then it asks `times`
as much, whether answers come or not, and prints what became of it. The exit code is 1 where an
answer took longer than the budget, a refusal did not say when to come again, or anything else came.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count
from time import perf_counter
from urllib.parse import urlsplit

import numpy as np

from eval.questions import seed_questions

_TIMES = 4
_PROBED = 0.1
"""Seconds between two looks at whether the service is alive."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request got, and after how many seconds."""

    status: int
    seconds: float
    says_when: bool


class Asker:
    """Asks the seed questions in turn, each over a connection of its own.

    It speaks HTTP by itself: a client library would take more of the processor than the service.
    """

    def __init__(self, url: str, key: str | None) -> None:
        address = urlsplit(url)
        self._host, self._port = address.hostname or "127.0.0.1", address.port or 80
        authorization = f"Authorization: Bearer {key}\r\n" if key else ""
        self._head = f"Host: {address.netloc}\r\nConnection: close\r\n{authorization}"
        self._questions = [one.question for one in seed_questions()]
        self._numbers = count()

    async def ask(self) -> Reply:
        """The reply to the next question."""
        question = self._questions[next(self._numbers) % len(self._questions)]
        body = json.dumps({"question": question})
        kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        return await self._reply(f"POST /v1/ask HTTP/1.1\r\n{self._head}{kind}\r\n{body}")

    async def look(self) -> Reply:
        """The reply to whether the service is alive."""
        return await self._reply(f"GET /healthz HTTP/1.1\r\n{self._head}\r\n")

    async def _reply(self, request: str) -> Reply:
        started = perf_counter()
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(request.encode())
            head, _, _ = (await reader.read()).partition(b"\r\n\r\n")
        finally:
            writer.close()
        taken = perf_counter() - started
        return Reply(int(head[9:12] or b"0"), taken, b"\nretry-after:" in head.lower())


async def carried(asker: Asker, clients: int, seconds: float) -> float:
    """Answers a second where each of so many clients asks when it has its answer."""
    until = perf_counter() + seconds

    async def client() -> int:
        answered = 0
        while perf_counter() < until:
            answered += (await asker.ask()).status == HTTPStatus.OK
        return answered

    return sum(await asyncio.gather(*(client() for _ in range(clients)))) / seconds


async def overloaded(asker: Asker, rate: float, seconds: float) -> tuple[list[Reply], list[Reply]]:
    """Replies to questions at a rate that does not wait for them, and to looks meanwhile."""
    started = perf_counter()

    async def at(moment: float, question: bool) -> Reply:
        await asyncio.sleep(max(0.0, started + moment - perf_counter()))
        return await (asker.ask() if question else asker.look())

    questions = [at(n / rate, question=True) for n in range(round(rate * seconds))]
    looks = [at(n * _PROBED, question=False) for n in range(round(seconds / _PROBED))]
    replies = await asyncio.gather(*questions, *looks)
    return replies[: len(questions)], replies[len(questions) :]


def summary(replies: Sequence[Reply], looks: Sequence[Reply]) -> list[str]:
    """What became of the questions, in lines."""
    answered = [one.seconds for one in replies if one.status == HTTPStatus.OK]
    refused = [one.seconds for one in replies if one.status == HTTPStatus.SERVICE_UNAVAILABLE]
    others = len(replies) - len(answered) - len(refused)
    return [
        f"answered: {len(answered):,}, {_spread(answered)}",
        f"refused:  {len(refused):,}, {_spread(refused)}",
        f"/healthz: {len(looks):,}, {_spread([one.seconds for one in looks])}",
        f"anything else: {others}",
    ]


def holds(replies: Sequence[Reply], budget: float) -> bool:
    """Whether all that was accepted came in time, and all else was told when to come again."""
    return all(
        one.seconds <= budget
        if one.status == HTTPStatus.OK
        else one.status == HTTPStatus.SERVICE_UNAVAILABLE and one.says_when
        for one in replies
    )


def _spread(seconds: Sequence[float]) -> str:
    if not seconds:
        return "none"
    middle, high = np.percentile(seconds, [50, 95]) * 1000
    return f"median {middle:.0f} ms, p95 {high:.0f} ms, max {max(seconds) * 1000:.0f} ms"


async def _run(url: str, key: str | None, clients: int, seconds: float, budget: float) -> bool:
    asker = Asker(url, key)
    rate = await carried(asker, clients, seconds)
    print(f"{rate:.0f} questions a second are carried; {_TIMES * rate:.0f} are asked:")
    replies, looks = await overloaded(asker, _TIMES * rate, seconds)
    print("\n".join(summary(replies, looks)))
    return holds(replies, budget)


def main() -> int:
    """Print what became of all that was asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--budget", type=float, default=60)
    parser.add_argument("--key", help="of scope read, where the service asks for one")
    given = parser.parse_args()
    return (
        0
        if asyncio.run(_run(given.url, given.key, given.clients, given.seconds, given.budget))
        else 1
    )


if __name__ == "__main__":
    sys.exit(main())
