"""Tables of editorial status: they mark works that are there and that come later."""

import random
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.collection import Changes, Marked
from embeddings.filters import Filters
from embeddings.local import LocalCollection
from seeds.document import Document
from seeds.status import Marking, Status, StatusKind, prevailing
from tests.embeddings.conftest import FakeEncoder, abstract, source, words

EVEN_RETRACTED = Filters(exclude_retracted=False)
WORK = replace(
    abstract("doi:10.1000/a", "The vesicle was purified. Then hair grew.", "On hair"),
    doi="10.1000/a",
    pmid="100",
    aliases=("pmid:100",),
    authors=("Kim J",),
    published="2021",
)
OTHER = abstract("key:other", "The vesicle stayed. Nothing grew.", "On skin")


def row(key: str, name: str, kind: StatusKind = "retracted", date: str | None = "2024") -> Marking:
    """What a row says of one work."""
    return Marking(key, ((name, Status(kind, date, f"record {key}")),))


def status(collection: LocalCollection, doc_id: str = WORK.id) -> str | None:
    """The kind of a document's status."""
    found = collection.get(doc_id)
    assert found
    return found.status.kind if found.status else None


@pytest.mark.parametrize("name", ["doi:10.1000/a", "pmid:100"])
@pytest.mark.parametrize("table_first", [True, False])
def test_a_work_is_marked_whichever_comes_first(
    collection: LocalCollection, encoder: FakeEncoder, name: str, table_first: bool
) -> None:
    """By any of its ids; both searches leave it out at once, and nothing is encoded for it."""
    if table_first:
        assert collection.mark("rw.csv", [row("1", name)]) == Marked(1, 0, ())
    collection.add([WORK, OTHER])
    encoder.encoded.clear()
    if not table_first:
        assert collection.mark("rw.csv", [row("1", name)]) == Marked(1, 1, (WORK.id,))
    found = collection.get(WORK.id)
    assert found
    assert found.status == Status("retracted", "2024", "record 1")
    assert found.field_sources == {"status": "rw.csv, record 1"}
    assert encoder.encoded == []
    query = encoder.encode_queries(["vesicle"])
    for filters, ids in ((Filters(), {OTHER.id}), (EVEN_RETRACTED, {OTHER.id, WORK.id})):
        by_words = words(collection, "vesicle", filters)
        by_vector = [match.passage_id for match in collection.search_vector(query, 9, filters)]
        assert {name.rpartition("#")[0] for name in by_words} == ids
        assert {name.rpartition("#")[0] for name in by_vector} == ids
    assert collection.check() == []


def test_the_table_again_changes_nothing(collection: LocalCollection) -> None:
    """Nor does the document again, or a newer record of it that says nothing of its status."""
    collection.add([WORK, OTHER])
    table = [row("1", WORK.id), row("2", "doi:10.1000/elsewhere"), Marking("3", ())]
    assert collection.mark("rw.csv", table) == Marked(3, 1, (WORK.id,))
    generation = collection.size().generation
    assert collection.mark("rw.csv", table) == Marked(3, 1, ())
    assert collection.size().generation == generation
    assert collection.add([WORK]) == Changes(unchanged=1)
    collection.add([replace(WORK, citation_count=5, sources=(source("newer.txt"),))])
    assert status(collection) == "retracted"
    collection.delete([WORK.id])
    collection.add([WORK])
    assert status(collection) == "retracted"


def test_a_row_that_changed_takes_the_place_of_the_former(collection: LocalCollection) -> None:
    """Also where it is of another work now; rows that are gone stay until the table is."""
    collection.add([WORK, OTHER])
    collection.mark("rw.csv", [row("1", WORK.id), row("2", OTHER.id, "concern")])
    assert collection.mark("rw.csv", [row("1", OTHER.id)]).changed == (WORK.id, OTHER.id)
    assert (status(collection), status(collection, OTHER.id)) == (None, "retracted")
    assert collection.delete_source("rw.csv") == []
    assert (status(collection), status(collection, OTHER.id)) == (None, None)
    assert words(collection, "vesicle") == words(collection, "vesicle", EVEN_RETRACTED)
    assert collection.check() == []


