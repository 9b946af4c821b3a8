"""JSON of our own fields."""

import json
from pathlib import Path

import pytest

from seeds.document import Document
from seeds.page import Rejection
from seeds.reading import read_bytes, read_file
from seeds.status import Status

GOLDEN = Path(__file__).parent / "exports/documents.jsonl"


def test_json_lines_of_our_own_fields_are_read() -> None:
    """What is written under our names is kept exactly; other names are understood."""
    whole, exact, other, *_, titled, _ = read_file(GOLDEN)
    assert isinstance(whole, Document)
    assert (whole.id, whole.kind, whole.text) == (
        "key:zinc-1",
        "summary",
        "Zinc is safe.\nIt works.",
    )
    assert whole.aliases == ("zinc-1", "pmid:31234567")
    assert (whole.about, whole.status) == (
        "doi:10.5555/hair.1",
        Status("concern", "2020", "editors"),
    )
    assert isinstance(exact, Document)
    assert (exact.kind, exact.text) == ("snippet", "Hair &amp; nails <b>grew</b>.")
    assert isinstance(other, Document)
    assert (other.id, other.kind, other.text) == ("pmid:7", "abstract", "Iron < zinc.\nIt helped.")
    assert [section.label for section in other.sections] == ["BACKGROUND", "RESULTS"]
    assert (other.authors, other.published) == (("Jin Kim", "Sun Lee"), "2020")
    assert isinstance(titled, Document)
    assert (titled.kind, titled.text) == ("abstract", "")


def test_what_is_wrong_is_refused_by_its_line_and_the_others_go_on() -> None:
    """Fields that nothing was read from are named once, at the end."""
    refused = [one for one in read_file(GOLDEN) if isinstance(one, Rejection)]
    assert [one.place for one in refused] == ["line 5, record 4", "line 6, record 5", "fields"]
    assert "a string does not end" in refused[0].reason
    assert "text must be text, not a list of 2; published must be" in refused[1].reason
    assert "nothing was read from mood; the rest is in" in refused[2].reason


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrap", [list, lambda found: {"documents": found, "next": None}])
def test_lists_of_documents_are_read(indent: int | None, wrap: type) -> None:
    """As HTTP takes them and gives them out."""
    text = json.dumps(wrap([{"text": "Zinc is safe."}, {"text": "Iron is not."}]), indent=indent)
    found = [one.text for one in read_bytes("x.json", text.encode()) if isinstance(one, Document)]
    assert found == ["Zinc is safe.", "Iron is not."]


@pytest.mark.parametrize(
    "text",
    ['{"title": "A form", "size": 5}', '{"messages": [{"text": "Hi"}]}', '{"name": "x"}', "[5]"],
)
def test_json_that_is_not_ours_is_of_no_known_form(text: str) -> None:
    """A text somewhere inside is no document."""
    [refused] = read_bytes("x.json", text.encode())
    assert isinstance(refused, Rejection)
    assert "of no form that is known" in refused.reason
