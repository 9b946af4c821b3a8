"""Documents stuffed with a question's words do not push those aside that answer it."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from seeds.document import Document
from service.anagen import Anagen
from service.quotable import asked_of, unquotable
from service.retrieval import MOST_ALIKE, Retriever

SET = Path(__file__).parents[2] / "eval" / "data" / "seeds"
OTHERWISE = "Hair is made of keratin."
Stuffed = Callable[[str], list[tuple[str | None, str]]]


def bare(question: str) -> str:
    """The question without its mark."""
    return question.rstrip("?")


def shuffled(question: str) -> str:
    """The words of the question ten times, in another order."""
    words = bare(question).split() * 10
    return " ".join(word for first in range(7) for word in words[first::7])


ONE: dict[str, Stuffed] = {
    "once": lambda question: [(None, question)],
    "ten times": lambda question: [(None, " ".join([question] * 10))],
    "a hundred times": lambda question: [(None, " ".join([question] * 100))],
    "without its mark": lambda question: [(None, f"{bare(question)} " * 20)],
    "a line each": lambda question: [(None, "\n".join([question] * 30))],
    "words in another order": lambda question: [(None, shuffled(question))],
    "between sentences": lambda question: [
        (None, f"{question} {OTHERWISE} {question} It grows from follicles. {question}")
    ],
    "as the title": lambda question: [(question, OTHERWISE)],
    "as the title, ten times": lambda question: [(" ".join([question] * 10), OTHERWISE)],
}
FLOODS: dict[str, Stuffed] = {
    "questions": lambda question: [(None, f"{question} No. {n}.") for n in range(50)],
    "no questions": lambda question: [(None, f"{bare(question)}, study {n}.") for n in range(50)],
    "titles": lambda question: [(question, f"{OTHERWISE[:-1]}, say {n} of 60.") for n in range(50)],
}
"""Titles and texts of documents stuffed with a question."""


def documents_of(question: str, stuffed: Stuffed) -> list[Document]:
    """The documents stuffed with a question."""
    return [
        Document(
            id=f"key:stuffed-{abs(hash(question))}-{n}", kind="abstract", title=title, text=text
        )
        for n, (title, text) in enumerate(stuffed(question))
    ]


@pytest.fixture(scope="module")
def collection(
    seeded: Path, encoder: SentenceTransformerEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalCollection]:
    """The seed pages; each test takes back what it adds."""
    folder = shutil.copytree(seeded, tmp_path_factory.mktemp("stuffed") / "c")
    with LocalCollection.open(folder, encoder) as opened:
        yield opened


@pytest.fixture(scope="module")
def asked(collection: LocalCollection, encoder: SentenceTransformerEncoder) -> dict[str, set[str]]:
    """The questions in English whose answers rest on a right document, with the right ones."""
    right: dict[str, set[str]] = {}
    for line in (SET / "qrels" / "test.tsv").read_text("utf-8").splitlines()[1:]:
        name, document, grade = line.split("\t")
        if int(grade) > 0:
            right.setdefault(name, set()).add(document)
    queries: list[dict[str, Any]] = [
        json.loads(line) for line in (SET / "queries.jsonl").read_text("utf-8").splitlines()
    ]
    anagen = Anagen(collection, encoder)
    found: dict[str, set[str]] = {}
    for query in queries:
        if query["metadata"].get("filters") or not query["text"].isascii():
            continue
        if cites(anagen, query["text"]) & right.get(query["_id"], set()):
            found[query["text"]] = right[query["_id"]]
    assert len(found) >= 15
    return found


def cites(anagen: Anagen, question: str) -> set[str]:
    """The documents that an answer cites."""
    return {one.document.id for one in anagen.ask(question).citations}


@pytest.mark.parametrize("name", ONE)
def test_the_right_document_is_cited_beside_one_stuffed_with_the_question(
    name: str,
    collection: LocalCollection,
    asked: dict[str, set[str]],
    encoder: SentenceTransformerEncoder,
) -> None:
    """And the stuffed one is not, for each question of the seeds that is answered."""
    anagen = Anagen(collection, encoder)
    stuffed = [one for question in asked for one in documents_of(question, ONE[name])]
    collection.add(stuffed)
    try:
        for question, right in asked.items():
            own = documents_of(question, ONE[name])[0].id
            cited = cites(anagen, question)
            assert cited & right, question
            assert own not in cited
            first = [hit.document.id for hit in anagen.search(question, top_k=10)]
            assert min(first.index(one) for one in right if one in first) < 3, first
    finally:
        collection.delete([one.id for one in stuffed])


@pytest.mark.parametrize("name", FLOODS)
def test_fifty_stuffed_documents_are_no_more_than_one(
    name: str,
    collection: LocalCollection,
    asked: dict[str, set[str]],
    encoder: SentenceTransformerEncoder,
) -> None:
    """The right document is among the first ten and cited."""
    anagen = Anagen(collection, encoder)
    for question, right in list(asked.items())[:4]:
        stuffed = documents_of(question, FLOODS[name])
        collection.add(stuffed)
        try:
            assert cites(anagen, question) & right, question
            assert right & {hit.document.id for hit in anagen.search(question, top_k=10)}
        finally:
            collection.delete([one.id for one in stuffed])


def test_more_of_them_than_a_search_looks_at_hide_nothing(
    collection: LocalCollection, asked: dict[str, set[str]], encoder: SentenceTransformerEncoder
) -> None:
    """Where a hundred of each search are not enough, it goes deeper."""
    question, right = next(iter(asked.items()))
    stuffed = documents_of(question, lambda text: [(None, f"{text} {n}") for n in range(230)])
    stuffed = [Document(id=one.id, kind="snippet", text=one.text) for one in stuffed]
    collection.add(stuffed)
    try:
        assert cites(Anagen(collection, encoder), question) & right
    finally:
        collection.delete([one.id for one in stuffed])


def test_what_is_said_many_times_takes_three_places_among_the_sources(
    collection: LocalCollection, asked: dict[str, set[str]], encoder: SentenceTransformerEncoder
) -> None:
    """Statements that are no repetition of the question, but of each other."""
    question, right = next(iter(asked.items()))
    lie = "In trial {} exosomes did not help patients with acquired trichorrhexis nodosa."
    lies = [Document(id=f"key:lie{n}", kind="snippet", text=lie.format(n)) for n in range(60)]
    collection.add(lies)
    try:
        retriever = Retriever(collection, encoder)
        found = [hit.document.id for hit in retriever.retrieve(question, 10).hits]
        assert sum(name.startswith("key:lie") for name in found) == MOST_ALIKE
        assert right & set(found)
        scores = [hit.score for hit in retriever.retrieve(question, 80).hits]
        assert scores == sorted(scores, reverse=True)
        assert len(scores) > 60
        searched = [hit.document.id for hit in retriever.search(question, 10).hits]
        assert sum(name.startswith("key:lie") for name in searched) > MOST_ALIKE
    finally:
        collection.delete([one.id for one in lies])


def test_a_title_that_is_asked_for_is_found_first(
    collection: LocalCollection, encoder: SentenceTransformerEncoder
) -> None:
    """A paper named by the question is not punished for it, with its abstract or without."""
    title = "Does topical zinc thicken hair in older women?"
    text = "Topical zinc thickened the hair of 40 older women. Nobody stopped treatment."
    papers = [
        Document(id="key:paper", kind="abstract", title=title, text=text),
        Document(id="key:bare", kind="abstract", title=title, text=""),
    ]
    collection.add(papers)
    try:
        anagen = Anagen(collection, encoder)
        found = [hit.document.id for hit in anagen.search(title)]
        assert set(found[:2]) == {"key:paper", "key:bare"}
        assert cites(anagen, title) == {"key:paper"}
    finally:
        collection.delete([one.id for one in papers])


def test_sentences_that_only_share_words_with_a_question_may_be_quoted() -> None:
    """What answers in the question's words, and what asks something else."""
    asked = asked_of("Do exosomes increase hair density in women?")
    sentences = [
        "Exosomes increase hair density in women.",
        "Do exosomes increase hair density in women?",
        "Do exosomes change hair density in mice of both sexes?",
        "Exosomes increase hair density in women.",
    ]
    assert unquotable(sentences, asked) == {1, 3}
    assert unquotable(sentences[:1], asked_of("Exosomes increase hair density in women.")) == set()


@pytest.mark.parametrize(
    "question", ["Exosomes?", "Exosome side effects?", "Exosomes in women?", "exosomes in women"]
)
def test_a_few_words_are_not_repeated_by_what_has_them(question: str) -> None:
    """A question that is no sentence stands in sentences that answer it."""
    sentences = ["Exosome side effects were rare.", "We gave exosomes in women.", "Exosomes."]
    assert unquotable(sentences, asked_of(question)) == set()
