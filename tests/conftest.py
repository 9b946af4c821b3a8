"""What tests of several rooms share."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from embeddings.transformer import SentenceTransformerEncoder


@pytest.fixture(scope="session")
def encoder() -> SentenceTransformerEncoder:
    """The default encoder, its weights loaded once."""
    return SentenceTransformerEncoder()


@dataclass(frozen=True, slots=True)
class Fault:
    """What comes instead of a reply: a status with headers and a body, or a part of the reply."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    cut: bool = False


@dataclass(slots=True)
class Services:
    """Europe PMC and PubMed as one server has them, with `size` works and faults in a row.

    The faults wait for the requests that fetch results; None lets one through. `most` is the
    largest page of Europe PMC, `history` the only history that PubMed knows.
    """

    address: str = ""
    size: int = 450
    most: int = 1_000
    history: str = "H1"
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    faults: deque[Fault | str | None] = field(default_factory=deque)

    @staticmethod
    def fault(
        status: int = 200,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        cut: bool = False,
    ) -> Fault:
        """A fault for a test that cannot import its type."""
        return Fault(status, headers or {}, body, cut)

    def reply(self, path: str, asked: dict[str, str]) -> bytes | Fault:
        """What a request gets."""
        self.requests.append((path, asked))
        if path.endswith("/esearch.fcgi"):
            if asked["term"] == "bad[":
                return self._json({"esearchresult": {"ERROR": "Unbalanced\tbracket"}})
            found = {"count": str(self.size), "webenv": self.history, "querykey": "1"}
            return self._json({"esearchresult": {**found, "idlist": []}})
        fault = self.faults.popleft() if self.faults else None
        if isinstance(fault, Fault) and not fault.cut:
            return fault
        start, end = self._span(asked, fault)
        reply = self._page(path, asked, start, end, fault)
        if isinstance(fault, Fault) and isinstance(reply, bytes):
            return Fault(cut=True, body=reply)
        return reply

    def _span(self, asked: dict[str, str], fault: object) -> tuple[int, int]:
        if "retstart" in asked:
            start, count = int(asked["retstart"]), int(asked["retmax"])
        else:
            cursor = asked["cursorMark"]
            start = 0 if cursor == "*" else int(cursor[1:])
            count = min(int(asked["pageSize"]), self.most)
        if fault == "again":
            start = max(0, start - count)
        return start, start if fault == "empty" else min(start + count, self.size)

    def _page(
        self, path: str, asked: dict[str, str], start: int, end: int, fault: object
    ) -> bytes | Fault:
        numbers = range(start + 1, end + 1)
        if path.endswith("/efetch.fcgi"):
            if asked["WebEnv"] != self.history:
                return Fault(
                    400, body=b"<eFetchResult><ERROR>No such history</ERROR></eFetchResult>"
                )
            articles = "".join(map(pubmed_article, numbers))
            return f"<PubmedArticleSet>{articles}</PubmedArticleSet>".encode()
        following = asked["cursorMark"] if start == end else f"c{end}"
        if fault == "again":
            following = f"c{min(end + int(asked['pageSize']), self.size)}"
        if fault == "loop":
            following = "c200"
        results = {"result": [europe_pmc_result(number) for number in numbers]}
        return self._json(
            {"hitCount": self.size, "nextCursorMark": following, "resultList": results}
        )

    @staticmethod
    def _json(values: dict[str, Any]) -> bytes:
        return json.dumps(values).encode()


def europe_pmc_result(number: int) -> dict[str, Any]:
    """A result of Europe PMC."""
    return {
        "id": str(number),
        "source": "MED",
        "pmid": str(number),
        "title": f"Work {number}",
        "pubYear": "2024",
        "abstractText": f"Drug {number} was better than placebo.",
    }


def pubmed_article(number: int) -> str:
    """A record of PubMed."""
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{number}</PMID><Article>"
        f"<ArticleTitle>Work {number}.</ArticleTitle><Abstract><AbstractText>Drug {number} was"
        " better than placebo.</AbstractText></Abstract></Article></MedlineCitation>"
        "</PubmedArticle>"
    )


@pytest.fixture
def services() -> Iterator[Services]:
    """The two services on a free port of loopback."""
    live = Services()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            reply = live.reply(parts.path, asked)
            fault = Fault(body=reply) if isinstance(reply, bytes) else reply
            body = fault.body or b""
            self.send_response(fault.status)
            for name, value in fault.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if fault.cut else body)
            self.close_connection = fault.cut

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        live.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield live
        server.shutdown()
        thread.join()
