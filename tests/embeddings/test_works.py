"""Tests of works in a collection: merged in any order, undone, found by former ids."""

import random
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.collection import Changes, Merged
from embeddings.filters import Filters
from embeddings.local import LocalCollection
from seeds.appraisal import evidence_of
from seeds.document import Document, Section, document_id
from tests.embeddings.conftest import FakeEncoder, nearest, source, words

TEXT = "The vesicle was purified from serum. Then hair grew in mice. Density rose by nine."
TITLES = ("Exosomes for hair loss", "Exosomes for hair losses", "Wound closure in young mice")


PAPER = Document(
    id="",
    kind="abstract",
    text=TEXT,
    title=TITLES[0],
    authors=("Kim J",),
    published="2021",
)


def record(location: str, said: Document, key: str = "k") -> Document:
    """A bibliographic record as a file brings it."""
    name = document_id("abstract", "", doi=said.doi, pmid=said.pmid, key=key)
    return replace(said, id=name, sources=(source(location),))


PUBMED = record(
    "pubmed.xml",
    replace(
        PAPER,
        pmid="100",
        text=f"{TEXT} No harm was seen.",
        sections=(Section("Methods", 0, 36), Section("Results", 37, 82)),
        published="2021-03-04",
        publication_types=("Journal Article",),
    ),
)
RIS = record(
    "export.ris", replace(PAPER, doi="10.1000/a", authors=("Kim, J", "Lee, S"), citation_count=4)
)
BIB = record(
    "mine.bib",
    replace(PAPER, text="", title="Exosomes for Hair Loss!", url="https://x.test/"),
    "kim21",
)
PREPRINT = record(
    "epmc.json", replace(PAPER, doi="10.1101/2020.01.01.123456", journal="bioRxiv", text=TEXT)
)


def shown(collection: LocalCollection) -> list[Document]:
    """All that there is, whole, once it has been checked."""
    assert collection.check() == []
    return collection.documents()


def test_records_of_a_work_are_one_document(collection: LocalCollection) -> None:
    """The richest abstract under the strongest id, each field with where it was read."""
    changes = collection.add([BIB, PUBMED, RIS])
    assert changes == Changes(
        added=("doi:10.1000/a",), merged=(Merged("doi:10.1000/a", ("pmid:100", "doi:10.1000/a")),)
    )
    [work] = shown(collection)
    assert (work.id, work.doi, work.pmid) == ("doi:10.1000/a", "10.1000/a", "100")
    assert (work.text, work.sections) == (PUBMED.text, PUBMED.sections)
    assert (work.authors, work.published, work.citation_count) == (RIS.authors, "2021-03-04", 4)
    assert work.aliases == ("pmid:100", "key:kim21")
    assert {one.location for one in work.sources} == {"pubmed.xml", "export.ris", "mine.bib"}
    said = {field: work.field_sources[field] for field in ("text", "doi", "authors", "url")}
    assert said == {
        "text": "pubmed.xml, 1",
        "doi": "export.ris, 1",
        "authors": "export.ris, 1",
        "url": "mine.bib, 1",
    }
    assert collection.size().documents == 1
    assert collection.add([BIB, PUBMED, RIS]) == Changes(unchanged=3)


def test_former_ids_and_their_passages_resolve(collection: LocalCollection) -> None:
    """A stronger id takes over, and what cited the former is still found."""
    collection.add([PUBMED])
    [before] = collection.passages(["pmid:100#0"])
    collection.add([RIS])
    [after] = collection.passages(["pmid:100#0"])
    assert (after.id, after.text) == ("doi:10.1000/a#0", before.text)
    assert list(collection.vectors(["pmid:100#0"])) == ["pmid:100#0"]
    found = collection.get("pmid:100")
    assert found
    assert found.id == "doi:10.1000/a"
    assert words(collection, "vesicle") == ["doi:10.1000/a#0"]
    assert nearest(collection, f"{found.title}. {found.text}") == "doi:10.1000/a#0"


def test_other_titles_are_kept_and_found(collection: LocalCollection) -> None:
    """By language, a second one of a language beside the first."""
    collection.add(
        [
            replace(PUBMED, language="en"),
            replace(RIS, pmid="100", title="Exosomen bei Haarausfall", language="de"),
            replace(BIB, doi="10.1000/a", title="Vesicles against baldness", language="en"),
        ]
    )
    [work] = shown(collection)
    assert work.titles == {
        "de": "Exosomen bei Haarausfall",
        "en-x-2": "Vesicles against baldness",
    }
    assert words(collection, "haarausfall") == words(collection, "baldness") == [f"{work.id}#0"]


def test_a_preprint_and_its_paper_are_linked(collection: LocalCollection) -> None:
    """Two documents, each naming the other, until one is gone."""
    collection.add([PREPRINT, RIS])
    linked = {document.id: document.versions for document in shown(collection)}
    assert linked == {RIS.id: (PREPRINT.id,), PREPRINT.id: (RIS.id,)}
    collection.add([PUBMED])
    assert len(shown(collection)) == 2
    collection.delete([PREPRINT.id])
    [work] = shown(collection)
    assert work.versions == ()


