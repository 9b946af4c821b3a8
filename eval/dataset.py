"""Data sets in BEIR's layout: a corpus, queries, and judgements."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seeds.document import Document


@dataclass(frozen=True, slots=True)
class Query:
    """A query with the ids of the documents that are relevant to it."""

    id: str
    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A BEIR folder: `corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv` with its header line."""

    folder: Path

    def documents(self) -> Iterator[Document]:
        """The corpus in its order, each document named `beir:FOLDER/_id`."""
        for row in _rows(self.folder / "corpus.jsonl"):
            metadata = row.get("metadata") or {}
            yield Document(
                id=self.document_id(row["_id"]),
                kind=metadata.get("kind", "abstract"),
                text=row["text"],
                title=row.get("title") or None,
                pmid=metadata.get("pmid"),
                language="en",
            )

    def queries(self) -> list[Query]:
        """The queries that have a relevant document, in their order."""
        relevant: dict[str, set[str]] = {}
        with (self.folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as qrels:
            for query_id, corpus_id, score in list(csv.reader(qrels, delimiter="\t"))[1:]:
                if int(score) > 0:
                    relevant.setdefault(query_id, set()).add(self.document_id(corpus_id))
        return [
            Query(row["_id"], row["text"], frozenset(relevant[row["_id"]]))
            for row in _rows(self.folder / "queries.jsonl")
            if row["_id"] in relevant
        ]

    def document_id(self, corpus_id: str) -> str:
        """The id in the collection of a document of the corpus."""
        return f"beir:{self.folder.name}/{corpus_id}"


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
