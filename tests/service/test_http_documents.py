"""Documents over HTTP: listing, reading, adding, removing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from pydantic import TypeAdapter

from seeds.document import Document
from seeds.field import LONGEST_TEXT
from service.http.documents import MOST_DOCUMENTS
from service.http.schema import DeletedSchema, ListingSchema, ReportSchema

Refused = Callable[[httpx.Response, int], dict[str, Any]]
SEEDS = Path(__file__).parents[1] / "seeds"
EXPORTS = [path for part in ("exports", "pages") for path in sorted((SEEDS / part).rglob("*.*"))]
ARTICLE = "doi:10.1111/jocd.16683"
TEXT = "Minoxidil regrew the hair of 12 of 20 women. No harm was seen."


def add(client: httpx.Client, *documents: object) -> httpx.Response:
    """The response to documents that are posted."""
    return client.post(
        "/v1/documents",
        content=json.dumps({"documents": documents}),
        headers={"Content-Type": "application/json"},
    )


def test_the_listing_goes_through_all_documents_in_order(client: httpx.Client) -> None:
    """Pages follow each other by their cursor, without gap or repetition, in order of id."""
    whole = client.get("/v1/documents").json()
    ListingSchema.model_validate(whole)
    assert whole["next"] is None
    ids = [document["id"] for document in whole["documents"]]
    assert len(ids) == 11
    assert ids == sorted(ids)
    walked: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get("/v1/documents", params={"limit": 4, "cursor": cursor}).json()
        ListingSchema.model_validate(page)
        walked += [document["id"] for document in page["documents"]]
        cursor = page["next"]
    assert walked == ids


def test_a_page_that_ends_the_listing_has_no_next(client: httpx.Client) -> None:
    """Nothing follows the last document, even where the limit is met exactly."""
    assert client.get("/v1/documents", params={"limit": 11}).json()["next"] is None
    after = client.get("/v1/documents", params={"cursor": "zzz"}).json()
    assert after == {"documents": [], "next": None}


@pytest.mark.parametrize(
    "name",
    [
        ARTICLE,
        quote(ARTICLE, safe=""),
        "DOI:10.1111/JOCD.16683",
        "10.1111/jocd.16683",
        quote("https://doi.org/10.1111/jocd.16683", safe=""),
        "https://doi.org/10.1111/jocd.16683",
    ],
)
def test_a_document_is_found_however_its_id_is_written(client: httpx.Client, name: str) -> None:
    """Plain and percent-encoded ids are the same, and so are the forms of a DOI."""
    response = client.get(f"/v1/documents/{name}")
    assert response.status_code == 200
    assert response.json()["id"] == ARTICLE
    TypeAdapter(Document).validate_json(response.content)


@pytest.mark.parametrize(
    "name",
    [
        *("doi:10.1/unknown", "%00", "%0A", "%FF", "..%2F..%2Fetc%2Fpasswd", "%23", "'", ""),
        *("x" * 9999, "🧬", "%F0%9F%A7%AC", " ", "%25", "a//b", "a%3Fb", "%2e%2e", "sha:0#0"),
    ],
    ids=range(17),
)
def test_an_unknown_id_is_a_404_for_reading_and_removing(
    client: httpx.Client, refused: Refused, name: str
) -> None:
    """Whatever is asked for as an id, what is not there is simply not there."""
    for method in ("GET", "DELETE"):
        response = client.request(method, f"/v1/documents/{name}")
        refused(response, 404)


def test_what_is_got_can_be_posted_back(writable: httpx.Client) -> None:
    """A document that GET gave is unchanged when it is posted."""
    ids = [one["id"] for one in writable.get("/v1/documents").json()["documents"]]
    documents = [writable.get(f"/v1/documents/{quote(one, safe='')}").json() for one in ids]
    report = add(writable, *documents)
    assert report.status_code == 200
    assert report.json() == {
        "added": [],
        "updated": [],
        "unchanged": 11,
        "merged": [],
        "rejected": [],
    }
    again = [writable.get(f"/v1/documents/{quote(one, safe='')}").json() for one in ids]
    assert again == documents


def test_what_any_export_gave_can_be_posted_back(writable: httpx.Client) -> None:
    """Every field of every format survives: status, MeSH, trials, grants, conflicts.

    A work made of several records, or one whose key another work has too, is one more record of
    the same work once it is posted.
    """
    files = [("file", (path.name, path.read_bytes())) for path in EXPORTS]
    read = writable.post("/v1/files", files=files).json()
    ids = [*read["added"], *read["updated"]]
    documents = [writable.get(f"/v1/documents/{quote(one, safe='')}").json() for one in ids]
    for field in ("status", "mesh", "trial_ids", "grants", "conflict_statement", "citation_count"):
        assert any(document[field] for document in documents), field
    single = [document for document in documents if not document["field_sources"]]
    assert len(single) > len(ids) / 2
    report = add(writable, *single).json()
    assert (report["updated"], report["added"], report["rejected"]) == ([], [], [])
    told_apart = {name for work in report["merged"] for name in work["from"]}
    assert all(name.startswith("sha:") for name in told_apart)
    assert report["unchanged"] + len(told_apart) == len(single)


def test_a_text_alone_becomes_a_document(writable: httpx.Client) -> None:
    """Only the text is required: id and language follow from it, the kind claims the least."""
    report = add(writable, {"text": TEXT})
    ReportSchema.model_validate(report.json())
    [name] = report.json()["added"]
    document = writable.get(f"/v1/documents/{name}").json()
    assert name.startswith("sha:")
    assert document["text"] == TEXT
    assert document["kind"] == "snippet"
    assert document["language"] == "en"
    [source] = document["sources"]
    assert (source["location"], source["reader"]) == ("request", "documents")
    assert source["place"] == "documents[0]"
    assert add(writable, {"text": TEXT}).json()["unchanged"] == 1


def test_a_posted_document_is_found_at_the_next_question(writable: httpx.Client) -> None:
    """What was acknowledged can be searched at once."""
    [name] = add(writable, {"text": TEXT, "doi": "10.1234/ABC", "title": "Minoxidil"}).json()[
        "added"
    ]
    assert name == "doi:10.1234/abc"
    hits = writable.post("/v1/search", json={"query": "minoxidil for women"}).json()["hits"]
    assert hits[0]["doc_id"] == name


def test_a_posted_document_can_be_updated_and_removed(writable: httpx.Client) -> None:
    """The same id with other content is an update; a removal takes effect at once."""
    assert add(writable, {"id": "pmid:123", "text": TEXT}).json()["added"] == ["pmid:123"]
    changed = {"id": "PMID: 00123", "text": TEXT + " It was cheap."}
    assert add(writable, changed).json()["updated"] == ["pmid:123"]
    response = writable.delete("/v1/documents/pmid:123")
    DeletedSchema.model_validate(response.json())
    assert response.json() == {"deleted": ["pmid:123"]}
    assert writable.get("/v1/documents/pmid:123").status_code == 404
    assert writable.delete("/v1/documents/pmid:123").status_code == 404


@pytest.mark.parametrize(
    ("fields", "name", "known"),
    [
        ({"id": "my note 1"}, "key:my note 1", {"aliases": ["my note 1"]}),
        ({"id": "key:a/b#c?d"}, "key:a/b#c?d", {"aliases": []}),
        ({"id": "10.1234/X"}, "doi:10.1234/x", {"doi": "10.1234/x"}),
        ({"id": "doi:10.1234/x", "doi": "https://doi.org/10.1234/X"}, "doi:10.1234/x", {}),
        ({"doi": "10.1234/x", "pmid": "77"}, "doi:10.1234/x", {"aliases": ["pmid:77"]}),
        ({"pmid": "77", "pmcid": "PMC5"}, "pmid:77", {"aliases": ["pmcid:PMC5"]}),
        ({"id": "pmid:77"}, "pmid:77", {"pmid": "77"}),
        ({"id": "PMC5"}, "pmcid:PMC5", {"pmcid": "PMC5"}),
        ({"id": "beir:scifact/1", "doi": "10.1234/x"}, "beir:scifact/1", {"doi": "10.1234/x"}),
        ({"aliases": ["my-1"], "doi": "10.1234/x"}, "doi:10.1234/x", {"aliases": ["my-1"]}),
    ],
)
def test_the_id_follows_from_what_is_known(
    writable: httpx.Client, fields: dict[str, Any], name: str, known: dict[str, Any]
) -> None:
    """Ids have one normal form, and every other id of the document is an alias that finds it."""
    assert add(writable, {"text": TEXT, **fields}).json()["added"] == [name]
    document = writable.get(f"/v1/documents/{quote(name, safe='')}").json()
    assert {field: document[field] for field in known} == known
    for alias in document["aliases"]:
        found = writable.get(f"/v1/documents/{quote(alias, safe='')}").json()
        assert found["id"] == name


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("text", "the body must be a JSON object, not 'text'"),
        (None, "the body must be a JSON object, not null"),
        ({}, "text is missing"),
        ({"text": ""}, "text is empty, and there is no title"),
        ({"text": " \n"}, "text is empty, and there is no title"),
        ({"text": 5}, "text must be text, not 5"),
        ({"text": "a\x00b"}, "text holds the control character U+0000 at character 2"),
        ({"text": "a\x1b[31m"}, "U+001B"),
        ({"text": "a\ud83d"}, "text holds half a character"),
        ({"text": "a" * (LONGEST_TEXT + 1)}, "1,000,001 characters; at most 1,000,000"),
        ({"text": "a", "titel": "b"}, "titel is not a known field (did you mean title?)"),
        ({"text": "a", "kind": "paper"}, "kind must be 'abstract', 'summary' or 'snippet'"),
        ({"text": "a", "published": "2024-13"}, "published must be a date"),
        ({"text": "a", "published": "2023-02-29"}, "published must be a date"),
        ({"text": "a", "published": "20240101"}, "published must be a date"),
        ({"text": "a", "published": "2024-1"}, "published must be a date"),
        ({"text": "a", "published": ""}, "published must be a date"),
        ({"text": "a", "published": "２０２４"}, "published must be a date"),
        ({"text": "a", "published": 2024}, "published must be text, not 2024"),
        ({"text": "a", "doi": "12.34/x"}, "doi must be like 10.1111/jocd.16683, not '12.34/x'"),
        ({"text": "a", "pmid": "PMC12"}, "pmid must be like"),
        ({"text": "a", "pmid": 12}, "pmid must be text, not 12"),
        ({"text": "a", "pmcid": "12"}, "pmcid must be like PMC"),
        ({"text": "a", "url": "javascript:alert(1)"}, "url must begin with https://"),
        ({"text": "a", "id": ""}, "id must be one line of 1 to 500 characters"),
        ({"text": "a", "id": "a\nb"}, "id must be one line"),
        ({"text": "a", "id": "x" * 501}, "id must be one line"),
        ({"text": "a", "id": "doi:nonsense"}, "id is 'doi:nonsense', which is no DOI"),
        ({"text": "a", "id": "doi:10.1234/a", "doi": "10.1234/b"}, "choose one"),
        ({"text": "a", "id": "mine", "doi": "10.1234/b"}, "leave id out, and add the other id"),
        ({"text": "a", "citation_count": -1}, "citation_count must be at least 0, not -1"),
        ({"text": "a", "authors": "A B"}, "authors must be a list, not 'A B'"),
        ({"text": "a", "authors": ["A", 2]}, "authors[1] must be text, not 2"),
        ({"text": "a", "titles": {"zh": 1}}, "titles.zh must be text, not 1"),
        ({"text": "a", "title": "t" * 2_001}, "title has 2,001 characters; at most 2,000"),
        ({"text": "a", "evidence": 3}, "evidence must be a JSON object, not 3"),
        ({"text": "a", "status": "retracted"}, "status must be a JSON object, not 'retracted'"),
        (
            {"text": "a", "status": {"kind": "gone", "source": "x"}},
            "status.kind must be",
        ),
        (
            {"text": "a", "status": {"kind": "concern", "date": "May", "source": "x"}},
            "status.date must be a date",
        ),
        ({"text": "a", "grants": [1]}, "grants[0] must be text, not 1"),
        ({"text": "ab", "sections": [{"label": "A", "start": 0, "end": 3}]}, "has 2 characters"),
        ({"text": "ab", "sections": [{"label": "A", "start": 1, "end": 1}]}, "greater than start"),
        ({"text": "ab", "sections": [{"label": "A", "start": -1, "end": 1}]}, "at least 0"),
        ({"text": "ab", "sections": [{"label": "", "start": 0, "end": 1}]}, "must not be empty"),
        ({"text": "ab", "sections": [{"start": 0, "end": 1}]}, "sections[0].label is missing"),
        (
            {
                "text": "abc",
                "sections": [
                    {"label": "A", "start": 0, "end": 2},
                    {"label": "B", "start": 1, "end": 3},
                ],
            },
            "sections[1] is 1 to 3: sections come in order and do not overlap",
        ),
        (
            {"text": "a", "sections": [{"label": "A", "start": 0, "end": 1, "labell": 2}]},
            "sections[0].labell is not a known field (did you mean label?)",
        ),
        ({"text": "a", "sources": [{"location": "x"}]}, "sources[0].sha256 is missing"),
    ],
)
def test_a_document_that_cannot_be_taken_is_refused_alone(
    writable_once: httpx.Client, document: object, said: str
) -> None:
    """The report names the document, the field and the remedy, and the others go in."""
    good = {"text": TEXT, "id": "key:good"}
    response = add(writable_once, good, document)
    assert response.status_code == 200
    report = response.json()
    ReportSchema.model_validate(report)
    assert len(report["added"]) + report["unchanged"] == 1
    [rejection] = report["rejected"]
    assert (rejection["source"], rejection["place"]) == ("request", "documents[1]")
    assert said in rejection["reason"]
    assert len(rejection["reason"]) < 400


def test_a_request_that_is_refused_whole_is_a_problem(
    client: httpx.Client, refused: Refused
) -> None:
    """Where nothing could be read, the status says so, and the whole report is there."""
    problem = refused(add(client, {"text": ""}, {"txt": "a"}), 422)
    assert "documents[0]" in problem["detail"]
    assert "(1 more refused)" in problem["detail"]
    assert [one["place"] for one in problem["report"]["rejected"]] == [
        "documents[0]",
        "documents[1]",
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "documents is missing"),
        ({"documents": {}}, "documents must be a list, not an object"),
        ({"documents": []}, "documents must not be an empty list"),
        ({"document": []}, "(did you mean documents?)"),
        ({"documents": [0] * (MOST_DOCUMENTS + 1)}, "has 50,001 entries; at most 50,000"),
        ([{"text": "a"}], "the body must be a JSON object"),
    ],
)
def test_the_list_of_documents_is_needed(
    client: httpx.Client, refused: Refused, body: object, said: str
) -> None:
    """A body without a list of documents says what is missing."""
    assert said in refused(client.post("/v1/documents", json=body), 422)["detail"]


def test_a_text_is_kept_exactly(writable: httpx.Client) -> None:
    """Decomposed letters, line ends and white space stay, so that the client's offsets hold."""
    text = "  e\u0301 \r\n\t Größe ≥ 5 µm.\u00a0🧬 End.  "
    section = {"label": "A", "start": text.index("🧬"), "end": len(text)}
    assert add(writable, {"id": "key:k", "text": text, "sections": [section]}).json()["added"]
    document = writable.get("/v1/documents/key:k").json()
    assert document["text"] == text
    assert document["sections"] == [section]


def test_a_title_without_a_text_is_a_document(writable: httpx.Client) -> None:
    """A work of which only the title is known can be found by it."""
    body = {"id": "key:t", "text": "", "title": "Zinc pyrithione against dandruff"}
    assert add(writable, body).json()["added"] == ["key:t"]
    hits = writable.post("/v1/search", json={"query": "zinc pyrithione"}).json()["hits"]
    assert hits[0]["doc_id"] == "key:t"


def test_the_later_of_two_documents_of_one_id_stays(writable: httpx.Client) -> None:
    """Within one request too, adding is an upsert."""
    first, second = {"id": "key:k", "text": "One."}, {"id": "key:k", "text": "Two."}
    assert add(writable, first, second).status_code == 200
    assert writable.get("/v1/documents/key:k").json()["text"] == "Two."
