"""The command `serve`."""

import errno
import signal
import socket
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

from typer import Exit, Option

from embeddings.collection import Collection
from service.anagen import Anagen
from service.bootstrap import answers_of, encoder_of, language_model, new_collection
from service.command.ingestion import ingested, print_report
from service.command.options import CollectionOption
from service.command.terminal import print_lines, warn
from service.error import InputError
from service.settings import read_settings

_EXAMPLE = "Do exosomes help patients with acquired trichorrhexis nodosa?"


def serve(
    host: Annotated[str, Option(metavar="HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, Option(metavar="PORT", help="0 takes one that is free.")] = 8000,
    seed: Annotated[
        Path | None,
        Option(metavar="SOURCE", help="Ingest this first where the collection is empty."),
    ] = None,
    collection: CollectionOption = None,
) -> None:
    """Serve over HTTP until interrupted."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    settings = read_settings(collection)
    encoder = encoder_of(settings)
    with (
        closing(_listener(host, port)) as listener,
        new_collection(settings, encoder) as documents,
    ):
        if seed and not documents.size().documents:
            warn(f"The collection {settings.collection} is empty: ingesting {seed}")
            report = ingested([str(seed)], documents, settings.allow_fetch)
            print_report(report)
            if not report.read:
                raise Exit(2)
        with language_model(settings, encoder) as model:
            anagen = Anagen(documents, encoder, model, answers=answers_of(settings))
            anagen.warm()
            _run(anagen, listener, host, settings.public_url)


def _run(anagen: Anagen, listener: socket.socket, host: str, public_url: str | None) -> None:
    # FastAPI and uvicorn take a while to import: other commands must not wait for them.
    from service.command.http_server import run_server
    from service.http.application import create_application

    port = listener.getsockname()[1]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    application = create_application(anagen, public_url)
    run_server(application, listener, lambda: _announce(anagen.collection, address))


def _announce(documents: Collection, address: str) -> None:
    count = documents.size().documents
    print_lines(
        [
            f"Anagen is ready on {address} ({count:,} documents)",
            f"Try: curl {address}/v1/ask -H 'Content-Type: application/json'"
            f' -d \'{{"question": "{_EXAMPLE}"}}\'',
        ]
    )


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
