"""Filters in both searches, against a search of everything by hand."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.filters import Filters, journal_names
from embeddings.local import LocalCollection, Tiers
from embeddings.vector import Vectors
from seeds.design import StudyType
from seeds.document import Document, Kind
from seeds.evidence import Evidence
from seeds.status import Status, StatusKind
from tests.embeddings.conftest import FakeEncoder, abstract, direction

KINDS: tuple[Kind, ...] = ("abstract", "summary", "snippet")
JOURNALS = (None, "Hair", "Haut/Hair", "Cell / Skin", "CELL")
LANGUAGES = (None, "en", "de", "zh")
STUDIES: tuple[StudyType | None, ...] = (None, "cohort", "case_report", "animal")
SPECIES = ((), ("human",), ("mouse",), ("human", "mouse"), ("mouse", "guinea pig"))
STATUSES: tuple[StatusKind | None, ...] = (None, "retracted", "concern", "notice")
DATES = (None, "1999", "2005-03", "2005-12-31", "2020", "2021-01-01")
COUNT = 90


@cache
def corpus() -> list[Document]:
    """Documents with every mixture of facets, some lacking some."""
    rng = np.random.default_rng(3)

    def one(n: int) -> Document:
        words = " ".join(f"w{word}" for word in rng.integers(0, 12, size=6))
        return replace(
            abstract(f"key:{n}", f"Shared {words}. And {words[:5]} again."),
            kind=KINDS[rng.integers(3)],
            journal=JOURNALS[rng.integers(5)],
            language=LANGUAGES[rng.integers(4)],
            published=DATES[rng.integers(6)],
            evidence=Evidence(study_type=STUDIES[rng.integers(4)], species=SPECIES[rng.integers(5)])
            if n % 5
            else None,
            status=Status(status, None, "a table") if (status := STATUSES[n % 7 % 4]) else None,
            aliases=(f"pmid:{n}", "pmid:shared") if n % 3 == 0 else (),
        )

    return [one(n) for n in range(COUNT)]


@pytest.fixture(
    scope="module", params=[Tiers(), Tiers(30), Tiers(30, 60)], ids=["flat", "scalar", "bits"]
)
def collection(request: pytest.FixtureRequest) -> Iterator[LocalCollection]:
    """All of them, in each tier, after some have been rewritten."""
    tiers: Tiers = request.param
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalCollection.open(Path(folder), FakeEncoder(), tiers=tiers) as opened,
    ):
        documents = corpus()
        opened.add(
            replace(document, kind="snippet", published="1888", evidence=None, status=None)
            for document in documents
        )
        opened.add(documents)
        yield opened


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Up to three of them."""
    return st.lists(st.sampled_from(values), max_size=3).map(tuple)


years = st.none() | st.sampled_from((1998, 1999, 2005, 2006, 2020, 2021, 2022, -40_000, 40_000))
names = [f"key:{n}" for n in range(0, COUNT, 2)] + [f"pmid:{n}" for n in range(0, COUNT, 3)]
filters_of_all_kinds = st.builds(
    Filters,
    year_from=years,
    year_to=years,
    journal=some(("hair", "HAUT", "cell", "Cell/skin", "haut/Hair", "none")),
    kind=some((*KINDS, "other")),
    language=some(("en", "de", "zh", "fr")),
    study_type=some(("cohort", "case_report", "animal", "other")),
    species=some(("human", "mouse", "guinea pig", "rat")),
    exclude_retracted=st.booleans(),
    doc_ids=st.none()
    | st.lists(st.sampled_from([*names, "pmid:shared", "nowhere"]), max_size=9).map(tuple),
    without=st.lists(st.sampled_from([*names, "pmid:shared", "nowhere"]), max_size=9).map(tuple),
)


def passes(document: Document, filters: Filters) -> bool:
    """What filters mean, said plainly."""
    year, journal = document.year, document.journal
    evidence = document.evidence or Evidence()
    first = min(found.id for found in corpus() if "pmid:shared" in found.aliases)
    known = {document.id, *(name for name in document.aliases if name != "pmid:shared")}
    known |= {"pmid:shared"} if document.id == first else set()
    return (
        (filters.year_from is None or (year is not None and year >= filters.year_from))
        and (filters.year_to is None or (year is not None and year <= filters.year_to))
        and (not filters.kind or document.kind in filters.kind)
        and (not filters.language or document.language in filters.language)
        and (not filters.study_type or evidence.study_type in filters.study_type)
        and (not filters.species or bool(set(evidence.species) & set(filters.species)))
        and not (filters.exclude_retracted and document.is_retracted)
        and (filters.doc_ids is None or bool(known & set(filters.doc_ids)))
        and not known & set(filters.without)
        and (
            not filters.journal
            or any(
                journal_names(name)[0] in journal_names(journal or "") for name in filters.journal
            )
        )
    )


