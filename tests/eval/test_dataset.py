"""Tests of reading data sets in BEIR's layout."""

import gzip
import json
from pathlib import Path

import pytest

from embeddings.filters import Filters
from eval.dataset import Dataset, DatasetError
from service.error import InputError


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """Two documents and three queries, one of them without a relevant document."""
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    corpus = [
        {
            "_id": "1",
            "title": "",
            "text": "Hair grew.",
            "metadata": {"pmid": "7", "kind": "snippet"},
        },
        {"_id": "2", "title": "Mice", "text": "Mice ran."},
    ]
    queries = [{"_id": q, "text": f"Question {q}?"} for q in "abc"]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    qrels = "query-id\tcorpus-id\tscore\na\t1\t1\nb\t2\t2\nb\t1\t0\n"
    (folder / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return Dataset(folder)


def test_documents_are_named_after_folder_and_id(dataset: Dataset) -> None:
    """Runs carry the corpus's own ids, whatever else the text is known by."""
    one, two = dataset.documents()
    assert (one.id, one.kind, one.title, one.pmid) == ("beir:tiny/1", "snippet", None, "7")
    assert (two.id, two.kind, two.title) == ("beir:tiny/2", "abstract", "Mice")


def test_queries_carry_their_relevant_documents(dataset: Dataset) -> None:
    """A judgement of nought is none, and a query without judgements is not asked."""
    assert [(query.id, query.relevant) for query in dataset.queries()] == [
        ("a", frozenset({"beir:tiny/1"})),
        ("b", frozenset({"beir:tiny/2"})),
    ]


def rewrite(file: Path, text: str) -> None:
    """Replace a file, line ends and byte-order mark as given."""
    file.write_text(text, encoding="utf-8", newline="")


def test_marks_and_carriage_returns_change_nothing(dataset: Dataset) -> None:
    """Files saved on Windows hold the same data set."""
    before = dataset.queries(), [(one.id, one.title, one.text) for one in dataset.documents()]
    for file in dataset.folder.rglob("*.*"):
        rewrite(file, "\ufeff" + file.read_text("utf-8").replace("\n", "\r\n"))
    after = dataset.queries(), [(one.id, one.title, one.text) for one in dataset.documents()]
    assert after == before


def test_a_packed_corpus_is_read(dataset: Dataset) -> None:
    """`corpus.jsonl.gz` is the same corpus."""
    plain = dataset.folder / "corpus.jsonl"
    before = [one.id for one in dataset.documents()]
    (dataset.folder / "corpus.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    assert [one.id for one in dataset.documents()] == before


def test_another_split_is_judged_by_its_own_file(dataset: Dataset) -> None:
    """`qrels/dev.tsv` for the split `dev`."""
    (dataset.folder / "qrels" / "dev.tsv").write_text("query-id\tcorpus-id\tscore\nc\t1\t1\n")
    assert [query.id for query in Dataset(dataset.folder, "dev").queries()] == ["c"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "queries.jsonl",
            '{"_id": "a", "text": "A?"}\n{"_id": "a", "text": "B?"}\n',
            "line 2.*'a'",
        ),
        ("queries.jsonl", '{"_id": "a"}\n', "line 1 has no text"),
        ("queries.jsonl", '{"_id": 7, "text": "A?"}\n', "line 1 has no _id"),
        ("queries.jsonl", "{\n", "line 1 is no JSON"),
        ("qrels/test.tsv", "a\t1\t1\nb\t2\t1\n", "has no header"),
        (
            "queries.jsonl",
            '{"_id": "a", "text": "A?", "metadata": {"filters": {"years": 1}}}',
            "line 1: unsound filters .years",
        ),
    ],
)
def test_what_is_wrong_with_the_queries_is_named(
    dataset: Dataset, name: str, text: str, said: str
) -> None:
    """By file and line."""
    rewrite(dataset.folder / name, text)
    with pytest.raises(InputError, match=said):
        dataset.queries()


def test_an_id_of_two_documents_is_refused(dataset: Dataset) -> None:
    """Judgements would be of either; the same line twice is one document."""
    corpus = dataset.folder / "corpus.jsonl"
    lines = corpus.read_text(encoding="utf-8")
    rewrite(corpus, lines + lines)
    assert {one.id for one in dataset.documents()} == {"beir:tiny/1", "beir:tiny/2"}
    rewrite(corpus, lines + '{"_id": "2", "title": "Mice", "text": "Mice sat."}\n')
    with pytest.raises(DatasetError, match=r"line 3.*: the document beir:tiny/2 stands in line 2"):
        list(dataset.documents())


def test_a_query_carries_the_filters_that_it_needs(dataset: Dataset) -> None:
    """In its metadata, as HTTP takes them."""
    row = {
        "_id": "a",
        "text": "A?",
        "metadata": {"filters": {"year_from": 2020, "kind": "snippet"}},
    }
    rewrite(dataset.folder / "queries.jsonl", json.dumps(row))
    assert dataset.queries()[0].filters == Filters(year_from=2020, kind=("snippet",))


def test_a_folder_without_a_corpus_is_named(dataset: Dataset) -> None:
    """With the remedy."""
    (dataset.folder / "corpus.jsonl").unlink()
    with pytest.raises(DatasetError, match=r"holds no corpus.jsonl.*--corpus"):
        list(dataset.documents())