def test_a_summary_and_a_snippet_stay_what_they_are(collection: LocalCollection) -> None:
    """As does a record of a BEIR corpus, whatever identifiers they have."""
    others = [
        replace(RIS, id="sha:1", kind="summary", aliases=("doi:10.1000/a",)),
        replace(RIS, id="sha:2", kind="snippet"),
        replace(RIS, id="beir:x/1"),
    ]
    collection.add([RIS, *others])
    assert sorted(shown(collection), key=lambda one: one.id) == sorted(
        [RIS, *others], key=lambda one: one.id
    )


def test_taking_a_source_back_undoes_merging(collection: LocalCollection) -> None:
    """Works are again what the rest makes of them; those of the source alone are named."""
    collection.add([PUBMED, PREPRINT])
    before = shown(collection)
    own = record(
        "export.ris", replace(PAPER, doi="10.1000/z", title=TITLES[2], text="Collagen was stained.")
    )
    collection.add([RIS, own])
    assert collection.delete_source("export.ris") == ["doi:10.1000/z"]
    assert shown(collection) == before
    assert collection.get("doi:10.1000/a") is None


def test_a_file_that_holds_a_work_twice_loses_neither_record(collection: LocalCollection) -> None:
    """The one with the abstract and the one with the address; the same when read again."""
    twice = [RIS, replace(RIS, text="", url="https://x.test/")]
    assert collection.add(twice).merged == (Merged(RIS.id, (RIS.id,)),)
    [work] = shown(collection)
    assert (work.text, work.url) == (RIS.text, "https://x.test/")
    assert collection.add(twice) == Changes(unchanged=2)
    collection.add([RIS, replace(RIS, text="", url="https://y.test/")])
    assert [work.url for work in shown(collection)] == ["https://y.test/"]
    assert collection.delete_source("export.ris") == [RIS.id]


def test_abstracts_of_a_meeting_under_one_doi_are_all_there(collection: LocalCollection) -> None:
    """They have titles and texts of their own, though one file calls them by one id."""
    texts = [" ".join(f"{word}{n}" for n in range(40)) for word in ("hair", "skin")]
    meeting = [replace(RIS, text=texts[0]), replace(RIS, title=TITLES[2], text=texts[1])]
    collection.add(meeting)
    assert {work.title for work in shown(collection)} == {TITLES[0], TITLES[2]}
    assert collection.add(meeting) == Changes(unchanged=2)


def test_one_key_for_two_works_hides_neither(collection: LocalCollection) -> None:
    """Two people's `kim21` are different papers; each gets an id of its own."""
    one = record("a.bib", PAPER, "kim21")
    two = record(
        "b.bib", replace(PAPER, title=TITLES[2], text="Collagen was stained in the skin."), "kim21"
    )
    collection.add([one, two])
    assert {document.title for document in shown(collection)} == {TITLES[0], TITLES[2]}
    assert collection.delete_source("b.bib")
    assert shown(collection) == [one]


def test_an_id_made_for_want_of_another_lasts(collection: LocalCollection) -> None:
    """Whatever else comes or goes later, what was once told still finds the same work."""
    one = record("a.bib", PAPER, "kim21")
    two = record(
        "b.bib", replace(PAPER, title=TITLES[2], text="Collagen was stained in the skin."), "kim21"
    )
    told: dict[str, str | None] = {}
    for coming in ([one, two], *([replace(two, sources=(source(f"c{n}.bib"),))] for n in range(6))):
        collection.add(coming)
        told |= {document.id: document.title for document in shown(collection)}
    collection.add([replace(two, text=f"{two.text} It was blue.")])
    assert set(told.values()) == {TITLES[0], TITLES[2]}
    assert len(told) > 2
    for name, title in told.items():
        work = collection.get(name)
        assert work
        assert work.title == title
    collection.delete_source("a.bib")
    [work] = shown(collection)
    assert work.id == "key:kim21"
    assert {collection.get(name) == work for name in told if told[name] == TITLES[2]} == {True}


papers = st.builds(
    Document,
    id=st.just(""),
    kind=st.just("abstract"),
    authors=st.just(("Kim J",)),
    doi=st.sampled_from([None, "10.1000/a", "10.1000/b", "10.1101/2020.01.01.123456"]),
    pmid=st.sampled_from([None, "100", "200"]),
    title=st.sampled_from(TITLES),
    published=st.sampled_from(["2021", "2021-03", "2020"]),
    text=st.sampled_from(["", TEXT, TEXT[:60], f"{TEXT} No harm was seen.", "Skin healed."]),
    journal=st.sampled_from([None, "Hair", "bioRxiv"]),
)


