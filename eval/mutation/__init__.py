"""Mutants: sentences of a corpus with one thing in each told wrongly, made at run time.

Which sentences, and what becomes of them, follows from their documents' ids and a fixed seed, so
that no text need be kept. The mutator shares no list of words, pattern or code with the guard.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from eval.guard_case import Case
from eval.mutation import beings, entities, faithful, numbers, wording
from eval.mutation.source import Draw, Source, sources_of
from service.error import InputError

SEED = 20_260_204
EACH = 50
"""How many there are of each kind, where the corpora have so many."""

Change = Callable[[Source, Draw], str | None]
"""Another sentence made of one, or None where that cannot be done."""

MUTATIONS: Mapping[str, Change] = {
    "number": numbers.number,
    "digits transposed": numbers.transposed,
    "numbers exchanged": numbers.exchanged,
    "unit": numbers.unit,
    "dose or route": numbers.dose,
    "time": numbers.time,
    "statistic": numbers.statistic,
    "direction": wording.direction,
    "difference": wording.difference,
    "negation": wording.negation,
    "hedge": wording.hedge,
    "cause": wording.cause,
    "species": beings.species,
    "population": beings.population,
    "drug or gene": entities.name,
    "neighbour's name": entities.neighbour,
    "comparator": entities.comparator,
    "addition": entities.addition,
}
VARIANTS: Mapping[str, Change] = {
    "shorter": faithful.shorter,
    "spelled out": faithful.spelled_out,
    "rewritten": faithful.rewritten,
}
VERBATIM = "verbatim"


def mutant_cases(folders: Iterable[Path]) -> list[Case]:
    """Mutants of the sentences of data sets, those sentences themselves, and faithful variants.

    Each has the sentences around it in its abstract for evidence. Raises `InputError` where the
    corpora give no mutant.
    """
    sources = sources_of(folder / "corpus.jsonl" for folder in folders)
    mutated = _changed(sources, MUTATIONS)
    if not mutated:
        raise InputError("No sentence of the corpora can be mutated: name larger ones.")
    originals = {source.key: source for _, source, _ in mutated}.values()
    return [
        *(Case(text, source.evidence, False, kind) for kind, source, text in mutated),
        *(Case(source.sentence, source.evidence, True, VERBATIM) for source in originals),
        *(
            Case(text, source.evidence, True, kind)
            for kind, source, text in _changed(sources, VARIANTS)
        ),
    ]


def _changed(
    sources: Sequence[Source], changes: Mapping[str, Change]
) -> list[tuple[str, Source, str]]:
    """So many sentences changed in each way, in an order by chance, one of an abstract."""
    found = []
    for kind, change in changes.items():
        groups: set[str] = set()
        for source in sorted(sources, key=lambda one: _digest(kind, one.key)):
            if len(groups) == EACH:
                break
            if source.group in groups:
                continue
            draw = np.random.default_rng(int.from_bytes(_digest(kind, source.key)[:8]))
            text = change(source, draw)
            if text and text != source.sentence and text not in source.abstract:
                groups.add(source.group)
                found.append((kind, source, text))
    return found


def _digest(kind: str, key: str) -> bytes:
    return hashlib.sha256(f"{SEED}/{kind}/{key}".encode()).digest()
