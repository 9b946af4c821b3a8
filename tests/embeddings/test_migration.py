"""Collections of older schemas: what filters look at is there once they are opened."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.filters import Filters
from embeddings.local import LocalCollection
from seeds.appraisal import evidence_of
from seeds.document import Document
from seeds.status import Marking, Status
from tests.embeddings.conftest import FakeEncoder, abstract, source, words

MICE = replace(
    abstract("doi:10.1000/a", "We treated 30 mice with the vesicle. Hair grew in mice.", "In mice"),
    doi="10.1000/a",
    authors=("Kim J",),
    published="2021",
)
RICHER = replace(
    MICE,
    id="pmid:5",
    pmid="5",
    text=f"{MICE.text} The mice were followed.",
    aliases=("doi:10.1000/a",),
    status=Status("retracted", "2022", "PubMed"),
    sources=(source("second.xml"),),
)
TRIAL = replace(
    abstract("key:trial", "The vesicle was given to 40 women.", "A randomised trial of a vesicle"),
    publication_types=("Randomized Controlled Trial",),
)
SUMMARY = replace(
    abstract("sha:1", "They purified a vesicle."), kind="summary", about="doi:10.1000/b"
)
SCHEMA_3 = """
    DROP TABLE statuses;
    DROP INDEX documents_about;
    ALTER TABLE documents DROP COLUMN about;
    PRAGMA user_version = 3;
"""
SCHEMA_2 = f"""
    {SCHEMA_3}
    ALTER TABLE documents DROP COLUMN study_type;
    ALTER TABLE documents DROP COLUMN species;
    ALTER TABLE documents DROP COLUMN status;
    PRAGMA user_version = 2;
"""


def told(document: Document) -> Document:
    """As ingestion gives it."""
    return replace(document, evidence=evidence_of(document))


def as_before(document: Document) -> Document:
    """As it was given before evidence was told."""
    return document


def make_older(folder: Path, script: str) -> None:
    """Turn the file into one of an older schema, and the indexes into those of then."""
    connection = sqlite3.connect(folder / "collection.sqlite")
    connection.executescript(script)
    connection.close()
    mark = folder / "lexical" / "generation.json"
    mark.write_text(json.dumps({"generation": json.loads(mark.read_text())["generation"]}))
    line, _, rest = (folder / "dense.faiss").read_bytes().partition(b"\n")
    header = json.dumps({**json.loads(line), "format": 1}).encode()
    (folder / "dense.faiss").write_bytes(header + b"\n" + rest)


@pytest.mark.parametrize("given", [told, as_before])
@pytest.mark.parametrize("script", [SCHEMA_3, SCHEMA_2], ids=["3", "2"])
def test_filters_work_on_an_older_collection(
    folder: Path, encoder: FakeEncoder, given: Callable[[Document], Document], script: str
) -> None:
    """Evidence is told where it was not, of merged works too; nothing is encoded anew."""
    documents = [MICE, RICHER, TRIAL, SUMMARY]
    with LocalCollection.open(folder, encoder) as collection:
        collection.add(map(given, documents))
        assert collection.size().documents == 3
    make_older(folder, script)
    encoder.encoded.clear()
    is_told = given is told or script == SCHEMA_2
    everything = Filters(exclude_retracted=False)
    with LocalCollection.open(folder, encoder) as collection:
        assert collection.check() == []
        found = {
            filters: (
                words(collection, "vesicle", filters),
                sorted(
                    match.passage_id
                    for match in collection.search_vector(
                        encoder.encode_queries(["vesicle"]), 9, filters
                    )
                ),
            )
            for filters in (
                everything,
                Filters(),
                replace(everything, study_type=("randomised_trial",)),
                replace(everything, species=("mouse",)),
            )
        }
        ids = ["doi:10.1000/a#0", "key:trial#0", "sha:1#0"]
        expected = [ids, ids[1:], ids[1:2] if is_told else [], ids[:1] if is_told else []]
        assert [sorted(by_words) for by_words, _ in found.values()] == expected
        assert [by_vector for _, by_vector in found.values()] == expected
        assert encoder.encoded == []
        if is_told:
            assert collection.add(map(told, documents)).added == ()
            assert collection.add(map(told, documents)).unchanged == 4
            assert encoder.encoded == []


def test_an_older_collection_can_be_marked(folder: Path, encoder: FakeEncoder) -> None:
    """Also a summary that was there, by the work that it is about."""
    with LocalCollection.open(folder, encoder) as collection:
        collection.add([TRIAL, SUMMARY])
    make_older(folder, SCHEMA_2)
    with LocalCollection.open(folder, encoder) as collection:
        status = Status("retracted", None, "a table")
        names = (("doi:10.1000/b", status), ("key:trial", status))
        marked = collection.mark("rw.csv", [Marking("1", names)])
        assert sorted(marked.changed) == ["key:trial", "sha:1"]
        assert words(collection, "vesicle") == []
        assert collection.check() == []
