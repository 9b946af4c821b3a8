"""Tracing: requests and the stages of answers as OpenTelemetry's spans."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from time import time_ns

from fastapi.telemetry import TelemetryConfig
from opentelemetry.trace import TracerProvider

from service.answer import Answer
from service.error import InputError

_NANOSECONDS = 1_000_000
"""In a millisecond."""


def telemetry(tracer: TracerProvider | None) -> TelemetryConfig:
    """What FastAPI is to trace: requests where there is a tracer, nothing without one."""
    return {
        "tracer_provider": tracer,
        "tracing": tracer is not None,
        "metrics": False,
        "logs": False,
        "operation_spans": False,
        "auto_configure": False,
    }


@contextmanager
def tracer_provider(address: str | None) -> Iterator[TracerProvider | None]:
    """What sends spans to an OTLP address, all of them at the end; None without an address.

    Raises `InputError` where the packages for it are not installed.
    """
    if address is None:
        yield None
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider as SdkTracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise InputError(
            "ANAGEN_SERVE__TRACES is set, and the packages for traces are not installed: pip"
            " install 'anagen[traces]', or unset it."
        ) from error
    named = Resource.create({"service.name": "anagen", "service.version": version("anagen")})
    provider = SdkTracerProvider(resource=named, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address)))
    try:
        yield provider
    finally:
        provider.shutdown()


class StageSpans:
    """The stages of an answer as spans below that of its request."""

    def __init__(self, provider: TracerProvider) -> None:
        self._tracer = provider.get_tracer("anagen", version("anagen"))

    def trace(self, answer: Answer) -> None:
        """Tell of an answer that was made just now."""
        end = time_ns()
        start = end - round(answer.timings.total * _NANOSECONDS)
        middle = start + round(answer.timings.retrieve * _NANOSECONDS)
        self._tracer.start_span("anagen.retrieve", start_time=start).end(middle)
        facts = {
            "anagen.answer.id": answer.id,
            "anagen.answer.mode": answer.mode,
            "anagen.answer.abstain_reason": answer.abstain_reason or "",
            "anagen.answer.degraded_by": answer.degraded_by or "",
        }
        self._tracer.start_span("anagen.answer", start_time=middle, attributes=facts).end(end)
