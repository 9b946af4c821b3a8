"""Verification finds whatever does not hold of an answer."""

import copy
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from seeds.document import Document
from service.claim import claimed_answer
from service.error import InputError
from service.verification import faults_of

Run = Callable[..., Any]
ARTICLE = "doi:10.1111/jocd.16683"
QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"
TEXT = "Hair grew [12]. Nobody was harmed. Hair was counted."
DOCUMENT = Document(id="key:a", kind="abstract", text=TEXT, aliases=("pmid:1",))


@pytest.fixture(scope="module")
def collection(
    encoder: SentenceTransformerEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalCollection]:
    """One document, whose text became what it is in the third generation."""
    with LocalCollection.open(tmp_path_factory.mktemp("c"), encoder) as collection:
        for n in range(2):
            collection.add([replace(DOCUMENT, text=f"Hair grew {n} mm.")])
        collection.add([DOCUMENT])
        assert collection.text_generation("key:a") == 3
        yield collection


@pytest.fixture
def answer() -> dict[str, Any]:
    """An answer that holds, of another make: it has no more fields than it needs."""
    return {
        "status": "answered",
        "answer": "Hair grew ［12］. [1] Nobody was harmed. [2] [1]",
        "sentences": [
            {"text": "Hair grew ［12］.", "start": 0, "end": 15, "citations": [1]}
            | {"support": "verbatim"},
            {"text": "Nobody was harmed.", "start": 20, "end": 38, "citations": [2, 1]}
            | {"support": "verbatim"},
        ],
        "citations": [
            {"n": 1, "document": {"id": "key:a"}, "passage_id": "key:a#0"}
            | {"quote": "Hair grew [12].", "start": 0, "end": 15},
            {"n": 2, "document": {"id": "pmid:1"}, "passage_id": "pmid:1#0"}
            | {"quote": "Nobody was harmed.", "start": 16, "end": 34},
        ],
        "corpus": {"generation": 3},
    }


def changed(answer: Mapping[str, Any], path: str, value: object) -> dict[str, Any]:
    """The answer with another value at a path of names and positions."""
    whole = copy.deepcopy(dict(answer))
    at: Any = whole
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        at = at[step]
    at[last] = value
    return whole


def test_an_answer_of_another_make_holds(
    collection: LocalCollection, answer: dict[str, Any]
) -> None:
    """Fields that are not of the contract, and those that do not matter, may be there or not."""
    assert faults_of(claimed_answer(answer), collection) == []
    assert faults_of(claimed_answer(answer | {"made_by": "another", "id": 5}), collection) == []
    del answer["corpus"]
    assert faults_of(claimed_answer(answer), collection) == []


@pytest.mark.parametrize(
    ("path", "value", "fault", "citation"),
    [
        ("citations.0.quote", "Hair grew [13].", "quote differs", 1),
        ("citations.1.start", 15, "quote differs", 2),
        ("citations.1.end", 3_000, "quote differs", 2),
        ("citations.1.document.id", "key:b", "document missing", 2),
        ("citations.1.passage_id", "key:b#0", "passage of another document", 2),
        ("citations.1.passage_id", "key:a", "passage of another document", 2),
        ("citations.1.n", 3, "numbering", None),
        ("citations.1.n", 1, "numbering", None),
        ("sentences.1.citations", [1], "unused citation", 2),
        ("sentences.1.citations", [2, 7], "unknown citation", 7),
        ("sentences.1.citations", [], "sentence without citation", None),
        ("sentences.0.citations", [2], "numbering", None),
        ("sentences.0.start", 1, "sentence differs", None),
        ("sentences.1.end", 39, "sentence differs", None),
        ("sentences.1.text", "Nobody was hurt.", "not verbatim", 2),
        ("sentences.0.text", "Hair grew [12].", "not verbatim", 1),
        ("answer", "Hair grew ［12］. [1] Nobody was harmed. [2]", "answer differs", None),
        ("answer", "Hair grew ［12］.[1] Nobody was harmed. [2] [1]", "answer differs", None),
        ("sentences", [], "no sentences", None),
        ("status", "abstained", "abstained with evidence", None),
    ],
)
def test_each_fault_is_named(
    collection: LocalCollection,
    answer: dict[str, Any],
    path: str,
    value: object,
    fault: str,
    citation: int | None,
) -> None:
    """Whatever is changed in an answer that holds, the fault is found and named."""
    found = faults_of(claimed_answer(changed(answer, path, value)), collection)
    assert (fault, citation) in [(one.fault, one.citation) for one in found]


