"""Latency: how long a running service takes to answer, one question at a time.

`python -m eval.latency --url http://127.0.0.1:8000` asks the seed questions in turn and prints the
distribution of the times from sending a request to having read its answer. One comes before,
uncounted.
"""

import argparse
from itertools import cycle, islice
from time import perf_counter

import httpx
import numpy as np

from eval.questions import seed_questions


def latencies(url: str, count: int) -> list[float]:
    """Milliseconds that each of `count` questions took, in the order in which they were asked."""
    questions = [one.question for one in seed_questions()]
    times = []
    with httpx.Client(base_url=url, timeout=60) as client:
        client.post("/v1/ask", json={"question": questions[0]}).raise_for_status()
        for question in islice(cycle(questions), count):
            started = perf_counter()
            client.post("/v1/ask", json={"question": question}).raise_for_status()
            times.append((perf_counter() - started) * 1000)
    return times


def main() -> None:
    """Print the number of questions, and the median, 95th percentile and maximum of their times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--count", type=int, default=200)
    arguments = parser.parse_args()
    times = latencies(arguments.url, arguments.count)
    middle, high = np.percentile(times, [50, 95])
    print(
        f"{len(times)} questions: median {middle:.1f} ms, p95 {high:.1f} ms,"
        f" max {max(times):.1f} ms"
    )


if __name__ == "__main__":
    main()
