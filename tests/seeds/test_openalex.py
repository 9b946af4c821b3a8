"""OpenAlex JSON."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.document import Document
from seeds.formats.openalex import inverted, openalex_document
from seeds.reading import read_bytes, read_file
from seeds.status import Status

GOLDEN = Path(__file__).parent / "exports/openalex.json"


def document(fields: dict[str, object]) -> Document:
    """The document of a work with these fields."""
    found = openalex_document({"id": "https://openalex.org/W7", "title": "Zinc"} | fields)
    assert isinstance(found, Document)
    return found


def test_a_work_is_all_that_is_known_of_it() -> None:
    """Identifiers come as addresses; the journal is where it appeared, not where it is kept."""
    first, _ = read_file(GOLDEN)
    assert isinstance(first, Document)
    assert first.id == "doi:10.5555/hair.1"
    assert first.aliases == ("pmid:31234567", "pmcid:PMC7654321", "key:W2741809807")
    assert first.title == "Effects of Panax on hair"
    assert first.text == "The hair of mice grew. The hair was dense."
    assert (first.authors, first.journal) == (("Jin Kim", "Sun-Hee Lee"), "Journal of Hair")
    assert (first.published, first.citation_count, first.mesh) == (
        "2019-10-07",
        13,
        ("Hair", "Humans"),
    )
    assert (first.publication_types, first.url) == (
        ("Journal Article",),
        "https://doi.org/10.5555/hair.1",
    )
    assert first.status == Status("retracted", None, "OpenAlex")


def test_a_notice_is_not_a_retracted_work() -> None:
    """OpenAlex marks both; a title or a type tells."""
    _, notice = read_file(GOLDEN)
    assert isinstance(notice, Document)
    assert (notice.id, notice.status) == ("key:W11", Status("notice", "2021", "OpenAlex"))
    for title in ("Retraction of zinc stores in hair", "Retracted: Zinc in hair"):
        kept = document({"title": title, "is_retracted": True}).status
        assert kept is not None
    assert document({"title": "Retracted: Zinc", "is_retracted": True}).status == Status(
        "retracted", None, "OpenAlex"
    )
    assert document({"type": "erratum"}).status == Status("notice", None, "OpenAlex")
    assert document({"is_retracted": False}).status is None


@given(st.lists(st.text("abc.", min_size=1, max_size=3)), st.randoms(use_true_random=False))
def test_an_inverted_abstract_is_rebuilt_exactly(words: list[str], shuffled: random.Random) -> None:
    """Whatever the order of its words, repeated ones in all their places."""
    entries = list(enumerate(words))
    shuffled.shuffle(entries)
    index: dict[str, list[int]] = {}
    for position, word in entries:
        index.setdefault(word, []).append(position)
    assert inverted(dict(index)) == " ".join(words)


@pytest.mark.parametrize(
    ("index", "text"),
    [
        ({"hair": [0], "grew.": [5]}, "hair grew."),
        ({"b": [0], "a": [0], "c": [1]}, "b a c"),
        ({"a": [True, "1", None], "b": 2, "c": [3]}, "c"),
        ({}, ""),
    ],
)
def test_gaps_and_faults_of_an_index_lose_nothing_else(index: dict[str, object], text: str) -> None:
    """A gap is one space; words that share a place are both kept; the rest is no place."""
    assert inverted(index) == text


def test_the_first_of_january_is_a_year() -> None:
    """So is written where nothing else is known."""
    assert document({"publication_date": "2019-01-01"}).published == "2019"
    assert document({"publication_date": "2019-01-02"}).published == "2019-01-02"


def test_other_entities_are_no_works() -> None:
    """A list of authors has ids and counts of its own."""
    author = '{"id": "https://openalex.org/A1", "cited_by_count": 2, "publication_year": 1}'
    [refused] = read_bytes("x.json", f'{{"results": [{author}]}}'.encode())
    assert not isinstance(refused, Document)