@settings(deadline=None, max_examples=60)
@given(filters=filters_of_all_kinds, words=st.sets(st.integers(0, 11), min_size=1, max_size=4))
def test_both_searches_find_the_best_of_exactly_what_passes(
    collection: LocalCollection, filters: Filters, words: set[int]
) -> None:
    """The same set by words and by vector as by hand, and the same ten best of it."""
    encoder = FakeEncoder()
    passing = [document for document in corpus() if passes(document, filters)]
    by_words = collection.search_words("shared", 1_000, filters)
    assert sorted(match.passage_id for match in by_words) == sorted(
        f"{one.id}#0" for one in passing
    )
    asked = " ".join(f"w{word}" for word in sorted(words))
    everywhere = collection.search_words(asked, 1_000, Filters(exclude_retracted=False))
    ids = {f"{one.id}#0" for one in passing}
    best_worded = [match for match in everywhere if match.passage_id in ids][:10]
    assert collection.search_words(asked, 10, filters) == best_worded
    query = encoder.encode_queries([asked])
    by_vector = collection.search_vector(query, 1_000, filters)
    exact = {
        f"{one.id}#0": float(encoder.encode_queries([one.text])[0] @ query[0]) for one in passing
    }
    best = sorted(exact, key=lambda passage_id: (-round(exact[passage_id], 6), passage_id))
    assert sorted(match.passage_id for match in by_vector) == sorted(best)
    for match in by_vector:
        assert match.score == pytest.approx(exact[match.passage_id], abs=1e-6)
    nearest = [match.passage_id for match in collection.search_vector(query, 10, filters)]
    assert len(set(nearest) & set(best[:10])) >= len(best[:10]) - 1
    if "Flat" in collection.name or len(passing) < COUNT:
        assert nearest == best[:10]


class RandomEncoder(FakeEncoder):
    """An encoder whose vectors have nothing to do with each other."""

    def _sum(self, text: str) -> Vectors:
        return direction(text, self.dim)


PASSAGES = 20_000
RARE = replace(
    abstract("key:rare", " ".join(f"Common rare{n} w{n % 7} here." for n in range(20))),
    kind="summary",
    journal="Rare",
    published="1950",
    language="la",
    aliases=("pmid:1",),
    evidence=Evidence(study_type="case_report", species=("ferret", "human")),
)
THOUSANDTHS = (
    Filters(kind=("summary",)),
    Filters(journal=("rare",)),
    Filters(year_to=1950),
    Filters(language=("la", "de")),
    Filters(doc_ids=("pmid:1",)),
    Filters(study_type=("case_report", "animal")),
    Filters(species=("ferret",)),
    Filters(year_from=1950, year_to=2021, exclude_retracted=True),
)


@pytest.fixture(
    scope="module",
    params=[Tiers(), Tiers(1_000), Tiers(1_000, 2_000)],
    ids=["flat", "scalar", "bits"],
)
def many(request: pytest.FixtureRequest) -> Iterator[LocalCollection]:
    """Twenty thousand passages in each tier, of which twenty are rare and all others retracted."""
    tiers: Tiers = request.param
    other = replace(
        abstract("", ""),
        journal="Common",
        published="2020",
        language="en",
        evidence=Evidence(study_type="cohort", species=("human",)),
        status=Status("retracted", None, "a table"),
    )
    size = 999
    documents = [
        replace(
            other,
            id=f"key:{n}",
            text=" ".join(f"Common w{m % 7} v{n}x{m} here." for m in range(size)),
        )
        for n in range((PASSAGES - 20) // size)
    ]
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalCollection.open(Path(folder), RandomEncoder(window=7), tiers=tiers) as opened,
    ):
        opened.add([*documents, RARE])
        assert opened.size().passages == PASSAGES
        yield opened


@pytest.mark.parametrize("filters", THOUSANDTHS, ids=str)
def test_where_a_thousandth_passes_the_ten_best_are_the_true_ones(
    many: LocalCollection, filters: Filters
) -> None:
    """By vector in each tier, to the order and the score, and by words."""
    encoder = RandomEncoder(window=7)
    if not filters.exclude_retracted or filters.year_from is None:
        filters = replace(filters, exclude_retracted=False)
    texts = [f"{text}." for text in RARE.text.removesuffix(".").split(". ")]
    vectors = encoder.encode_queries(texts)
    for n in range(20):
        query = encoder.encode_queries([f"question {n}"])
        scores = (vectors.astype(np.float64) @ query[0].astype(np.float64)).tolist()
        best = sorted(zip(scores, range(20), strict=True), reverse=True)[:10]
        found = many.search_vector(query, 10, filters)
        assert [match.passage_id for match in found] == [f"key:rare#{m}" for _, m in best]
        assert [match.score for match in found] == pytest.approx([score for score, _ in best])
    unfiltered = Filters(exclude_retracted=False)
    for words in ("w1 here", "rare3 w2 common", "w6"):
        everywhere = many.search_words(words, PASSAGES, unfiltered)
        rare = [match for match in everywhere if match.passage_id.startswith("key:rare")]
        assert many.search_words(words, 10, filters) == rare[:10]


def test_names_of_journals() -> None:
    """The whole first, then its parts; case and spaces do not count."""
    assert journal_names("Cell  Biology / HAUT") == ("cell biology/haut", "cell biology", "haut")
    assert journal_names("Straße") == ("strasse",)
    assert journal_names("/") == ("/",)
