"""Ingesting on the command line."""

import contextlib
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.http.schema import ReportSchema

Run = Callable[..., Any]
ANAGEN = Path(sys.executable).with_name("anagen")
ARTICLE = "doi:10.1111/jocd.16683"


@pytest.fixture
def new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A collection that is not there yet, which all commands of the test use."""
    del run  # it sets the variable too, and must do so first
    folder = tmp_path / "deep" / "new"
    monkeypatch.setenv("ANAGEN_COLLECTION", str(folder))
    return folder


def test_a_directory_goes_in_and_the_second_time_nothing_changes(
    run: Run, new: Path, seeds: Path
) -> None:
    """The summary counts, for each file and in all; the same files again are unchanged."""
    assert not new.exists()
    ran = run("ingest", seeds)
    assert (ran.code, ran.err) == (0, "")
    article, digest = sorted(page.as_posix() for page in seeds.iterdir())
    assert ran.out == (
        f"{article} (article): read 1, added 1.\n"
        f"{digest} (digest): read 10, added 10.\n"
        "Added 11, updated 0, unchanged 0, rejected 0.\n"
    )
    assert run("ingest", seeds).out == (
        f"{article} (article): read 1, unchanged 1.\n"
        f"{digest} (digest): read 10, unchanged 10.\n"
        "Added 0, updated 0, unchanged 11, rejected 0.\n"
    )
    assert run("check").code == 0


def test_json_is_the_report_of_http(run: Run, new: Path, seeds: Path) -> None:
    """With --json the report is on standard output and nothing else is anywhere."""
    del new
    ran = run("ingest", seeds, "--json")
    ReportSchema.model_validate(ran.json)
    assert len(ran.json["added"]) == 11
    assert ran.err == ""


def test_a_directory_with_some_of_each_keeps_the_good(
    run: Run, new: Path, seeds: Path, tmp_path: Path
) -> None:
    """Each refusal is a line with file, place and reason; the rest is in; the exit code is 2."""
    mixed = tmp_path / "mixed"
    (mixed / "below").mkdir(parents=True)
    for page in seeds.iterdir():
        (mixed / page.name).write_bytes(page.read_bytes())
    (mixed / "empty.txt").write_bytes(b"")
    (mixed / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (mixed / "binary.bin").write_bytes(bytes(range(256)) * 10)
    (mixed / "latin.txt").write_bytes("Grüße, Haare".encode("latin-1"))
    (mixed / "below" / "letter.txt").write_text("Dear all, this is no page.")
    (mixed / "dangling").symlink_to(tmp_path / "nowhere")
    ran = run("ingest", mixed)
    assert ran.code == 2
    *files, summary = ran.out.splitlines()
    assert summary == "Added 11, updated 0, unchanged 0, rejected 6."
    assert len(files) == 8
    assert f"{(mixed / 'empty.txt').as_posix()}: read 0, rejected 1." in files
    lines = ran.err.splitlines()
    assert len(lines) == 6
    for name in ("empty.txt", "image.png", "binary.bin", "latin.txt", "letter.txt", "dangling"):
        [line] = [line for line in lines if name in line]
        assert line.count(": ") >= 2
    assert run("show", ARTICLE).code == 0
    report = run("ingest", mixed, "--json")
    assert report.code == 2
    assert len(report.json["rejected"]) == 6
    assert new.exists()


@pytest.mark.parametrize("name", ["no-such-file.txt", "new\x1b[31mline\n.txt", "/proc/self/mem"])
def test_a_file_that_is_not_there_ends_with_2(run: Run, new: Path, name: str) -> None:
    """It is named, whatever its name."""
    del new
    ran = run("ingest", name)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "\x1b" not in ran.err
    assert "rejected 1" in ran.out


def test_a_file_named_in_no_encoding_is_read(
    run: Run, new: Path, seeds: Path, tmp_path: Path
) -> None:
    """Bytes in a name that are no UTF-8 do no harm."""
    del new
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    file.write_bytes((seeds / "000_263d6f3a3eed7bf4.txt").read_bytes())
    assert run("ingest", file).out == "Added 1, updated 0, unchanged 0, rejected 0.\n"
    assert run("show", ARTICLE, "--json").json["sources"][0]["location"].endswith("\\xff.txt")


TABLE = (
    "Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,"
    "RetractionNature,Reason\n"
    '5,"Exosomes,\nretracted",5/4/2025 0:00,10.1000/notice,10.1111/JOCD.16683,0,Retraction,+Data;\n'
    "6,Another,1/1/2020 0:00,unavailable,10.1000/other,0,Correction,\n"
)


def test_a_table_of_editorial_status_marks_works(run: Run, new: Path, tmp_path: Path) -> None:
    """Also those that come after it, until it is taken back; the same again changes nothing."""
    del new
    table = tmp_path / "retractions.csv"
    table.write_text(TABLE)
    ran = run("ingest", "--status", table)
    assert (ran.code, ran.err) == (0, "")
    told = f"{table}: 2 rows of editorial status"
    rest = "Added 0, updated 0, unchanged 0, rejected 0.\n"
    assert ran.out == f"{told}, 0 of works in the collection; status changed: 0.\n{rest}"
    page = Path(__file__).parents[2] / "seeds" / "raw" / "000_263d6f3a3eed7bf4.txt"
    ran = run("ingest", page, "--status", table)
    rest = "Added 1, updated 0, unchanged 0, rejected 0.\n"
    assert ran.out == f"{told}, 1 of works in the collection; status changed: 0.\n{rest}"
    status = {"kind": "retracted", "date": "2025-05-04"}
    shown = run("show", ARTICLE, "--json").json
    assert shown["status"] == {**status, "source": "Retraction Watch, record 5: Retraction"}
    assert run("search", "exosomes").out.startswith("Nothing was found")
    assert run("check").code == 0
    assert "taken back" in run("delete", "--source", table).out
    assert run("show", ARTICLE, "--json").json["status"] is None
    assert run("search", "exosomes", "--json").json["hits"]
    ran = run("ingest", "--status", table, "--json")
    assert ran.json["tables"] == [
        {"source": str(table), "rows": 2, "matched": 1, "changed": [ARTICLE]}
    ]


def test_rows_of_a_table_that_cannot_be_read_are_refused_by_line(
    run: Run, new: Path, tmp_path: Path
) -> None:
    """The exit code is 2, and the others count."""
    del new
    table = tmp_path / "retractions.csv"
    table.write_text(TABLE + "7,X,,,10.1000/x,0,Withdrawn,\n8,too few\n")
    ran = run("ingest", "--status", table, "--status", tmp_path / "none.csv")
    assert ran.code == 2
    assert ran.out.endswith("rejected 3.\n")
    lines = ran.err.splitlines()
    assert [line.partition(":")[0] for line in lines] == [*2 * [str(table)], f"{tmp_path}/none.csv"]
    assert "line 5: RetractionNature is 'Withdrawn'" in lines[0]
    assert "line 6: has 2 cells" in lines[1]
    assert "2 rows of editorial status" in ran.out


def test_nothing_to_ingest_is_wrong_usage(run: Run) -> None:
    """`anagen ingest` alone says what it needs."""
    ran = run("ingest")
    assert (ran.code, ran.out) == (2, "")
    assert "SOURCE" in ran.err


def pieces(terminal: int) -> Iterator[str]:
    """What goes to a terminal until its other end is closed."""
    with contextlib.suppress(OSError):
        while data := os.read(terminal, 4096):
            yield data.decode(errors="replace")
    os.close(terminal)


def test_progress_is_shown_on_a_terminal_and_only_there(seeds: Path, tmp_path: Path) -> None:
    """Standard error that is a terminal gets a bar; standard output gets the summary alone."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [ANAGEN, "ingest", seeds, "--collection", tmp_path / "new"],
        stdout=subprocess.PIPE,
        stderr=follower,
        env={**os.environ, "TERM": "xterm"},
        text=True,
    )
    os.close(follower)
    shown = "".join(pieces(leader))
    out, _ = process.communicate()
    assert out.splitlines()[-1] == "Added 11, updated 0, unchanged 0, rejected 0."
    assert "2/2" in shown
    assert "files" in shown


