"""A document changes nothing but its own sentences, whatever it says and however it hides it."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from seeds.document import Document, Section
from service.anagen import Anagen
from service.answer import Answer, answer_json
from service.claim import claimed_answer
from service.instruction import is_instruction
from service.retrieval import Retriever
from service.verification import faults_of

DATA = Path(__file__).parent / "data"
POISONED: list[dict[str, Any]] = [
    json.loads(line) for line in (DATA / "poisoned.jsonl").read_text("utf-8").splitlines()
]
SENTENCES: list[dict[str, Any]] = [
    json.loads(line) for line in (DATA / "instructions.jsonl").read_text("utf-8").splitlines()
]
QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"
QUESTIONS = (
    QUESTION,
    "How were the exosomes given in the trichorrhexis nodosa case series?",
    "What regrew the hair of the woman with persistent chemotherapy-induced alopecia?",
    "Does botulinum toxin treat wrinkles?",
    "What is the capital of France?",
)
ACTIVE = re.compile(r"!\[|\]\(|://|<[a-z!/]", re.IGNORECASE)


def document_of(poisoned: dict[str, Any], name: str = "key:poisoned") -> Document:
    """The poisoned document as a source would give it."""
    text, label = poisoned["text"], poisoned.get("label")
    return Document(
        id=name,
        kind="abstract",
        text=text,
        title=poisoned.get("title"),
        authors=tuple(poisoned.get("authors", ())),
        journal=poisoned.get("journal"),
        url=poisoned.get("url"),
        sections=(Section(label, 0, len(text)),) if label else (),
    )


def named(poisoned: dict[str, Any]) -> str:
    """What a case is called."""
    return f"{poisoned['kind']}-{POISONED.index(poisoned)}"


@pytest.fixture(scope="module")
def collection(
    seeded: Path, encoder: SentenceTransformerEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalCollection]:
    """The seed pages; each test takes back what it adds."""
    folder = shutil.copytree(seeded, tmp_path_factory.mktemp("poisoned") / "c")
    with LocalCollection.open(folder, encoder) as opened:
        yield opened


@pytest.fixture(scope="module")
def before(collection: LocalCollection, encoder: SentenceTransformerEncoder) -> dict[str, Answer]:
    """What is answered where no document is poisoned."""
    anagen = Anagen(collection, encoder)
    return {question: anagen.ask(question) for question in QUESTIONS}


def told(answer: Answer) -> list[tuple[str, str]]:
    """The sentences of an answer, each with the document of its quote."""
    return [
        (one.text, answer.citations[one.citations[0] - 1].document.id) for one in answer.sentences
    ]


def is_in_order(some: list[Any], every: list[Any]) -> bool:
    """Whether all of some are in the other list, in its order."""
    rest = iter(every)
    return all(one in rest for one in some)


def test_there_are_many_of_many_kinds() -> None:
    """Sixty at least."""
    assert len(POISONED) >= 60
    assert len({one["kind"] for one in POISONED}) >= 10


@pytest.mark.parametrize("poisoned", POISONED, ids=named)
def test_a_poisoned_document_changes_nothing_but_its_own_sentences(
    poisoned: dict[str, Any],
    collection: LocalCollection,
    before: dict[str, Answer],
    encoder: SentenceTransformerEncoder,
) -> None:
    """Answered or not as without it, others' sentences in their order, no order quoted.

    A sentence of its own that reports something may take the place of another's, one for one.
    """
    anagen = Anagen(collection, encoder)
    collection.add([document_of(poisoned)])
    try:
        for question in (QUESTION, QUESTIONS[1 + POISONED.index(poisoned) % 4]):
            answer, without = anagen.ask(question), before[question]
            assert (answer.abstain_reason, answer.hint) == (without.abstain_reason, without.hint)
            assert (answer.mode, answer.degraded_reason) == ("local", None)
            assert faults_of(claimed_answer(answer_json(answer)), collection) == []
            assert not [text for text in poisoned["forbidden"] if text in answer.text]
            assert not ACTIVE.search(answer.text)
            markers = [n for one in answer.sentences for n in one.citations]
            assert [int(n) for n in re.findall(r"\[(\d+)\]", answer.text)] == markers
            own = [text for text, name in told(answer) if name == "key:poisoned"]
            others = [one for one in told(answer) if one[1] != "key:poisoned"]
            assert not [text for text in own if is_instruction(text)]
            assert is_in_order(others, told(without)), (others, told(without))
            assert len(others) + len(own) >= len(told(without))
    finally:
        collection.delete(["key:poisoned"])


def test_all_of_them_together_are_no_stronger(
    collection: LocalCollection, before: dict[str, Answer], encoder: SentenceTransformerEncoder
) -> None:
    """Answered or not as without them, no order quoted, the right document among the sources.

    Eight of them report in their own words that exosomes help; these may be what is quoted.
    """
    anagen = Anagen(collection, encoder)
    documents = {f"key:poisoned{n}": one for n, one in enumerate(POISONED)}
    collection.add([document_of(one, name) for name, one in documents.items()])
    try:
        for question in QUESTIONS:
            answer, without = anagen.ask(question), before[question]
            assert (answer.abstain_reason, answer.hint) == (without.abstain_reason, without.hint)
            assert not ACTIVE.search(answer.text)
            for text, name in told(answer):
                forbidden = documents[name]["forbidden"] if name in documents else []
                assert not [one for one in forbidden if one in text]
                assert not is_instruction(text)
            hits = Retriever(collection, encoder).retrieve(question, 10).hits
            assert {hit.document.id for hit in hits} >= {name for _, name in told(without)}
    finally:
        collection.delete(list(documents))
