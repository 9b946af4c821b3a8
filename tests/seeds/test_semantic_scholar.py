"""Semantic Scholar JSON."""

import json
from pathlib import Path

from seeds.document import Document, Section
from seeds.formats.semantic_scholar import semantic_scholar_document
from seeds.page import Rejection
from seeds.reading import read_bytes, read_file

GOLDEN = Path(__file__).parent / "exports/semantic_scholar.json"
SNIPPET = {
    "snippet": {
        "text": "Density rose\nby 12%.",
        "snippetKind": "body",
        "section": "Results",
        "snippetOffset": {"start": 4, "end": 24},
    },
    "score": 0.7,
    "paper": {"corpusId": "204999", "title": "Zinc <i>in</i> hair", "authors": ["Jin Kim"]},
}


def test_a_paper_is_all_that_is_known_of_its_work() -> None:
    """Labels on lines of their own are sections; references are other works."""
    first, second = read_file(GOLDEN)
    assert isinstance(first, Document)
    assert first.id == "doi:10.5555/hair.1"
    assert first.aliases == (
        "pmid:31234567",
        "pmcid:PMC7654321",
        "key:0123456789abcdef0123456789abcdef01234567",
        "key:CorpusId:204999",
    )
    assert first.text == "To see whether zinc helps hair.\nDensity rose by 12% (P < 0.05)."
    assert first.sections == (Section("OBJECTIVE", 0, 31), Section("RESULTS", 32, 63))
    assert (first.authors, first.journal) == (("Jin Kim", "Sun-Hee Lee"), "Journal of hair")
    assert (first.published, first.citation_count, first.language) == ("2019-10-07", 13, "en")
    assert first.publication_types == ("Journal Article", "Case Reports", "Review")
    assert isinstance(second, Document)
    assert (second.id, second.text) == ("key:fedcba9876543210fedcba9876543210fedcba98", "")


def test_what_a_machine_wrote_is_nowhere() -> None:
    """A tldr is no evidence, no title and no text, also where there is no abstract."""
    assert "machine" not in "".join(map(str, read_file(GOLDEN)))


def test_json_lines_of_papers_are_read() -> None:
    """A damaged one costs itself alone."""
    lines = (
        b'{"paperId": "a", "title": "A"}\n{"paperId": "b", "title\n{"paperId": "c", "year": 2}\n'
    )
    one, cut, empty = read_bytes("x.jsonl", lines)
    assert isinstance(one, Document)
    assert isinstance(cut, Rejection)
    assert isinstance(empty, Rejection)
    assert [cut.place, empty.place] == ["line 2, record 2", "line 3, record 3"]


def test_a_snippet_is_one_and_names_its_paper() -> None:
    """By an id that the paper's own document has as an alias."""
    [found] = read_bytes(
        "x.json", json.dumps({"data": [SNIPPET], "retrievalVersion": "1"}).encode()
    )
    assert isinstance(found, Document)
    assert (found.kind, found.text, found.title) == (
        "snippet",
        "Density rose by 12%.",
        "Zinc in hair",
    )
    assert (found.sections, found.authors) == ((Section("Results", 0, 20),), ("Jin Kim",))
    assert found.about == "key:CorpusId:204999"


def test_a_snippet_of_a_title_is_no_evidence() -> None:
    """Neither is one without words."""
    for snippet in ({"text": "Zinc", "snippetKind": "title"}, {"text": " "}):
        assert isinstance(semantic_scholar_document({**SNIPPET, "snippet": snippet}), str)
