"""Listing, showing and deleting documents, and caring for the collection."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.http.schema import DeletedSchema, ListingSchema

Run = Callable[..., Any]
ANAGEN = Path(sys.executable).with_name("anagen")
ARTICLE = "doi:10.1111/jocd.16683"


def test_list_names_every_document(run: Run) -> None:
    """A line for each: id, kind, date and title, or what is shown for one."""
    ran = run("list")
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == 11
    assert f"{ARTICLE}  abstract  2024-11-25  Mesenchymal Stem Cell" in ran.out
    assert "snippet  2021-12  Snippet: Journal of Cellular and Molecular Medicine" in ran.out


def test_list_goes_on_from_a_cursor(run: Run) -> None:
    """A listing that is cut short says how to go on."""
    ran = run("list", "--limit", "4")
    assert len(ran.out.splitlines()) == 4
    assert "--cursor" in ran.err
    first = run("list", "--limit", "4", "--json").json
    ListingSchema.model_validate(first)
    rest = run("list", "--cursor", first["next"], "--json").json
    assert len(rest["documents"]) == 7
    assert rest["next"] is None


@pytest.mark.parametrize(
    "name", [ARTICLE, "10.1111/JOCD.16683", "https://doi.org/10.1111/jocd.16683"]
)
def test_show_gives_the_document_whole(run: Run, name: str) -> None:
    """By any form of its id, with its text in sections; with --json as over HTTP."""
    out = run("show", name).out
    assert "Mesenchymal Stem Cell Exosomes Therapy" in out
    assert "\nMethods\n" in out
    assert "Xi Chen, Jing Pang" in out
    assert "Evidence: case series, level 4, sample size 3, human" in out
    assert run("show", name, "--json").json["sections"][2]["label"] == "Methods"


@pytest.mark.parametrize("command", ["show", "delete"])
def test_an_unknown_id_ends_with_2(run: Run, command: str) -> None:
    """The id is named, with the command that lists them."""
    ran = run(command, "doi:10.1/none")
    assert (ran.code, ran.out) == (2, "")
    assert "doi:10.1/none" in ran.err
    assert "anagen list" in ran.err


def test_delete_removes_at_once(run: Run) -> None:
    """What was deleted is gone at the next command."""
    ran = run("delete", "10.1111/jocd.16683", "--json")
    DeletedSchema.model_validate(ran.json)
    assert ran.json == {"deleted": [ARTICLE]}
    assert run("show", ARTICLE).code == 2
    assert len(run("list").out.splitlines()) == 10
    assert run("check").code == 0


def test_delete_with_one_unknown_id_deletes_nothing(run: Run) -> None:
    """A typing error in one of several ids does no half of the work."""
    assert run("delete", ARTICLE, "doi:10.1/none").code == 2
    assert run("show", ARTICLE).code == 0


def test_delete_takes_back_what_a_file_brought(run: Run, seeds: Path) -> None:
    """`--source` deletes the documents that came from a file and from no other."""
    digest = seeds / "002_7aaa919b2312e4a6.txt"
    ran = run("delete", "--source", digest)
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 10
    assert run("list").out.startswith(ARTICLE)


def test_a_document_of_two_files_stays_when_one_is_taken_back(
    run: Run, seeds: Path, tmp_path: Path
) -> None:
    """What another file brought too is kept, and the command says so."""
    article = tmp_path / "copy.txt"
    article.write_bytes((seeds / "000_263d6f3a3eed7bf4.txt").read_bytes())
    assert run("ingest", article).code == 0
    ran = run("delete", "--source", article)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Deleted no document: what came from there came from elsewhere too")
    [source] = run("show", ARTICLE, "--json").json["sources"]
    assert source["location"].endswith("000_263d6f3a3eed7bf4.txt")


def test_delete_of_an_unknown_source_says_so(run: Run) -> None:
    """A source that brought nothing is told."""
    ran = run("delete", "--source", "no-such.txt")
    assert ran.code == 2
    assert "no-such.txt" in ran.err


@pytest.mark.parametrize("arguments", [[], [ARTICLE, "--source", "x.txt"]])
def test_delete_needs_ids_or_a_source(run: Run, arguments: list[str]) -> None:
    """Nothing and both are refused."""
    ran = run("delete", *arguments)
    assert ran.code == 2
    assert "--source FILE" in ran.err


def test_check_says_that_the_collection_is_sound(run: Run) -> None:
    """A sound collection is told with its size."""
    assert run("check").out.startswith("The collection is sound: 11 documents, ")
    assert run("check", "--json").json == {"ok": True, "faults": []}


def test_check_names_what_is_wrong_and_ends_with_1(run: Run, folder: Path) -> None:
    """A vector that was changed behind the collection's back is found."""
    with sqlite3.connect(folder / "collection.sqlite") as database:
        database.execute("UPDATE passages SET vector = zeroblob(length(vector)) WHERE n = 0")
    database.close()
    ran = run("check")
    assert ran.code == 1
    assert ran.out
    found = run("check", "--json")
    assert found.code == 1
    assert not found.json["ok"]
    assert found.json["faults"]


