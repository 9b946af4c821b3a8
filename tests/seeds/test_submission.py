"""Documents in our own fields, checked."""

import json

import pytest

from seeds.document import Document, Section, Source, document_json
from seeds.status import Status
from seeds.submission import SubmissionError, submitted_document, unknown_fields

SOURCE = Source("f", "0" * 64, "documents", "line 1", "2025-01-01T00:00:00Z")
WHOLE = Document(
    id="doi:10.5555/a",
    kind="abstract",
    text="Zinc is safe.\n It &amp; works.",
    aliases=("pmid:7",),
    title="Zinc",
    titles={"de": "Zink"},
    authors=("Jin Kim",),
    journal="J Hair",
    journal_description="On hair.",
    published="2019-10",
    doi="10.5555/a",
    pmid="7",
    pmcid="PMC8",
    url="https://example.org",
    sections=(Section("Results", 0, 13),),
    language="en",
    publication_types=("Review",),
    mesh=("Zinc",),
    citation_count=3,
    about="pmid:9",
    status=Status("concern", "2020", "editors"),
    sources=(SOURCE,),
)


def values(document: Document) -> dict[str, object]:
    """A document as it comes over the wire."""
    found: dict[str, object] = json.loads(json.dumps(document_json(document)))
    return found


def test_what_is_given_out_can_be_given_back() -> None:
    """All fields of the Document JSON, unchanged; the PMCID becomes an alias too."""
    [*_, last] = submitted_document(values(WHOLE)).aliases
    assert last == "pmcid:PMC8"
    again = submitted_document(values(submitted_document(values(WHOLE))))
    assert again == submitted_document(values(WHOLE))
    assert (again.text, again.sections, again.sources) == (WHOLE.text, WHOLE.sections, (SOURCE,))


def test_text_alone_is_enough() -> None:
    """It is then a snippet, which claims the least, read where it was read."""
    document = submitted_document({"text": "Zinc is safe."}, SOURCE)
    assert (document.id, document.kind) == ("sha:104355548828d57b", "snippet")
    assert document.sources == (SOURCE,)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": 5}, "text must be text, not 5"),
        ({"text": " "}, "text is empty, and there is no title: send one of them"),
        ({"text": "a\x00"}, "text holds the control character U+0000 at character 2: take it out"),
        ({"title": "x" * 2_001}, "title has 2,001 characters; at most 2,000 are taken"),
        ({"kind": "tweet"}, "kind must be 'abstract', 'summary' or 'snippet', not 'tweet'"),
        ({"published": "2024-13"}, "published must be a date as precise as known"),
        ({"doi": "x"}, "doi must be like 10.1111/jocd.16683, not 'x'"),
        ({"pmid": 7}, "pmid must be text, not 7"),
        ({"url": "ftp://x"}, "url must begin with https:// or http://"),
        ({"authors": "Kim"}, "authors must be a list, not 'Kim'"),
        ({"authors": ["Kim", 5]}, "authors[1] must be text, not 5"),
        ({"citation_count": -1}, "citation_count must be at least 0, not -1"),
        ({"citation_count": True}, "citation_count must be a whole number, not true"),
        ({"sections": [{"label": "A", "start": 0}]}, "sections[0].end must be a whole number, not"),
        ({"sections": [{"label": "A", "start": 0, "end": 9}]}, "and the text has 2 characters"),
        ({"sections": [{"label": "A", "start": 1, "end": 1}]}, "end must be greater than start"),
        ({"sections": [{"labl": "A"}]}, "sections[0].labl is not a known field"),
        ({"status": {"kind": "gone", "source": "x"}}, "status.kind must be"),
        ({"evidence": {}}, "evidence must be null or left out, not an object"),
        ({"id": "doi:x"}, "id is 'doi:x', which is no DOI"),
        ({"id": "pmid:7", "pmid": "8"}, "choose one"),
        ({"id": "k", "doi": "10.5555/a"}, "leave id out, and add the other id to aliases"),
        ({"kind": 1, "doi": "x"}, "not 1; doi must be"),
    ],
)
def test_what_is_wrong_is_named_with_its_remedy(fields: dict[str, object], reason: str) -> None:
    """The field, the value, what it must be; all faults at once."""
    with pytest.raises(SubmissionError) as error:
        submitted_document({"text": "ab"} | fields)
    assert reason in str(error.value)


def test_fields_that_are_not_known_are_named() -> None:
    """Whether that is fatal is for the caller to say."""
    assert unknown_fields({"text": "a", "kindd": "b", "x": 1}) == ["kindd", "x"]