def acknowledged(folder: Path) -> bool:
    """Whether a collection has documents, seen from outside."""
    with contextlib.suppress(sqlite3.OperationalError):
        address = f"file:{folder}/collection.sqlite?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as database:
            return bool(database.execute("SELECT count(*) FROM documents").fetchone()[0])
    return False


def test_an_interrupted_ingestion_keeps_what_was_acknowledged(
    seeds: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control-C ends with 130 and one line, and the collection is sound."""
    many = tmp_path / "many"
    many.mkdir()
    page = (seeds / "002_7aaa919b2312e4a6.txt").read_text()
    for n in range(300):
        (many / f"{n:03}.txt").write_text(page.replace("” ", f"” In group {n}: "))
    folder = tmp_path / "new"
    process = subprocess.Popen(
        [ANAGEN, "ingest", many, "--collection", folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not acknowledged(folder):
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert err == b"anagen: interrupted. What was acknowledged before is kept.\n"
    monkeypatch.setenv("ANAGEN_COLLECTION", str(folder))
    assert run("check").code == 0
    assert run("list").out


def test_addresses_are_fetched_only_where_that_is_allowed(
    run: Run, new: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the setting an address is refused by name; with it, what is not public still is."""
    del new
    page = seeds / "000_263d6f3a3eed7bf4.txt"
    ran = run("ingest", "http://127.0.0.1:9/page", page)
    assert ran.code == 2
    assert ran.out.endswith("\nAdded 1, updated 0, unchanged 0, rejected 1.\n")
    assert "http://127.0.0.1:9/page: address: " in ran.err
    assert "ANAGEN_ALLOW_FETCH=true" in ran.err
    monkeypatch.setenv("ANAGEN_ALLOW_FETCH", "true")
    ran = run("ingest", "http://127.0.0.1:9/page")
    assert ran.code == 2
    assert "no public address" in ran.err


def test_what_has_no_abstract_is_counted(run: Run, new: Path, tmp_path: Path) -> None:
    """It is there, found by its title, and never quoted."""
    del new
    file = tmp_path / "titles.csv"
    file.write_text("title,doi\nZinc and hair,10.5555/zinc\n")
    ran = run("ingest", file)
    assert ran.out.splitlines() == [
        "Added 1, updated 0, unchanged 0, rejected 0.",
        "Without an abstract, so found but never quoted: 1.",
    ]