def test_a_text_that_changed_since_is_told_from_a_wrong_quote(
    collection: LocalCollection, answer: dict[str, Any]
) -> None:
    """An answer older than the document's text was right in its time."""
    wrong = changed(answer, "citations.0.quote", "Hair grew slowly.")
    older = changed(wrong, "corpus.generation", 2)
    assert "quote differs" in [one.fault for one in faults_of(claimed_answer(wrong), collection)]
    [since] = [one for one in faults_of(claimed_answer(older), collection) if "since" in one.fault]
    assert since.fault == "text changed since"
    assert "generation 3" in since.detail


def test_support_by_meaning_need_not_be_verbatim(
    collection: LocalCollection, answer: dict[str, Any]
) -> None:
    """A sentence in other words is checked for its form and its quotes."""
    reworded = changed(answer, "sentences.1.support", "supported")
    reworded["sentences"][1]["text"] = "No harm was done."
    reworded["sentences"][1]["end"] = 37
    reworded["answer"] = "Hair grew ［12］. [1] No harm was done. [2] [1]"
    assert faults_of(claimed_answer(reworded), collection) == []


def test_an_abstained_answer_holds(collection: LocalCollection, answer: dict[str, Any]) -> None:
    """An answer that abstains has nothing to check."""
    abstained = {"status": "abstained", "answer": "I cannot.", "sentences": [], "citations": []}
    assert faults_of(claimed_answer(abstained | {"corpus": answer["corpus"]}), collection) == []


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("status", "maybe", "`status` must be answered or abstained, not 'maybe'"),
        ("answer", None, "`answer` must be text, not null"),
        ("sentences", {}, "`sentences` must be a list, not an object"),
        ("sentences.0", 5, "`sentences[0]` must be a JSON object, not 5"),
        ("sentences.0.start", -1, "`sentences[0].start` must be a whole number from 0 up, not -1"),
        ("sentences.0.start", True, "not true"),
        ("sentences.0.start", 0.5, "not 0.5"),
        ("sentences.0.citations", ["1"], "`sentences[0].citations[0]` must be a whole number"),
        ("citations.0.end", 0, "`citations[0].end` is 0; it must be greater than `start`, 0"),
        ("citations.0.document", "key:a", "`citations[0].document` must be a JSON object"),
        ("citations.0.document.id", 1, "`citations[0].document.id` must be text, not 1"),
        ("citations.0.quote", [], "`citations[0].quote` must be text, not a list"),
        ("corpus", 3, "`corpus` must be a JSON object"),
        ("corpus.generation", "3", "`corpus.generation` must be a whole number"),
    ],
)
def test_a_field_of_another_kind_is_named(
    answer: dict[str, Any], path: str, value: object, said: str
) -> None:
    """What is malformed is no answer: the field is named."""
    with pytest.raises(InputError) as told:
        claimed_answer(changed(answer, path, value))
    assert said in str(told.value)


@pytest.mark.parametrize("field", ["status", "answer", "sentences", "citations"])
def test_a_field_that_is_missing_is_named(answer: dict[str, Any], field: str) -> None:
    """What is not there is told by name."""
    del answer[field]
    with pytest.raises(InputError, match=f"`{field}` is missing"):
        claimed_answer(answer)


def test_the_command_verifies_an_answer_of_the_command(run: Run, tmp_path: Path) -> None:
    """What `ask --json` printed, `verify` accepts, from a file and from a pipe."""
    file = tmp_path / "answer.json"
    file.write_text(run("ask", QUESTION, "--json").out, encoding="utf-8")
    count = len(json.loads(file.read_text())["citations"])
    word = "citation" if count == 1 else "citations"
    ran = run("verify", file)
    assert (ran.code, ran.out, ran.err) == (0, f"OK: {count} {word} verified\n", "")
    assert run("verify", file, "--json").json == {"ok": True, "citations": count, "faults": []}


