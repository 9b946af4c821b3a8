"""BEIR corpora."""

import json
from pathlib import Path

import pytest

from seeds.document import Document
from seeds.formats.beir import beir_folder
from seeds.page import Rejection
from seeds.reading import read_bytes, read_file

GOLDEN = Path(__file__).parent / "exports/nfcorpus/corpus.jsonl"


def test_a_corpus_is_read_exactly() -> None:
    """Ids carry the folder; a text is as it stands there, of the kind that its metadata say."""
    first, second, cut, nameless, titled = read_file(GOLDEN)
    assert isinstance(first, Document)
    assert (first.id, first.kind, first.title) == ("beir:nfcorpus/MED-1", "abstract", "Zinc")
    assert (first.text, first.aliases) == ("BACKGROUND: Zinc &amp; hair.", ())
    assert isinstance(second, Document)
    assert (second.id, second.kind, second.title) == ("beir:nfcorpus/2", "snippet", None)
    assert (second.pmid, second.about, second.aliases) == ("31234567", "pmid:31234567", ())
    assert isinstance(cut, Rejection)
    assert isinstance(nameless, Rejection)
    assert [cut.place, nameless.place] == ["line 3, record 3", "line 4, record 4"]
    assert isinstance(titled, Document)
    assert (titled.id, titled.text) == ("beir:nfcorpus/MED-5", "")


@pytest.mark.parametrize(
    ("location", "folder"),
    [
        ("data/scifact/corpus.jsonl", "scifact"),
        ("corpus/corpus.jsonl", "corpus"),
        ("my set/corpus.jsonl", "my-set"),
        ("scifact.jsonl", "scifact"),
        ("corpus.jsonl", "0123abcd"),
    ],
)
def test_a_corpus_without_a_folder_is_named_by_its_file_or_its_digest(
    location: str, folder: str
) -> None:
    """Two uploads named alike must not write over each other."""
    assert beir_folder(location, "0123abcd" * 8) == folder


def test_queries_are_no_documents() -> None:
    """Questions must never be quoted as evidence."""
    [refused] = read_bytes("nf/queries.jsonl", b'{"_id": "1", "text": "Does zinc help?"}')
    assert isinstance(refused, Rejection)
    assert "queries" in refused.reason


def test_sentences_with_lost_letters_are_left_out_and_told() -> None:
    """The document stays, for judgements name it."""
    line = json.dumps({"_id": "1", "title": "", "text": "P = 10 \ufffd 12. It is safe."})
    document, remark = read_bytes("nf/corpus.jsonl", line.encode())
    assert isinstance(document, Document)
    assert document.text == "It is safe."
    assert isinstance(remark, Rejection)
    assert "U+FFFD" in remark.reason
