"""Tests of reading data sets in BEIR's layout."""

import json
from pathlib import Path

import pytest

from eval.dataset import Dataset


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