def test_taking_a_table_back_leaves_what_others_say(collection: LocalCollection) -> None:
    """The work's own record, and another table."""
    concern = Status("concern", "2019", "PubMed")
    collection.add([replace(WORK, status=concern)])
    before = collection.get(WORK.id)
    collection.mark("one.csv", [row("1", WORK.id)])
    collection.mark("two.csv", [row("1", WORK.id, "reinstated", "2025")])
    assert status(collection) == "reinstated"
    collection.delete_source("two.csv")
    assert status(collection) == "retracted"
    collection.delete_source("one.csv")
    assert collection.get(WORK.id) == before


def test_the_notice_is_no_retracted_work(collection: LocalCollection) -> None:
    """It is marked as the notice, and found."""
    notice = abstract("doi:10.1000/n", "This vesicle paper is retracted.", "Retraction")
    collection.add([WORK, notice])
    said = Status("retracted", "2024", "x")
    names = ((WORK.id, said), (notice.id, Status("notice", "2024", "x")))
    collection.mark("rw.csv", [Marking("1", names)])
    assert status(collection, notice.id) == "notice"
    assert words(collection, "vesicle") == [f"{notice.id}#0"]


def test_words_about_a_retracted_work_are_marked_with_it(collection: LocalCollection) -> None:
    """No answer rests on a summary of it either."""
    summary = replace(
        abstract("sha:1", "They purified a vesicle."), kind="summary", about="doi:10.1000/a"
    )
    collection.add([summary])
    assert collection.mark("rw.csv", [row("1", WORK.id)]) == Marked(1, 1, ("sha:1",))
    assert words(collection, "vesicle") == []


def test_marks_that_were_kept_before_a_death_are_made_at_the_next_writing(
    folder: Path, encoder: FakeEncoder
) -> None:
    """As if the process ended between the table and the works."""
    with LocalCollection.open(folder, encoder) as collection:
        collection.add([WORK])
    connection = sqlite3.connect(folder / "collection.sqlite")
    with connection:
        connection.execute(
            "INSERT INTO statuses VALUES ('pmid:100', 'rw.csv', '1', 'retracted', NULL, 'x')"
        )
        connection.execute("UPDATE records SET settled = 0")
    connection.close()
    with LocalCollection.open(folder, encoder) as collection:
        assert collection.mark("rw.csv", []) == Marked(0, 0, ())
        assert status(collection) == "retracted"
        assert words(collection, "vesicle") == []
        assert collection.check() == []


kinds = st.sampled_from(["retracted", "concern", "corrected", "reinstated", "notice"])
dates = st.sampled_from([None, "2020", "2020-05-04", "2021-01-01"])
statuses = st.builds(Status, kinds, dates, st.sampled_from(["PubMed", "a table"]))
Step = tuple[str, str, Status | None]


@settings(deadline=None, max_examples=15)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["a", "b"]), st.sampled_from(["record", "row"]), st.none() | statuses
        ),
        max_size=6,
        unique_by=lambda step: step[:2],
    ),
    seed=st.integers(),
)
def test_the_same_sources_make_the_same_status_in_any_order(steps: list[Step], seed: int) -> None:
    """What prevails of all that files and tables say."""

    def made(order: list[Step]) -> Document:
        with (
            tempfile.TemporaryDirectory() as place,
            LocalCollection.open(Path(place), FakeEncoder()) as collection,
        ):
            for location, what, said in order:
                if what == "record":
                    sources = (source(f"{location}.xml"),)
                    collection.add([replace(WORK, status=said, sources=sources)])
                elif said:
                    collection.mark(f"{location}.csv", [Marking("1", (("pmid:100", said),))])
            collection.add([WORK])
            found = collection.get(WORK.id)
            assert found
            assert collection.check() == []
            return found

    found = made(steps)
    assert found == made(random.Random(seed).sample(steps, len(steps)))  # noqa: S311 - no secret
    assert found.status == prevailing(said for _, _, said in steps if said)
