"""The command `serve`."""

import errno
import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

from typer import Exit, Option

from embeddings.collection import Collection
from service.anagen import Anagen
from service.bootstrap import answers_of, encoder_of, language_model, new_collection
from service.command.ingestion import ingested, print_report
from service.command.options import CollectionOption
from service.command.terminal import print_lines, warn
from service.error import InputError
from service.settings import Settings, read_settings
from service.settings.serve import ServeSettings

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider

_EXAMPLE = "Do exosomes help patients with acquired trichorrhexis nodosa?"


def serve(
    host: Annotated[str, Option(metavar="HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, Option(metavar="PORT", help="0 takes one that is free.")] = 8000,
    seed: Annotated[
        Path | None,
        Option(metavar="SOURCE", help="Ingest this first where the collection is empty."),
    ] = None,
    collection: CollectionOption = None,
    config: Annotated[
        Path | None,
        Option(metavar="FILE", help="The settings. [default: $ANAGEN_CONFIG, or anagen.toml]"),
    ] = None,
) -> None:
    """Serve over HTTP until interrupted.

    Without keys (anagen key NAME) it serves this machine alone.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    settings = _checked(read_settings(collection, config))
    with closing(_listener(host, port)) as listener:
        serve = _opened(settings.serve, listener, host)
        with _tracer(serve.traces) as tracer:
            _serve(settings.model_copy(update={"serve": serve}), listener, host, seed, tracer)


def _serve(
    settings: Settings,
    listener: socket.socket,
    host: str,
    seed: Path | None,
    tracer: "TracerProvider | None",
) -> None:
    encoder = encoder_of(settings)
    with new_collection(settings, encoder) as documents:
        if seed and not documents.size().documents:
            warn(f"The collection {settings.collection} is empty: ingesting {seed}")
            report = ingested([str(seed)], documents, settings.allow_fetch)
            print_report(report)
            if not report.read:
                raise Exit(2)
        with language_model(settings, encoder) as model:
            anagen = Anagen(documents, encoder, model, answers=answers_of(settings))
            anagen.warm()
            _run(anagen, listener, host, settings, tracer)


def _run(
    anagen: Anagen,
    listener: socket.socket,
    host: str,
    settings: Settings,
    tracer: "TracerProvider | None",
) -> None:
    # FastAPI and uvicorn take a while to import: other commands must not wait for them.
    from service.command.http_server import run_server
    from service.http.application import create_application

    port = listener.getsockname()[1]
    serve = settings.serve
    address = f"http://{_written(host)}:{port}"
    application = create_application(anagen, serve, tracer, settings.public_url)
    run_server(
        application,
        listener,
        serve.limits.drain,
        lambda: _announce(anagen.collection, address, bool(serve.keys)),
    )


def _announce(documents: Collection, address: str, has_keys: bool) -> None:
    count = documents.size().documents
    alone = "" if has_keys else ", for this machine alone: no keys are set"
    key = "-H 'Authorization: Bearer KEY' " if has_keys else ""
    print_lines(
        [
            f"Anagen is ready on {address} ({count:,} documents){alone}",
            f"Try: curl {address}/v1/ask {key}-H 'Content-Type: application/json'"
            f' -d \'{{"question": "{_EXAMPLE}"}}\'',
        ]
    )


def _written(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def _checked(settings: Settings) -> Settings:
    budget, timeout = settings.serve.limits.budget, settings.llm.timeout
    if settings.llm.base_url and timeout >= budget:
        raise InputError(
            f"ANAGEN_LLM__TIMEOUT gives a model {timeout:g} seconds, and a question has"
            f" {budget:g} in all: set ANAGEN_SERVE__LIMITS__BUDGET to more."
        )
    return settings


def _opened(serve: ServeSettings, listener: socket.socket, host: str) -> ServeSettings:
    """The settings, with the name that it listens under; an `InputError` says what is unsafe."""
    address = ip_address(listener.getsockname()[0])
    if not address.is_loopback and not serve.keys:
        raise InputError(
            f"--host {host} is for other machines too, and no keys are set, so anybody there could"
            " change the documents. Make a key for each client: anagen key NAME >> anagen.toml"
        )
    if address.is_unspecified and not serve.hosts:
        raise InputError(
            f"--host {host} is all addresses of this machine: say in ANAGEN_SERVE__HOSTS by which"
            " names clients call it (such as answers.example.org,192.0.2.7; * is any)."
        )
    return serve.model_copy(
        update={"hosts": (*serve.hosts, _written(host), _written(f"{address}"))}
    )


@contextmanager
def _tracer(address: str | None) -> Iterator["TracerProvider | None"]:
    if address is None:
        yield None
        return
    from service.http.tracing import tracer_provider

    with tracer_provider(address) as provider:
        yield provider


def _listener(host: str, port: int) -> socket.socket:
    """A socket that holds the address; it does not yet listen. Raises `InputError`."""
    if not 0 <= port <= 65_535:
        raise InputError(f"--port is {port}; it must be from 0 to 65535.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise InputError(f"--host {host!r} is no address of this machine: {error}.") from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise InputError(_why_not(host, port, error)) from error
    return listener


def _why_not(host: str, port: int, error: OSError) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} of {host} is in use: choose another with --port, or end its user."
        case errno.EACCES:
            return f"Port {port} is for the system alone: choose one from 1024 up with --port."
        case errno.EADDRNOTAVAIL:
            return f"--host {host} is no address of this machine; 127.0.0.1 always is."
        case _:
            return f"{host} port {port} cannot be served on: {error.strerror}."


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
