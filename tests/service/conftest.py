"""The real parts, put together once for all tests of the service."""

import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from embeddings.encoder import Encoder
from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from seeds.reading import read_file, source_files
from service.anagen import Anagen
from service.command import main
from service.generation.answering import LanguageModel
from service.http.application import create_application
from service.http.schema import ProblemSchema
from service.ingestion import ingest
from service.settings.serve import ServeSettings

SEEDS = Path(__file__).parents[2] / "seeds" / "raw"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The object on standard output."""
        values: dict[str, Any] = json.loads(self.out)
        return values


Run = Callable[..., Ran]
Serve = Callable[..., AbstractContextManager[httpx.Client]]
Refused = Callable[[httpx.Response, int], dict[str, Any]]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the two seed pages."""
    return SEEDS


@pytest.fixture(scope="session")
def seeded(encoder: SentenceTransformerEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the collection of the seed pages; tests that write take a copy."""
    folder = tmp_path_factory.mktemp("seeded") / "collection"
    collection = LocalCollection.open(folder, encoder)
    files = [file for file in source_files([SEEDS]) if isinstance(file, Path)]
    report = ingest(collection, (found for file in files for found in read_file(file)))
    assert (len(report.added), report.rejected) == (11, ())
    collection.close()
    return folder


@pytest.fixture
def folder(seeded: Path, tmp_path: Path) -> Path:
    """A collection of the seed pages that the test may change."""
    return Path(shutil.copytree(seeded, tmp_path / "collection"))


@pytest.fixture
def run(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Runs a command in this process, on a collection of the seed pages."""
    monkeypatch.setenv("ANAGEN_COLLECTION", str(folder))

    def command(*arguments: str | Path) -> Ran:
        code = main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return command


def refusal(response: httpx.Response, status: int) -> dict[str, Any]:
    """The problem that a response holds, once its form is checked."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    ProblemSchema.model_validate(problem)
    assert problem["status"] == status
    assert "Traceback" not in response.text
    assert "pydantic" not in response.text
    return problem


@pytest.fixture
def refused() -> Refused:
    """Takes the problem out of a response that must be one."""
    return refusal


@contextmanager
def serving(
    folder: Path,
    encoder: Encoder,
    asked: Encoder | None = None,
    model: LanguageModel | None = None,
    settings: ServeSettings | None = None,
) -> Iterator[httpx.Client]:
    """A client of a service on a free port, over a collection of its own.

    `asked` encodes the questions where it is another encoder than that of the collection.
    """
    collection = LocalCollection.open(folder, encoder)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            create_application(Anagen(collection, asked or encoder, model), settings),
            log_level="warning",
            lifespan="on",
        )
    )
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = listener.getsockname()[1]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        collection.close()


@pytest.fixture(scope="session")
def client(
    seeded: Path,
    encoder: SentenceTransformerEncoder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[httpx.Client]:
    """A service over the seed pages that no test changes."""
    folder = shutil.copytree(seeded, tmp_path_factory.mktemp("served") / "collection")
    with serving(folder, encoder) as client:
        yield client


@pytest.fixture
def serve(encoder: SentenceTransformerEncoder) -> Serve:
    """Serves a folder as long as the test's `with` lasts."""
    return lambda folder, asked=None, model=None, settings=None: serving(
        folder, encoder, asked, model, settings
    )


@pytest.fixture
def writable(folder: Path, encoder: SentenceTransformerEncoder) -> Iterator[httpx.Client]:
    """A service over the seed pages that the test may change."""
    with serving(folder, encoder) as client:
        yield client


@pytest.fixture(scope="module")
def writable_once(
    seeded: Path,
    encoder: SentenceTransformerEncoder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[httpx.Client]:
    """A service that the tests of one module may change, if they do not mind each other."""
    folder = shutil.copytree(seeded, tmp_path_factory.mktemp("shared") / "collection")
    with serving(folder, encoder) as client:
        yield client
