"""Ingestion passes documents on and reports what it could not take."""

import json
from collections.abc import Iterator
from pathlib import Path

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from seeds.document import Document, Source
from seeds.page import Deletion, Found, Rejection
from service.http.schema import ReportSchema
from service.ingestion import ingest
from service.report import report_json

GOOD = Document(id="key:a", kind="snippet", text="Hair grows.")
BAD = Rejection("a.txt", "line 2", "is broken: mend it")


def test_documents_go_in_and_rejections_into_the_report(
    encoder: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    """What was refused is kept in its order; what was read is counted."""
    collection = LocalCollection.open(tmp_path / "c", encoder)
    report = ingest(collection, [BAD, GOOD, BAD])
    assert (report.added, report.rejected, report.read) == (("key:a",), (BAD, BAD), 1)
    again = ingest(collection, [GOOD])
    assert (again.added, again.updated, again.unchanged) == ((), (), 1)
    collection.close()


def test_deletions_are_carried_out_where_they_stand(
    encoder: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    """What was read before is gone, by any of its ids; what is read after goes in once more."""
    source = Source("u.xml", "00", "pubmed", "record 2", "2026-01-01T00:00:00Z")
    aliased = Document("doi:10.5555/b", "abstract", "Hair falls.", aliases=("pmid:7",))
    kept = Document("pmid:8", "abstract", "Zinc helps.", pmid="8")
    deletions = [Deletion(name, source) for name in ("pmid:7", "pmid:8", "pmid:9")]
    found: list[Found] = [GOOD, aliased, kept, *deletions, BAD, kept]
    collection = LocalCollection.open(tmp_path / "c", encoder)
    report = ingest(collection, found)
    assert sorted(report.deleted) == ["doi:10.5555/b", "pmid:8"]
    assert report.rejected == (BAD,)
    assert [document.id for document in collection.documents()] == ["key:a", "pmid:8"]
    assert set(report_json(report)) == set(ReportSchema.model_fields)
    collection.close()


def test_the_report_has_the_shape_of_the_contract(
    encoder: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    """Lists of ids, a count of the unchanged, and each refusal with source, place and reason."""
    collection = LocalCollection.open(tmp_path / "c", encoder)
    values = report_json(ingest(collection, [GOOD, BAD]))
    collection.close()
    assert values["rejected"] == [
        {"source": "a.txt", "place": "line 2", "reason": "is broken: mend it"}
    ]
    assert (list(values["added"]), values["unchanged"], values["merged"]) == (["key:a"], 0, [])
    assert set(values) == set(ReportSchema.model_fields)


def test_what_was_merged_is_counted_and_reported(
    encoder: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    """The work's id, and the ids with which records of it came."""
    one = Document(id="pmid:7", kind="abstract", text="Hair grows.", pmid="7")
    other = Document(id="doi:10.1000/a", kind="abstract", text="", doi="10.1000/a", pmid="7")
    with LocalCollection.open(tmp_path / "c", encoder) as collection:
        report = ingest(collection, [one, other])
    merged = report_json(report)["merged"]
    assert (report.read, len(merged)) == (2, 1)
    assert merged[0] == {"id": "doi:10.1000/a", "from": ("doi:10.1000/a",)}
    ReportSchema.model_validate_json(json.dumps(report_json(report)))


def test_documents_flow_and_are_never_held_all_at_once(
    encoder: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    """The first documents are durable before the last are read."""
    collection = LocalCollection.open(tmp_path / "c", encoder)
    read = 0
    durable: list[tuple[int, int]] = []

    def documents() -> Iterator[Document]:
        nonlocal read
        for n in range(600):
            read += 1
            yield Document(id=f"key:{n}", kind="snippet", text=f"Finding {n}.")

    ingest(collection, documents(), lambda ids: durable.append((read, len(ids))))
    collection.close()
    assert durable[0][0] < 600
    assert sum(count for _, count in durable) == 600
