"""Tests of works: which records are of one, by pairs written by hand, and which of many."""

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.entry import Entry
from embeddings.title import title_likeness
from embeddings.work import NEAR_TITLE, Relation, relation, versions_of, works_of
from seeds.document import Document, document_id
from seeds.identifier import normal_doi

FILE = Path(__file__).with_name("works.jsonl")
PAIRS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
FOUND = {
    Relation.SAME_ID: "same",
    Relation.SAME_TITLE: "same",
    Relation.VERSION: "version",
    Relation.DISPUTED: "different",
    Relation.NONE: "different",
}


def entry(values: dict[str, Any], key: str = "a") -> Entry:
    """A record as a reader would give it."""
    lists = ("authors", "aliases", "publication_types")
    fields = {**values, **{name: tuple(values.get(name, ())) for name in lists}}
    fields["doi"] = normal_doi(values["doi"]) if values.get("doi") else None
    name = document_id("abstract", "", doi=fields["doi"], pmid=values.get("pmid"), key=key)
    return Entry(Document(**{"id": name, "kind": "abstract", **fields}))


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["why"] for pair in PAIRS])
def test_pairs_written_by_hand_are_told_apart(pair: dict[str, Any]) -> None:
    """The same work, a version of it, or another, in either order; kin find each other."""
    one, other = entry(pair["one"], "a"), entry(pair["other"], "b")
    found = relation(one, other)
    assert found is relation(other, one)
    assert FOUND[found] == pair["expect"]
    if found is not Relation.NONE:
        assert set(one.looks_for()) & set(other.found_by())
        assert set(other.looks_for()) & set(one.found_by())


def test_the_threshold_parts_near_titles_as_far_as_titles_can() -> None:
    """All near titles of one work are above it; what is above it of others, abstracts part."""
    near: dict[str, list[float]] = {"same": [], "version": [], "different": []}
    for pair in PAIRS:
        one, other = pair["one"], pair["other"]
        likeness = title_likeness(one["title"], other["title"])
        if "subtitle" not in pair["why"] and 0.8 < likeness < 1:
            near[pair["expect"]].append(likeness)
    assert min(near["same"] + near["version"]) > NEAR_TITLE + 0.03
    assert min(near["different"]) < NEAR_TITLE < max(near["different"])


PAPER = Document(
    id="",
    kind="abstract",
    text="",
    title="Exosomes for hair loss",
    authors=("Kim J",),
    published="2021",
)


def record(key: str, said: Document = PAPER) -> Entry:
    """A record of one paper under a key of its own."""
    return Entry(replace(said, id=f"key:{key}"))


def works(*entries: Entry) -> set[frozenset[str]]:
    """The works among records by id, the same in every order."""
    found = {
        frozenset(frozenset(order[n].document.id for n in work) for work in works_of(order))
        for order in permutations(entries)
    }
    assert len(found) == 1
    return set(found.pop())


def test_a_record_that_could_be_of_two_works_stays_alone() -> None:
    """Nothing says to which of two DOIs a record without one belongs."""
    one, two = (
        record("1", replace(PAPER, doi="10.1000/a")),
        record("2", replace(PAPER, doi="10.1000/b")),
    )
    bare = record("3")
    assert works(one, bare) == {frozenset(("key:1", "key:3"))}
    assert works(one, two, bare) == {frozenset((f"key:{n}",)) for n in (1, 2, 3)}


def test_a_record_between_others_joins_them() -> None:
    """The DOI here, the PMID there, and one that knows both."""
    three = (
        record("1", replace(PAPER, doi="10.1000/a")),
        record("2", replace(PAPER, pmid="1", title="B")),
        record("3", replace(PAPER, text="")),
    )
    both = record("4", replace(PAPER, doi="10.1000/a", pmid="1"))
    assert works(*three, both) == {frozenset(f"key:{n}" for n in (1, 2, 3, 4))}


def test_one_doi_for_a_whole_meeting_joins_nothing() -> None:
    """Not even where a third record knows no more than the DOI and one of the titles."""
    one = record("1", replace(PAPER, doi="10.1000/a", pmid="1"))
    two = record("2", replace(PAPER, doi="10.1000/a", pmid="2", title="Collagen in wounds of mice"))
    third = record("3", replace(PAPER, doi="10.1000/a"))
    assert works(one, two, third) == {frozenset(("key:1", "key:3")), frozenset(("key:2",))}


def test_versions_are_those_of_versions_too() -> None:
    """Two preprints and a paper are one group."""
    entries = [
        record("1", replace(PAPER, doi="10.21203/rs.3.rs-1/v1")),
        record("2", replace(PAPER, doi="10.21203/rs.3.rs-1/v2")),
        record("3", replace(PAPER, doi="10.1000/a")),
        record("4", replace(PAPER, doi="10.1000/b", title="Another thing")),
    ]
    found = versions_of(entries, works_of(entries))
    assert sorted(found) == [[0, 1, 2], [3]]


titles = st.sampled_from(
    [
        "Exosomes for hair loss",
        "Exosomes for hair losses",
        "Exosomes for hair loss: a trial of 12",
        "Exosomes for hair loss 2",
        "RETRACTED: Exosomes for hair loss",
        "Erratum to: Exosomes for hair loss",
    ]
)
papers = st.builds(
    replace,
    st.just(PAPER),
    id=st.sampled_from(["key:1", "key:2", "pmid:1"]),
    title=titles,
    doi=st.sampled_from([None, "10.1000/a", "10.1000/b", "10.1101/2020.01.01.123456"]),
    pmid=st.sampled_from([None, "1", "2"]),
    pmcid=st.sampled_from([None, "PMC1"]),
    authors=st.sampled_from([("Kim J",), ("Min Kim",), ("Lee, S",)]),
    published=st.sampled_from([None, "2019", "2021-12", "2022"]),
    aliases=st.sampled_from([(), ("pmid:1",)]),
)


@settings(max_examples=500, deadline=None)
@given(papers, papers)
def test_related_records_find_each_other(one: Document, other: Document) -> None:
    """Looking for some of the records only misses none of those related."""
    first, second = Entry(one), Entry(other)
    if relation(first, second) is not Relation.NONE:
        assert set(first.looks_for()) & set(second.found_by())
        assert set(second.looks_for()) & set(first.found_by())
