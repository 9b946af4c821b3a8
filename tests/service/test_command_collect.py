"""Collecting on the command line, from a server on loopback that plays the services."""

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from service.http.schema import ReportSchema

Run = Callable[..., Any]
Services: TypeAlias = Any  # the types of a conftest cannot be imported
ENTRY = [sys.executable, "-c", "import sys; from service.command import main; sys.exit(main())"]


@pytest.fixture
def new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, services: Services) -> Path:
    """A collection that is not there yet, and the services in place of the public ones."""
    del run  # it sets the collection too, and must do so first
    folder = tmp_path / "new"
    monkeypatch.setenv("ANAGEN_COLLECTION", str(folder))
    monkeypatch.setenv("ANAGEN_EUROPEPMC_URL", services.address)
    monkeypatch.setenv("ANAGEN_PUBMED_URL", f"{services.address}/")
    services.size, services.most = 12, 5
    return folder


def bookmarks(folder: Path) -> list[Path]:
    """The files of collects that are not at their end."""
    return sorted(folder.glob("collect-*"))


@pytest.mark.parametrize("service", ["europepmc", "pubmed"])
def test_a_search_goes_in_and_the_second_time_nothing_changes(
    run: Run, new: Path, service: str
) -> None:
    """The report is that of `ingest`, and no bookmark is left."""
    ran = run("collect", service, "hair")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Added 12, updated 0, unchanged 0, rejected 0.\n"
    ran = run("collect", service, "hair", "--json")
    ReportSchema.model_validate(ran.json)
    assert (ran.json["unchanged"], ran.json["added"]) == (12, [])
    assert bookmarks(new) == []
    assert run("check").code == 0


def test_what_a_search_brought_can_be_taken_back(run: Run, new: Path, services: Services) -> None:
    """The location of its documents is the address of the search, without the key."""
    del new
    assert run("collect", "pubmed", "hair", "--max", "3").code == 0
    [source] = run("show", "pmid:3", "--json").json["sources"]
    assert source["location"].startswith(f"{services.address}/esearch.fcgi?")
    assert run("delete", "--source", source["location"]).code == 0
    assert run("show", "pmid:3").code == 2


def test_the_key_is_sent_and_never_kept(
    run: Run, new: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key goes to NCBI, and neither into documents nor into messages nor into the folder."""
    monkeypatch.setenv("ANAGEN_NCBI_API_KEY", "KEY123")
    services.faults = deque([services.fault(404, body=b"gone")])
    ran = run("collect", "pubmed", "hair", "--max", "2")
    assert (ran.code, "404" in ran.err, "KEY123" in ran.err) == (2, True, False)
    assert run("collect", "pubmed", "hair", "--max", "2").code == 0
    assert {asked.get("api_key") for _, asked in services.requests} == {"KEY123"}
    assert not any(b"KEY123" in file.read_bytes() for file in new.iterdir() if file.is_file())


def test_a_collect_that_failed_goes_on_where_it_stopped(
    run: Run, new: Path, services: Services
) -> None:
    """What came is in, the code is 2, and the same command fetches only the rest."""
    services.faults = deque((None, services.fault(404)))
    ran = run("collect", "europepmc", "hair")
    assert (ran.code, ran.out) == (2, "Added 5, updated 0, unchanged 0, rejected 1.\n")
    assert "after result 5" in ran.err
    [bookmark] = bookmarks(new)
    assert json.loads(bookmark.read_text())["given"] == 5
    services.requests.clear()
    ran = run("collect", "europepmc", "hair")
    assert (ran.code, ran.out) == (0, "Added 7, updated 0, unchanged 0, rejected 0.\n")
    assert services.requests[0][1]["cursorMark"] == "c5"
    assert bookmarks(new) == []


def test_a_bookmark_is_of_one_search(run: Run, new: Path, services: Services) -> None:
    """Another query, service or date begins at the beginning; so does one whose file is damaged."""
    services.faults = deque((None, services.fault(404)))
    run("collect", "europepmc", "hair")
    services.requests.clear()
    run("collect", "europepmc", "hair", "--since", "2024-01-01")
    run("collect", "europepmc", "beard", "--max", "1")
    assert services.requests[0][1]["cursorMark"] == "*"
    assert services.requests[-1][1]["cursorMark"] == "*"
    [bookmark] = bookmarks(new)
    bookmark.write_text("{")
    services.requests.clear()
    assert run("collect", "europepmc", "hair").code == 0
    assert services.requests[0][1]["cursorMark"] == "*"


def test_since_updates_what_is_there(run: Run, new: Path, services: Services) -> None:
    """A later collect brings what is new, and the rest is unchanged."""
    del new
    assert run("collect", "europepmc", "hair").code == 0
    services.size = 14
    ran = run("collect", "europepmc", "hair", "--since", "2024-06-01")
    assert ran.out == "Added 2, updated 0, unchanged 12, rejected 0.\n"
    assert "UPDATE_DATE:[2024-06-01" in services.requests[-1][1]["query"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["pubmed", " "], "query is empty"),
        (["pubmed", "x" * 4_001], "4,000"),
        (["pubmed", "hair", "--max", "0"], "--max is 0"),
        (["pubmed", "hair", "--since", "yesterday"], "2024-11-25"),
        (["scopus", "hair"], "scopus"),
    ],
)
def test_wrong_usage_is_told(run: Run, new: Path, arguments: list[str], told: str) -> None:
    """It ends with 2, and before anything is asked or made."""
    ran = run("collect", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert not new.exists()


def pieces(terminal: int) -> Iterator[str]:
    """What goes to a terminal until its other end is closed."""
    with contextlib.suppress(OSError):
        while data := os.read(terminal, 4096):
            yield data.decode(errors="replace")
    os.close(terminal)


def test_progress_is_shown_on_a_terminal(new: Path) -> None:
    """Standard error that is a terminal gets a bar of documents."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*ENTRY, "collect", "europepmc", "hair", "--collection", new],
        stdout=subprocess.PIPE,
        stderr=follower,
        env={**os.environ, "TERM": "xterm"},
        text=True,
    )
    os.close(follower)
    shown = "".join(pieces(leader))
    out, _ = process.communicate()
    assert out == "Added 12, updated 0, unchanged 0, rejected 0.\n"
    assert "12/12" in shown
    assert "documents" in shown


def test_an_interrupted_collect_goes_on_where_it_stopped(
    run: Run, new: Path, services: Services
) -> None:
    """Control-C leaves a bookmark behind what is durable, and nothing is fetched twice over."""
    services.size, services.most = 100_000, 100
    process = subprocess.Popen(
        [*ENTRY, "collect", "europepmc", "hair", "--max", "100000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not bookmarks(new):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert b"interrupted" in err
    [bookmark] = [file for file in bookmarks(new) if file.suffix == ".json"]
    kept = json.loads(bookmark.read_text())
    services.size = kept["given"] + 1
    services.requests.clear()
    ran = run("collect", "europepmc", "hair", "--max", "100000")
    assert ran.code == 0
    assert services.requests[0][1]["cursorMark"] == f"c{kept['given']}"
    assert run("show", "pmid:1").code == 0