def test_the_command_names_what_differs_and_ends_with_1(run: Run, tmp_path: Path) -> None:
    """A changed quote, a changed text and a deleted document are told apart."""
    answer = run("ask", QUESTION, "--json").json
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(changed(answer, "citations.0.quote", "Nothing grew.")))
    ran = run("verify", file)
    assert ran.code == 1
    assert "Citation 1: quote differs: " in ran.out
    assert "'Nothing grew.'" in ran.out
    found = run("verify", file, "--json")
    assert found.code == 1
    assert not found.json["ok"]
    faults = [(fault["citation"], fault["fault"]) for fault in found.json["faults"]]
    assert (1, "quote differs") in faults
    file.write_text(json.dumps(answer))
    run("delete", *{citation["document"]["id"] for citation in answer["citations"]})
    assert "document deleted since, or never in this collection" in run("verify", file).out


def test_the_command_tells_a_text_that_changed(run: Run, tmp_path: Path, seeds: Path) -> None:
    """A page that was edited and ingested again is told from a wrong quote."""
    answer = run("ask", "Which vesicles improved skin in graft-versus-host disease?", "--json").json
    page = (seeds / "000_263d6f3a3eed7bf4.txt").read_text(encoding="utf-8")
    first = run("ask", QUESTION, "--json").json
    quote = first["citations"][0]["quote"]
    word = quote.split()[3]
    edited = tmp_path / "edited.txt"
    edited.write_text(page.replace(quote, quote.replace(word, f"{word} indeed")), encoding="utf-8")
    assert run("ingest", edited).code == 0
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(first))
    ran = run("verify", file)
    assert ran.code == 1
    assert "text changed since" in ran.out
    file.write_text(json.dumps(answer))
    assert run("verify", file).code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not JSON"),
        (b"not json", "(line 1, column 1)"),
        (b"\xff\xfe", "is not UTF-8 at byte 0"),
        (b"[]", "must be a JSON object, not a list"),
        (b"{}", "`status` is missing"),
        (b"[" * 100_000, "is JSON of no answer"),
        (b" " * 50_000_001, "more than 50,000,000 bytes"),
    ],
    ids=["empty", "text", "binary", "list", "object", "deep", "huge"],
)
def test_the_command_refuses_what_is_no_answer(
    run: Run, tmp_path: Path, content: bytes, said: str
) -> None:
    """A file that is no answer ends with 2, naming the file and what is wrong."""
    file = tmp_path / "answer.json"
    file.write_bytes(content)
    ran = run("verify", file)
    assert (ran.code, ran.out) == (2, "")
    assert str(file) in ran.err
    assert said in ran.err


@pytest.mark.parametrize("name", ["no-such-answer.json", "."])
def test_the_command_names_a_file_that_cannot_be_read(run: Run, name: str) -> None:
    """A missing file and a directory are named."""
    ran = run("verify", name)
    assert ran.code == 2
    assert ran.err.startswith(f"anagen: {name} cannot be read")


def test_the_command_reads_an_answer_from_a_pipe(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`anagen ask --json | anagen verify -` works."""
    out = run("ask", QUESTION, "--json").out.encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(out)))
    assert run("verify", "-").out.startswith("OK: ")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"mode": "llm", "sentences.0.support": "sure"}, "unknown support"),
        ({"mode": "local", "sentences.1.support": "partial"}, "not verbatim"),
        (
            {
                "mode": "llm",
                "answer": "Hair grew [2]4. [1] Nobody was harmed. [2] [1]",
                "sentences.0.text": "Hair grew [2]4.",
                "sentences.0.support": "supported",
            },
            "marker in a sentence",
        ),
    ],
)
def test_what_a_model_may_not_say_is_found(
    collection: LocalCollection, answer: dict[str, Any], changes: dict[str, Any], fault: str
) -> None:
    """In its own words, with a support of the contract, and without a marker of its own."""
    for path, value in changes.items():
        answer = changed(answer, path, value)
    assert fault in [one.fault for one in faults_of(claimed_answer(answer), collection)]


def test_a_model_may_say_it_in_its_own_words(
    collection: LocalCollection, answer: dict[str, Any]
) -> None:
    """Only what is called verbatim must be the quote."""
    answer |= {"mode": "llm", "answer": "Hair grew so high. [1] Nobody was harmed. [2] [1]"}
    answer["sentences"][0] = {"text": "Hair grew so high.", "start": 0, "end": 18} | {
        "citations": [1],
        "support": "partial",
    }
    answer["sentences"][1] |= {"start": 23, "end": 41}
    assert faults_of(claimed_answer(answer), collection) == []