@pytest.mark.parametrize("options", [[], ["--re-encode"]])
def test_rebuild_makes_the_indexes_anew(run: Run, options: list[str]) -> None:
    """After a rebuild the collection is sound and finds what it found."""
    before = run("search", "exosomes", "--json").json
    ran = run("rebuild", *options)
    assert (ran.code, ran.err) == (0, "")
    assert run("check").code == 0
    assert run("search", "exosomes", "--json").json == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["show", "x"],
        ["delete", "x"],
        ["check"],
        ["rebuild"],
        ["ask", "x"],
        ["search", "x"],
    ],
)
def test_a_collection_that_is_not_there_is_named(
    run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    """No command but `ingest` and `serve` makes a collection by accident."""
    none = tmp_path / "none"
    ran = run(*arguments, "--collection", none)
    assert ran.code == 2
    assert ran.err.startswith("anagen: ")
    assert str(none) in ran.err
    assert "anagen ingest" in ran.err
    assert not none.exists()


def test_a_folder_that_is_no_collection_is_refused(run: Run, tmp_path: Path) -> None:
    """Somebody's folder is not taken for a collection."""
    (tmp_path / "notes.txt").write_text("mine")
    ran = run("list", "--collection", tmp_path)
    assert ran.code == 2
    assert str(tmp_path) in ran.err
    assert list(tmp_path.glob("*.sqlite")) == []


def test_a_setting_that_is_none_ends_with_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt variable is named by every command."""
    monkeypatch.setenv("ANAGEN_COLECTION", "x")
    ran = run("list")
    assert ran.code == 2
    assert "Did you mean ANAGEN_COLLECTION?" in ran.err


@pytest.mark.parametrize("arguments", [["list"], ["show", ARTICLE], ["check"], ["--help"]])
def test_what_needs_no_vectors_does_not_load_the_model(folder: Path, arguments: list[str]) -> None:
    """Commands that only look do not wait for torch."""
    program = (
        "import sys; from service.command import main; code = main(sys.argv[1:]);"
        " assert not {'torch', 'sentence_transformers', 'transformers', 'fastapi', 'uvicorn'}"
        " & set(sys.modules); sys.exit(code)"
    )
    environment = {"ANAGEN_COLLECTION": str(folder)}
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize(
    "command",
    ["ingest", "ask", "search", "serve", "list", "show", "delete", "verify", "check", "rebuild"],
)
def test_help_fits_a_terminal(run: Run, command: str) -> None:
    """Every command explains itself within 80 columns, and says which options it has."""
    assert command in run("--help").out
    ran = run(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "--collection" in ran.out


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    """`anagen list | head -0` ends quietly."""
    with subprocess.Popen(
        [ANAGEN, "list", "--collection", folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_output_to_a_full_disk_is_told(folder: Path) -> None:
    """What cannot be written ends with 2 and one line."""
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [ANAGEN, "list", "--collection", folder],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 2
    assert ran.stderr.decode() == "anagen: No space left on device\n"
