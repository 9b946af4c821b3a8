"""Data sets in BEIR's layout: a corpus, queries, and judgements."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seeds.document import Document
from seeds.formats.beir import beir_folder, beir_id
from seeds.page import Rejection
from seeds.reading import read_file


class DatasetError(ValueError):
    """A data set that cannot be measured with: a document of its corpus cannot be read."""


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
        """The corpus in its order, read as `anagen ingest` reads it.

        Raises `DatasetError` where a document is missing: figures would be about another corpus.
        """
        read: set[str] = set()
        for found in read_file(self._corpus):
            if isinstance(found, Document):
                read.add(found.sources[0].place)
                yield found
            elif found.place not in read:  # else the document is in, with a remark
                raise DatasetError(_refusal(found))

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
        return beir_id(beir_folder(self._corpus.as_posix(), ""), corpus_id)

    @property
    def _corpus(self) -> Path:
        return self.folder.resolve() / "corpus.jsonl"


def _refusal(found: Rejection) -> str:
    return f"{found.source}, {found.place}: {found.reason}"


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