@st.composite
def corpora(draw: st.DrawFn) -> list[Document]:
    """Records of several files, no two of one file under one id."""
    drawn = draw(st.lists(st.tuples(st.sampled_from("ABC"), papers), min_size=2, max_size=7))
    records = [record(f"{place}.ris", paper, str(n)) for n, (place, paper) in enumerate(drawn)]
    return list({(one.id, one.sources[0].location): one for one in records}.values())


def made(records: list[Document], runs: int = 1, without: str | None = None) -> list[Document]:
    """What a new collection makes of records, added in some runs."""
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalCollection.open(Path(folder), FakeEncoder()) as collection,
    ):
        for run in range(runs):
            collection.add(records[run::runs])
        if without:
            collection.delete_source(without)
        return shown(collection)


@settings(deadline=None, max_examples=10)
@given(records=corpora(), seed=st.integers(), runs=st.integers(1, 3))
def test_order_and_runs_make_no_difference(records: list[Document], seed: int, runs: int) -> None:
    """The same records make the same documents."""
    other = random.Random(seed).sample(records, len(records))  # noqa: S311 - no secret
    assert made(records) == made(other, runs)


@settings(deadline=None, max_examples=10)
@given(records=corpora(), seed=st.integers())
def test_a_source_taken_back_was_never_there(records: list[Document], seed: int) -> None:
    """What remains is what the other sources make alone."""
    rest = [one for one in records if one.sources[0].location != "A.ris"]
    mixed = random.Random(seed).sample(records, len(records))  # noqa: S311 - no secret
    assert made(mixed, 2, without="A.ris") == made(rest)


def as_of_schema_1(folder: Path) -> None:
    """Turn the file into one of schema 1."""
    connection = sqlite3.connect(folder / "collection.sqlite")
    connection.executescript(
        """
        DROP TABLE names;
        CREATE TABLE before (key INTEGER PRIMARY KEY AUTOINCREMENT,
         doc INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, location TEXT NOT NULL,
         digest BLOB NOT NULL, source TEXT, text TEXT NOT NULL, content TEXT NOT NULL,
         UNIQUE (doc, location));
        INSERT INTO before SELECT key, doc, location, digest, source, text, content FROM records;
        DROP TABLE records;
        ALTER TABLE before RENAME TO records;
        CREATE INDEX records_location ON records (location);
        ALTER TABLE documents DROP COLUMN record;
        ALTER TABLE documents DROP COLUMN content;
        ALTER TABLE documents DROP COLUMN study_type;
        ALTER TABLE documents DROP COLUMN species;
        ALTER TABLE documents DROP COLUMN status;
        DROP INDEX documents_about;
        ALTER TABLE documents DROP COLUMN about;
        DROP TABLE statuses;
        PRAGMA user_version = 1;
        """
    )
    connection.close()


def test_a_collection_of_schema_1_is_taken_over(folder: Path, encoder: FakeEncoder) -> None:
    """All is there at once, evidence too, and nothing is encoded; works wait for a writing."""
    alone = [
        PUBMED,
        record("x.ris", replace(PAPER, doi="10.1000/q", title=TITLES[2], text="Skin healed.")),
    ]
    with LocalCollection.open(folder, encoder) as collection:
        collection.add(alone)
    as_of_schema_1(folder)
    encoder.encoded.clear()
    with LocalCollection.open(folder, encoder) as collection:
        told = [replace(one, evidence=evidence_of(one)) for one in alone]
        assert shown(collection) == sorted(told, key=lambda one: one.id)
        assert len(words(collection, "vesicle healed", Filters(species=("mouse",)))) == 2
        assert collection.add(told) == Changes(unchanged=2)
        assert encoder.encoded == []
        assert len(collection.add([RIS]).merged) == 1
        assert [one.id for one in shown(collection)] == ["doi:10.1000/a", "doi:10.1000/q"]


def test_works_that_schema_1_held_twice_become_one(folder: Path, encoder: FakeEncoder) -> None:
    """They are what they would be had they come now."""
    with LocalCollection.open(folder, encoder) as collection:
        collection.add([PUBMED])
        collection.add([replace(RIS, title="Another", authors=())])
    as_of_schema_1(folder)
    connection = sqlite3.connect(folder / "collection.sqlite")
    sql = "UPDATE records SET content = json_set(content, '$.pmid', '100') WHERE key = 2"
    connection.execute(sql)
    connection.commit()
    connection.close()
    with LocalCollection.open(folder, encoder) as collection:
        assert collection.size().documents == 2
        collection.delete(["nowhere"])
        assert [one.id for one in collection.documents()] == ["doi:10.1000/a"]


@pytest.mark.parametrize("first", [PUBMED, RIS])
def test_a_record_that_changes_leaves_its_work(
    collection: LocalCollection, first: Document
) -> None:
    """An edited file brings another title and no identifier in common: two works again."""
    collection.add([first, replace(BIB, doi="10.1000/a", pmid="100")])
    assert collection.size().documents == 1
    collection.add([replace(BIB, title="Something else")])
    assert {one.id for one in shown(collection)} == {first.id, BIB.id}
