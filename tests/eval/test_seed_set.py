"""Tests of the hand-made set over the seed pages, and what search makes of it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from embeddings.filters import EVERYTHING
from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from eval.dataset import Dataset
from eval.retrieval import retrieved
from eval.system import SYSTEMS, Local

ROOT = Path(__file__).parents[2]
SEEDS = Dataset(ROOT / "eval" / "data" / "seeds", sources=ROOT / "seeds" / "raw")
ROWS = [json.loads(line) for line in SEEDS.queries_file.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def collection(
    encoder: SentenceTransformerEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalCollection]:
    """The seed pages."""
    with LocalCollection.open(tmp_path_factory.mktemp("seeds") / "c", encoder) as collection:
        collection.add(SEEDS.documents())
        yield collection


def test_the_set_holds_each_kind_of_question() -> None:
    """Thirty at least: Chinese ones, unanswerable ones, and ones that need a filter."""
    assert len(ROWS) >= 30
    assert sum("\u4e00" <= row["text"][0] <= "\u9fff" for row in ROWS) >= 4
    assert sum(not row["metadata"]["answerable"] for row in ROWS) >= 8
    assert sum(query.filters != EVERYTHING for query in SEEDS.queries()) >= 6


def test_what_can_be_answered_is_judged_and_the_rest_is_not(collection: LocalCollection) -> None:
    """Each judgement names a document of the two pages; the unanswerable have none."""
    answerable = {row["_id"] for row in ROWS if row["metadata"]["answerable"]}
    judgements = SEEDS.judgements()
    assert set(judgements) == answerable
    known = {document.id for document in collection.documents()}
    assert {name for grades in judgements.values() for name in grades} == known


def test_search_finds_what_is_judged(evaluate: Callable[..., Any]) -> None:
    """With the default encoder, by the command that measures it."""
    ran = evaluate("retrieval", SEEDS.folder, "--corpus", SEEDS.sources, "--json")
    assert (ran.code, ran.json["queries"]) == (0, len(SEEDS.queries()))
    assert (ran.json["faults"], ran.json["failed"]) == ([], {})
    assert ran.json["measures"]["nDCG@10"]["value"] > 0.9
    assert ran.json["measures"]["R@10"]["value"] == 1.0
    assert ran.json["digests"]["corpus"].startswith("sha256:")


def test_a_question_with_a_filter_finds_only_what_passes_it(
    collection: LocalCollection, encoder: SentenceTransformerEncoder
) -> None:
    """By every system; the first is what is judged relevant."""
    filtered = [query for query in SEEDS.queries() if query.filters != EVERYTHING]
    for made in SYSTEMS.values():
        system = Local(made(collection, encoder))
        run = retrieved(system, SEEDS, filtered, 100, "document").run
        for query in filtered:
            for name in run[query.id]:
                document = collection.get(name)
                assert document
                year = int((document.published or "0")[:4])
                assert (query.filters.year_from or 0) <= year
                assert year <= (query.filters.year_to or 9999)
                assert document.kind in (query.filters.kind or (document.kind,))
