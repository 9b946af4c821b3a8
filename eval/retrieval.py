"""Retrieval: what a system finds for the queries of a data set."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Literal

import numpy as np

from embeddings.collection import Collection
from eval.dataset import Dataset, Query
from eval.judgements import Judgements
from eval.run import Run, descending
from eval.system import MOST, QueryError, Ranked, System
from service.error import InputError

Unit = Literal["document", "passage"]
_STEP = 8


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The run of a system, milliseconds for each query that it answered, and why not the others."""

    run: Run
    milliseconds: Sequence[float]
    failed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds a query."""

    mean: float
    p50: float
    p95: float


def retrieved(
    system: System,
    dataset: Dataset,
    queries: Sequence[Query],
    depth: int,
    unit: Unit,
    heard: Callable[[int], None] = lambda _: None,
) -> Retrieved:
    """The best `depth` documents or passages for each query, one query at a time.

    A document ranks where its best passage does. Where the best passages are of fewer documents,
    more are asked for, and what those add stands below. The first query is asked once before,
    uncounted, so that no time is that of loading. Raises `InputError` where every query fails.
    """
    run: dict[str, Mapping[str, float]] = {}
    times: list[float] = []
    failed: dict[str, str] = {}
    for at, query in enumerate([*queries[:1], *queries]):
        started = perf_counter()
        try:
            found = system.search(query.text, depth, query.filters)
            took = (perf_counter() - started) * 1000
            ranked = _deeper(system, query, found, depth, unit)
        except QueryError as error:
            if at:
                failed[query.id] = str(error)
                run[query.id] = {}
            continue
        if at:
            times.append(took)
            names = [_name(dataset, one, unit) for one in ranked]
            scores = descending([one.score for one in ranked])
            run[query.id] = dict(zip(names, scores, strict=True))
            heard(at)
    if queries and not times:
        raise InputError(f"Every query failed; the first: {next(iter(failed.values()))}")
    return Retrieved(run, times, failed)


def latency(milliseconds: Sequence[float]) -> Latency:
    """The mean, the median and the 95th percentile."""
    middle, high = np.percentile(milliseconds, (50, 95))
    return Latency(float(np.mean(milliseconds)), float(middle), float(high))


def faults(dataset: Dataset, collection: Collection | None) -> list[str]:
    """What is wrong with a data set, a sentence each; without a collection, of its queries only."""
    judgements = dataset.judgements()
    named = dataset.texts()
    found = []
    if lost := [name for name in judgements if name not in named]:
        found.append(
            f"{dataset.judgements_file} judges {_some(lost, 'query', 'queries')} that"
            f" {dataset.queries_file.name} lacks: not asked, not in the mean."
        )
    if collection:
        ids = list(dict.fromkeys(name for grades in judgements.values() for name in grades))
        there = collection.passages([f"{dataset.document_id(name)}#0" for name in ids])
        known = {passage.doc_id for passage in there}
        if absent := [name for name in ids if dataset.document_id(name) not in known]:
            found.append(
                f"{dataset.judgements_file} judges {_some(absent, 'document', 'documents')} of"
                " which the corpus has no passage: nobody can find them, and they count as not"
                " found."
            )
    return found


def judged_passages(dataset: Dataset, collection: Collection) -> Judgements:
    """Judgements of passages: each has the grade of its document."""
    judgements = dataset.judgements()
    ids = {dataset.document_id(name) for grades in judgements.values() for name in grades}
    places = _passage_ids(collection, sorted(ids))
    return {
        query: {
            dataset.corpus_id(passage): grade
            for name, grade in grades.items()
            for passage in places[dataset.document_id(name)]
        }
        for query, grades in judgements.items()
    }


def _deeper(
    system: System, query: Query, found: Sequence[Ranked], depth: int, unit: Unit
) -> list[Ranked]:
    """The best of each document (or all passages), asking for more until there are enough."""
    count = depth
    best = _first(found, unit, {})
    while len(best) < depth and len(found) >= count and count < MOST:
        count = min(2 * count, MOST)
        found = system.search(query.text, count, query.filters)
        best = _first(found, unit, best)
    return list(best.values())[:depth]


def _first(found: Sequence[Ranked], unit: Unit, known: Mapping[str, Ranked]) -> dict[str, Ranked]:
    first = dict(known)
    for one in found:
        first.setdefault(one.doc_id if unit == "document" else one.passage_id, one)
    return first


def _name(dataset: Dataset, ranked: Ranked, unit: Unit) -> str:
    return dataset.corpus_id(ranked.doc_id if unit == "document" else ranked.passage_id)


def _passage_ids(collection: Collection, ids: Sequence[str]) -> dict[str, list[str]]:
    """The ids of the passages of each document, none where it is not there."""
    found: dict[str, list[str]] = {name: [] for name in ids}
    start, unfinished = 0, list(ids)
    while unfinished:
        asked = [f"{name}#{n}" for name in unfinished for n in range(start, start + _STEP)]
        for passage in collection.passages(asked):
            found[passage.doc_id].append(passage.id)
        start += _STEP
        unfinished = [name for name in unfinished if len(found[name]) == start]
    return found


def _some(names: Sequence[str], one: str, several: str) -> str:
    shown = ", ".join(map(repr, names[:3])) + (", …" if len(names) > 3 else "")
    return f"{len(names):,} {one if len(names) == 1 else several} ({shown})"
