"""A history on the command line: a file of turns, or an answer that was printed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FIRST = "Do exosomes help patients with acquired trichorrhexis nodosa?"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a history is kept."""
    return tmp_path / "history.json"


def test_a_question_may_follow_a_printed_answer(run: Run, file: Path) -> None:
    """What --json printed is the history of the next question, and that of the one after it."""
    file.write_text(run("ask", FIRST, "--json").out, "utf-8")
    ran = run("ask", "How many patients?", "--history", file, "--json")
    assert ran.json["standalone_question"] == (
        "About exosomes for patients with acquired trichorrhexis nodosa: how many patients?"
    )
    file.write_text(ran.out, "utf-8")
    ran = run("ask", "And how often were they injected?", "--history", file, "--json")
    assert ran.json["standalone_question"] == (
        "About exosomes for patients with acquired trichorrhexis nodosa:"
        " how often were they injected?"
    )
    assert {one["document"]["id"] for one in ran.json["citations"]} == {"doi:10.1111/jocd.16683"}


def test_a_person_sees_what_was_answered(run: Run, file: Path) -> None:
    """The question on its own comes first, where it is another than the one that was typed."""
    turns = [{"role": "user", "content": "Can exosomes treat hair loss in humans?"}]
    file.write_text(json.dumps(turns), "utf-8")
    ran = run("ask", "in mice?", "--history", file)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Asked: Can exosomes treat hair loss in mice?\n\n")
    assert "Asked:" not in run("ask", FIRST, "--history", file).out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is no JSON"),
        ("1", "holds 1; it must hold a list of"),
        ('{"title": "x"}', "turn 1 is an object; the file must hold a list of"),
        ('["Why?"]', "turn 1 is 'Why?'; the file must hold"),
        ('[{"role": "user", "content": "a"}, {"role": "bot", "content": "a"}]', "history[1].role"),
    ],
)
def test_a_file_of_another_form_is_refused(
    run: Run, file: Path, content: str, message: str
) -> None:
    """The message says what the file must hold; the exit code is 2."""
    file.write_text(content, "utf-8")
    ran = run("ask", "Why?", "--history", file)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_a_file_that_is_not_there_is_named(run: Run, file: Path) -> None:
    """As for any other file."""
    ran = run("ask", "Why?", "--history", file)
    assert ran.code == 2
    assert "history.json: No such file" in ran.err
