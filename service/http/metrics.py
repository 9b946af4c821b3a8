"""Metrics: what the service did, as Prometheus reads it."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from embeddings.collection import CollectionError
from service.anagen import Anagen
from service.answer import Answer
from service.http.traffic import Traffic

# Seconds. A local answer takes some ten milliseconds, a model's many seconds.
_BUCKETS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)
_METHODS = frozenset({"GET", "HEAD", "POST", "DELETE", "OPTIONS"})


class Metrics:
    """The counts of one application. Labels have few values, whatever is asked."""

    def __init__(self, anagen: Anagen, traffic: Traffic) -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Histogram(
            "anagen_http_request_seconds",
            "Seconds from a request to the end of its response.",
            ["method", "route", "status"],
            buckets=_BUCKETS,
            registry=registry,
        )
        self._stages = Histogram(
            "anagen_answer_seconds",
            "Seconds that the stages of an answer took.",
            ["stage"],
            buckets=_BUCKETS,
            registry=registry,
        )
        self._answers = Counter(
            "anagen_answers",
            "Answers, by whose words they are in, and abstentions, by their reason.",
            ["status", "reason", "mode"],
            registry=registry,
        )
        self._degraded = Counter(
            "anagen_degraded_answers",
            "Answers for which a model did not do all that was asked of it, and why.",
            ["why"],
            registry=registry,
        )
        registry.register(_State(anagen, traffic))
        ProcessCollector(registry=registry)

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a response; `route` is the template of its address, not the address."""
        method = method if method in _METHODS else "other"
        self._requests.labels(method, route, str(status)).observe(seconds)

    def count_answer(self, answer: Answer) -> None:
        """Count an answer."""
        timings = answer.timings
        for stage, milliseconds in (
            ("retrieve", timings.retrieve),
            ("answer", timings.answer),
            ("total", timings.total),
        ):
            self._stages.labels(stage).observe(milliseconds / 1000)
        status = "abstained" if answer.abstain_reason else "answered"
        self._answers.labels(status, answer.abstain_reason or "", answer.mode).inc()
        if answer.degraded_by:
            self._degraded.labels(answer.degraded_by).inc()

    def page(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)


class _State(Collector):
    """What is so now, looked up when it is asked for."""

    def __init__(self, anagen: Anagen, traffic: Traffic) -> None:
        self._anagen = anagen
        self._traffic = traffic

    def collect(self) -> Iterator[Metric]:
        questions = self._traffic.questions
        yield _gauge("questions_in_flight", "Questions being answered.", questions.in_flight)
        yield _gauge("questions_waiting", "Questions waiting for that.", questions.waiting)
        try:
            size = self._anagen.collection.size()
        except CollectionError:
            yield _gauge("collection_readable", "Whether the collection can be read.", 0)
        else:
            yield _gauge("collection_readable", "Whether the collection can be read.", 1)
            yield _gauge("collection_documents", "Documents.", size.documents)
            yield _gauge("collection_passages", "Passages.", size.passages)
            yield _gauge("collection_generation", "Commits so far.", size.generation)
        if (model := self._anagen.model) and (breaker := model.breaker):
            yield _gauge("endpoint_resting", "Whether the model is given a rest.", breaker.is_open)
            faults = CounterMetricFamily(
                "anagen_endpoint_faults", "Faults of the model's endpoint.", labels=["fault"]
            )
            for fault, count in breaker.faults().items():
                faults.add_metric([fault], count)
            yield faults


def _gauge(name: str, said: str, value: float) -> Metric:
    return GaugeMetricFamily(f"anagen_{name}", said, value)
