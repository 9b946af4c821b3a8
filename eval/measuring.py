"""Measuring: systems opened over a data set, asked its queries, and scored."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from embeddings.collection import Collection
from embeddings.encoder import Encoder
from eval.dataset import Dataset
from eval.digest import code_digest, commit
from eval.index import indexed
from eval.lines import sha256_of, sha256_of_all
from eval.measures import scores_of
from eval.outcome import Outcome
from eval.retrieval import Unit, faults, judged_passages, retrieved
from eval.system import SYSTEMS, Described, Local, Served, System
from service.error import InputError

SERVED = "served"
"""The name of the system behind an address."""
_PATIENCE = 60.0
_OFTEN = 100

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured: systems by name, or the one behind an address, and how deep."""

    systems: Sequence[str]
    url: str | None
    unit: Unit
    depth: int
    measures: Sequence[str]
    cache: Path


@dataclass(frozen=True, slots=True)
class Opened:
    """Systems by name, what they search, and that itself where it is at hand."""

    systems: Mapping[str, System]
    described: Described
    collection: Collection | None = None


def outcomes_of(dataset: Dataset, plan: Plan, encoder: Encoder, tell: Tell) -> list[Outcome]:
    """What each system finds for the queries of a data set. Raises `InputError`."""
    queries = dataset.queries()
    if not queries:
        raise InputError(f"No query of {dataset.queries_file} has judgements: nothing is measured.")
    outcomes = []
    with _opened(dataset, plan, encoder, tell) as opened:
        found = faults(dataset, opened.collection)
        judgements = dataset.judgements()
        if plan.unit == "passage" and opened.collection:
            judgements = judged_passages(dataset, opened.collection)
        asked = {query.id: judgements[query.id] for query in queries}
        digests = _digests(dataset, opened.described)
        for name, system in opened.systems.items():
            heard = _counting(f"{dataset.name}, {name}", len(queries), tell)
            ran = retrieved(system, dataset, queries, plan.depth, plan.unit, heard)
            outcomes.append(
                Outcome(
                    dataset=dataset.name,
                    system=name,
                    unit=plan.unit,
                    depth=plan.depth,
                    scores=scores_of(ran.run, asked, plan.measures),
                    judgements=asked,
                    retrieved=ran,
                    described=opened.described,
                    faults=found,
                    digests=digests,
                )
            )
    return outcomes


@contextmanager
def _opened(dataset: Dataset, plan: Plan, encoder: Encoder, tell: Tell) -> Iterator[Opened]:
    if plan.url:
        with _client(plan.url) as client:
            served = Served(client)
            yield Opened({SERVED: served}, served.described())
        return
    with indexed(dataset, encoder, plan.cache, tell) as index:
        collection = index.collection
        size = collection.size()
        described = Described(
            encoder.name, size.documents, size.passages, collection.name, index.bytes
        )
        systems = {name: Local(SYSTEMS[name](collection, encoder)) for name in plan.systems}
        yield Opened(systems, described, collection)


def _client(url: str) -> httpx.Client:
    try:
        return httpx.Client(base_url=url, timeout=_PATIENCE)
    except httpx.InvalidURL as error:
        raise InputError(f"--url is {url!r}, which is no address ({error}).") from error


def _counting(name: str, count: int, tell: Tell) -> Callable[[int], None]:
    def heard(done: int) -> None:
        if done % _OFTEN == 0:
            tell(f"{name}: {done:,} of {count:,} queries")

    return heard


def _digests(dataset: Dataset, described: Described) -> dict[str, str | None]:
    files = dataset.corpus_files() if dataset.corpus or dataset.sources else []
    return {
        "corpus": sha256_of_all(files),
        "queries": sha256_of(dataset.queries_file),
        "qrels": sha256_of(dataset.judgements_file),
        "encoder": described.encoder,
        "index": described.index,
        "code": code_digest(),
        "commit": commit(),
    }
