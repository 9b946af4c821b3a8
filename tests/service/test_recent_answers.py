"""Tests of recent answers: what was answered can be read again for a while."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from service.anagen import Anagen
from service.answer import Answer, answer_json
from service.answers import Answers, UnknownAnswerError
from service.error import InputError
from service.settings import read_settings

Refused = Callable[..., dict[str, Any]]
Serve = Callable[..., AbstractContextManager[httpx.Client]]
QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"


@pytest.fixture(scope="module")
def answer(seeded: Path, encoder: SentenceTransformerEncoder) -> Iterator[Answer]:
    """A real answer."""
    with LocalCollection.existing(seeded, encoder) as collection:
        yield Anagen(collection, encoder).ask(QUESTION)


def test_an_answer_is_read_again_as_it_was_given(client: httpx.Client) -> None:
    """Streamed or not, and abstained or not, the answer of an id is the one that was sent."""
    whole = client.post("/v1/ask", json={"question": QUESTION}).json()
    abstained = client.post("/v1/ask", json={"question": "Who won the football world cup?"}).json()
    assert abstained["status"] == "abstained"
    lines = client.post("/v1/ask", json={"question": QUESTION, "stream": True}).text.splitlines()
    streamed = json.loads(lines[lines.index("event: done") + 1].removeprefix("data: "))
    assert len({whole["id"], abstained["id"], streamed["id"]}) == 3
    for given in (whole, abstained, streamed):
        assert client.get(f"/v1/answers/{given['id']}").json() == given


def test_an_answer_that_is_not_kept_is_told_with_how_long_answers_are(
    client: httpx.Client, refused: Refused
) -> None:
    """Whoever comes too late reads how many answers are kept and for how long."""
    for path in ("/v1/answers/ans_0", "/v1/answers/ans_0/citations?format=ris"):
        problem = refused(client.get(path), 404)
        assert "the last 1,000 are, for 60 minutes each" in problem["detail"]


def test_answers_are_forgotten_after_their_time(answer: Answer) -> None:
    """An answer is there until its seconds are over, and its memory is freed at the next."""
    now = 0.0
    answers = Answers(kept=10, seconds=90, now=lambda: now)
    answers.remember(answer)
    now = 89.9
    assert answers.get(answer.id).text == answer.text
    now = 90.0
    with pytest.raises(UnknownAnswerError, match="for 90 seconds each"):
        answers.get(answer.id)


def test_only_the_last_answers_are_kept(answer: Answer) -> None:
    """However many questions are asked, no more than the number that is set is in memory."""
    answers = Answers(kept=3)
    for n in range(10):
        answers.remember(replace(answer, id=f"ans_{n}"))
    assert [answers.get(f"ans_{n}").id for n in (7, 8, 9)] == ["ans_7", "ans_8", "ans_9"]
    with pytest.raises(UnknownAnswerError):
        answers.get("ans_6")
    nothing = Answers(kept=0)
    nothing.remember(answer)
    with pytest.raises(UnknownAnswerError, match="the last 0 are"):
        nothing.get(answer.id)


def test_answers_that_are_huge_push_others_out(answer: Answer) -> None:
    """What is kept is bounded by its size too; the texts of documents are not part of it."""
    answers = Answers()
    for n in range(30):
        answers.remember(replace(answer, id=f"ans_{n}", question="?" * 2_000_000))
    with pytest.raises(UnknownAnswerError):
        answers.get("ans_0")
    kept = answers.get("ans_29")
    assert {citation.document.text for citation in kept.citations} == {""}
    assert answer_json(kept)["citations"] == answer_json(answer)["citations"]


def test_threads_share_what_is_kept(answer: Answer) -> None:
    """Answers that are remembered and read at once are all counted, and none is torn."""
    answers = Answers(kept=50)

    def remember(worker: int) -> None:
        for n in range(200):
            answers.remember(replace(answer, id=f"ans_{worker}_{n}"))
            assert answers.get(f"ans_{worker}_{n}").text == answer.text

    # Each worker's answer is among the last fifty when it is read: there are four of them.
    workers = [threading.Thread(target=remember, args=(worker,)) for worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    kept = [
        f"ans_{worker}_{n}"
        for worker in range(4)
        for n in range(200)
        if _is_kept(answers, worker, n)
    ]
    assert len(kept) == 50


def _is_kept(answers: Answers, worker: int, n: int) -> bool:
    try:
        answers.get(f"ans_{worker}_{n}")
    except UnknownAnswerError:
        return False
    return True


def test_how_long_answers_are_kept_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Number and time are settings, and so is the address that links begin with."""
    monkeypatch.setenv("ANAGEN_ANSWERS__KEPT", "5")
    monkeypatch.setenv("ANAGEN_ANSWERS__SECONDS", "60")
    monkeypatch.setenv("ANAGEN_PUBLIC_URL", "https://anagen.example/a/")
    settings = read_settings()
    assert (settings.answers.kept, settings.answers.seconds) == (5, 60)
    assert settings.public_url == "https://anagen.example/a"
    for variable, value in (
        ("ANAGEN_ANSWERS__KEPT", "-1"),
        ("ANAGEN_ANSWERS__SECONDS", "0"),
        ("ANAGEN_PUBLIC_URL", "anagen.example"),
        ("ANAGEN_PUBLIC_URL", "https://anagen.example/?a=1"),
    ):
        with monkeypatch.context() as unsound:
            unsound.setenv(variable, value)
            with pytest.raises(InputError, match=variable):
                read_settings()
