"""What the service tells of itself: ids of requests, metrics, its journal, traces."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from starlette.testclient import TestClient

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from service.anagen import Anagen
from service.generation.answering import LanguageModel
from service.generation.breaker import CircuitBreaker
from service.generation.generator import GeneratorError, Prompt
from service.guard import Guard
from service.http.application import create_application
from service.http.tracing import tracer_provider

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Refused = Callable[[httpx.Response, int], dict[str, Any]]
QUESTION = {"question": "Do exosomes help patients with acquired trichorrhexis nodosa?"}


def value(client: httpx.Client, sample: str) -> float:
    """What `/metrics` says of a sample, 0 where it says nothing."""
    page = client.get("/metrics").text
    found = re.search(rf"^{re.escape(sample)} (\S+)$", page, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_every_response_has_the_id_of_its_request(client: httpx.Client, refused: Refused) -> None:
    """An id that a client brings is kept, and is in the problem too; else one is made."""
    named = client.get("/nowhere", headers={"X-Request-Id": "abc-1.2:3_4"})
    assert named.headers["x-request-id"] == "abc-1.2:3_4"
    assert refused(named, 404)["request_id"] == "abc-1.2:3_4"
    made = {client.get("/healthz").headers["x-request-id"] for _ in range(3)}
    assert len(made) == 3
    for insane in (b"", b"a b", b"x" * 129, b'quote"', b"\xe4"):
        response = client.get("/healthz", headers={b"X-Request-Id": insane})
        assert re.fullmatch("[0-9a-f]{16}", response.headers["x-request-id"])


def test_metrics_tell_what_was_asked(client: httpx.Client) -> None:
    """Requests by route and status, answers by stage, status and reason; never an address."""
    answered = 'anagen_answers_total{mode="local",reason="",status="answered"}'
    abstained = 'anagen_answers_total{mode="local",reason="off_topic",status="abstained"}'
    document = (
        'anagen_http_request_seconds_count{method="GET",route="/v1/documents/{doc_id:path}",'
        'status="404"}'
    )
    stage = 'anagen_answer_seconds_count{stage="retrieve"}'
    samples = (answered, abstained, document, stage)
    before = [value(client, sample) for sample in samples]
    client.post("/v1/ask", json=QUESTION)
    client.post("/v1/ask", json={"question": "Does botulinum toxin treat wrinkles?"})
    client.get("/v1/documents/pmid:1")
    assert [value(client, sample) for sample in samples] == [
        before[0] + 1,
        before[1] + 1,
        before[2] + 1,
        before[3] + 2,
    ]
    page = client.get("/metrics")
    assert page.headers["content-type"].startswith("text/plain; version=")
    assert value(client, "anagen_collection_documents") == 11
    assert value(client, "anagen_collection_generation") == 1
    assert value(client, "process_resident_memory_bytes") > 1e7
    assert "pmid:1" not in page.text


def test_methods_and_addresses_that_a_client_makes_up_add_no_series(client: httpx.Client) -> None:
    """Whatever is sent, labels have few values."""
    client.request("BREW", "/coffee")
    before = len(client.get("/metrics").text.splitlines())
    for n in range(5):
        client.request(f"BREW{n}", f"/coffee/{n}")
    assert len(client.get("/metrics").text.splitlines()) == before


class Out:
    """A model that is never there."""

    name = "out"

    def generate(self, prompt: Prompt, seconds: float) -> Generator[str, None, None]:
        """Nothing but an error."""
        del prompt, seconds
        yield ""
        raise GeneratorError("It is out.", "unreachable")


def test_a_model_that_fails_is_counted_by_what_failed(
    folder: Path, serve: Serve, encoder: SentenceTransformerEncoder
) -> None:
    """Degraded answers have one of few reasons; a model that rests is told and leaves it ready."""
    breaker = CircuitBreaker()
    with serve(folder, model=LanguageModel(Out(), Guard(encoder), 5, breaker)) as client:
        assert client.get("/readyz").json()["model"] == "ready"
        assert client.post("/v1/ask", json=QUESTION).json()["degraded_reason"] == "It is out."
        assert value(client, 'anagen_degraded_answers_total{why="unreachable"}') == 1
        for _ in range(5):
            breaker.fail("unreachable")
        assert value(client, 'anagen_endpoint_faults_total{fault="unreachable"}') == 5
        assert value(client, "anagen_endpoint_resting") == 1
        assert client.get("/readyz").json()["model"] == "resting"


def test_what_is_missing_is_named(folder: Path, serve: Serve, refused: Refused) -> None:
    """A service that cannot answer says which part is not there; its metrics go on."""
    with serve(folder) as client:
        (folder / "collection.sqlite").write_bytes(b"no database" * 1000)
        problem = refused(client.get("/readyz"), 503)
        assert [fault["field"] for fault in problem["errors"]] == ["collection"]
        assert value(client, "anagen_collection_readable") == 0


def test_faults_come_as_lines_of_json_with_the_id_of_the_request(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """What is logged in this process is JSON, a line each."""
    code = (
        "import logging; from service.http.journal import keep_journal;"
        "from service.http.exchange import begin; keep_journal(); begin('abc');"
        "logging.getLogger('x').warning('line\\nbreak')\n"
        "try: 1 / 0\nexcept ZeroDivisionError: logging.getLogger('y').exception('fault')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    first, second = map(json.loads, capfd.readouterr().err.splitlines())
    assert (first["event"], first["request_id"], first["level"]) == (
        "line\nbreak",
        "abc",
        "warning",
    )
    assert "ZeroDivisionError" in second["exception"]


@contextmanager
def collecting() -> Iterator[tuple[str, list[Any]]]:
    """The address of a collector of traces, and the spans that it got."""
    spans: list[Any] = []

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told = ExportTraceServiceRequest.FromString(body)
            for resource in told.resource_spans:
                for scope in resource.scope_spans:
                    spans.extend(scope.spans)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Nothing is logged."""

    with HTTPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1/traces", spans
        server.shutdown()
        thread.join()


def test_a_request_is_traced_with_its_stages(
    folder: Path, encoder: SentenceTransformerEncoder
) -> None:
    """A question's span goes on with the client's trace, and the stages lie below it."""
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with collecting() as (address, spans):
        collection = LocalCollection.open(folder, encoder)
        with tracer_provider(address) as tracer:
            application = create_application(Anagen(collection, encoder), None, tracer)
            with TestClient(application, base_url="http://localhost") as client:
                client.post("/v1/ask", json=QUESTION, headers={"traceparent": parent})
        collection.close()
    named = {span.name: span for span in spans}
    assert set(named) == {"POST /v1/ask", "anagen.retrieve", "anagen.answer"}
    request = named["POST /v1/ask"]
    assert request.trace_id.hex() == "0af7651916cd43dd8448eb211c80319c"
    for stage in ("anagen.retrieve", "anagen.answer"):
        assert named[stage].parent_span_id == request.span_id
        assert named[stage].trace_id == request.trace_id
    told = str(spans)
    assert QUESTION["question"] not in told


def test_without_an_address_nothing_is_traced() -> None:
    """No tracer is made, and none of its packages is imported."""
    code = (
        "import sys; from service.http.tracing import tracer_provider\n"
        "with tracer_provider(None) as tracer: assert tracer is None\n"
        "sys.exit(any(name.startswith('opentelemetry.sdk') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
