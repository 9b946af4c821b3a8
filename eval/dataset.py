"""Data sets in BEIR's layout: a corpus, queries, and judgements."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from embeddings.filters import EVERYTHING, Filters
from eval.judgements import Judgements, read_judgements
from eval.lines import lines_of
from seeds.document import Document
from seeds.formats.beir import beir_folder, beir_id
from seeds.page import Rejection
from seeds.reading import read_file, source_files
from service.error import InputError


class DatasetError(InputError):
    """A data set that cannot be measured with; names the file, what is wrong, and the remedy."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query with the ids of the documents that are relevant to it, and the filters it needs."""

    id: str
    text: str
    relevant: frozenset[str]
    filters: Filters = EVERYTHING


@dataclass(frozen=True, slots=True)
class Dataset:
    """A BEIR folder: `corpus.jsonl` (or `.jsonl.gz`), `queries.jsonl`, `qrels/SPLIT.tsv`.

    With `sources`, files that `anagen ingest` reads are the corpus, and where there is no corpus
    at all, judgements name documents by their ids in the collection.
    """

    folder: Path
    split: str = "test"
    sources: Path | None = None

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name

    @property
    def corpus(self) -> Path | None:
        """The file of the corpus; None where the data set has none of its own."""
        folder = self.folder.resolve()
        named = [folder / "corpus.jsonl", folder / "corpus.jsonl.gz"]
        return None if self.sources else next((file for file in named if file.exists()), None)

    @property
    def queries_file(self) -> Path:
        """The file of the queries."""
        return self.folder / "queries.jsonl"

    @property
    def judgements_file(self) -> Path:
        """The file of the judgements."""
        return self.folder / "qrels" / f"{self.split}.tsv"

    def corpus_files(self) -> list[Path]:
        """The files that the corpus is read from. Raises `DatasetError` where there are none."""
        if self.corpus:
            return [self.corpus]
        if self.sources is None:
            raise DatasetError(
                f"{self.folder} holds no corpus.jsonl (or corpus.jsonl.gz): name a folder in"
                " BEIR's layout, or what its corpus is read from with --corpus."
            )
        found = list(source_files([self.sources]))
        for refusal in (file for file in found if isinstance(file, Rejection)):
            raise DatasetError(_refusal(refusal))
        return [file for file in found if isinstance(file, Path)]

    def documents(self) -> Iterator[Document]:
        """The corpus in its order, read as `anagen ingest` reads it.

        Raises `DatasetError` where a document is missing, or an id is that of two: figures would
        be about another corpus.
        """
        for file in self.corpus_files():
            yield from self._documents(file)

    def queries(self) -> list[Query]:
        """The queries that have judgements, in their order."""
        judgements = self.judgements()
        return [
            Query(name, row["text"], self._relevant(judgements[name]), _filters(place, row))
            for name, (place, row) in self._rows().items()
            if name in judgements
        ]

    def judgements(self) -> Judgements:
        """All judgements, by the ids that the data set's files have."""
        return read_judgements(self.judgements_file)

    def texts(self) -> dict[str, str]:
        """The text of each query, judged or not."""
        return {name: row["text"] for name, (_, row) in self._rows().items()}

    def document_id(self, corpus_id: str) -> str:
        """The id in the collection of a document of the corpus."""
        return (
            beir_id(beir_folder(self.corpus.as_posix(), ""), corpus_id)
            if self.corpus
            else corpus_id
        )

    def corpus_id(self, document_id: str) -> str:
        """The id in the data set's files of a document, its own where it is of another corpus."""
        return document_id.removeprefix(self.document_id(""))

    def _relevant(self, grades: Mapping[str, int]) -> frozenset[str]:
        return frozenset(self.document_id(name) for name, grade in grades.items() if grade > 0)

    def _documents(self, file: Path) -> Iterator[Document]:
        read: set[str] = set()
        known: dict[str, tuple[str, int]] = {}
        for found in read_file(file):
            if isinstance(found, Document):
                place = found.sources[0].place
                read.add(place)
                content = hash((found.title, found.text))
                before, same = known.setdefault(found.id, (place, content))
                if same != content and not self.sources:  # sources may tell of one work twice
                    raise DatasetError(
                        f"{file}, {place}: the document {found.id} stands in {before} already, with"
                        " another text: give each document its own id."
                    )
                yield found
            elif (
                isinstance(found, Rejection) and found.place not in read
            ):  # else the document is in, with a remark
                raise DatasetError(_refusal(found))

    def _rows(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """The lines of the queries by id, each with its place."""
        rows: dict[str, tuple[str, dict[str, Any]]] = {}
        for number, line in lines_of(self.queries_file):
            place = f"{self.queries_file}, line {number}"
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise DatasetError(f"{place} is no JSON: {error}.") from error
            if not isinstance(row, dict) or not (row.get("_id") and isinstance(row["_id"], str)):
                raise DatasetError(f"{place} has no _id, or one that is no text.")
            if not isinstance(row.get("text"), str):
                raise DatasetError(f"{place} has no text.")
            if row["_id"] in rows:
                raise DatasetError(
                    f"{place}: the _id {row['_id']!r} is that of an earlier line too: give each"
                    " query its own."
                )
            rows[row["_id"]] = place, row
        return rows


def _refusal(found: Rejection) -> str:
    return f"{found.source}, {found.place}: {found.reason}"


def _filters(place: str, row: Mapping[str, Any]) -> Filters:
    about = row.get("metadata")
    given = about.get("filters") if isinstance(about, dict) else None
    if given is None:
        return EVERYTHING
    # The door of HTTP knows what filters there are; it takes a while to import.
    from service.http.filters import FiltersBody, filters_of

    try:
        return filters_of(FiltersBody.model_validate(given))
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise DatasetError(f"{place}: unsound filters ({where}: {fault['msg']}).") from error
