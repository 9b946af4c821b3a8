"""Selection: the sentences of the evidence that make a local answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.answer import Length
from service.candidate import Candidate, candidates_of
from service.confidence import Judged
from service.kind import Kind, kind_of
from service.phrase import WEIGHTS, Phrase, Weights, expected_overlap, likelihoods
from service.reference import refers_back
from service.retrieval import Retrieval
from service.role import asks_method
from service.sameness import says_the_same

MOST_BACKGROUND = 1
MOST_ALSO = 2
"""Further documents that are cited for a sentence, where they say the same."""

_LENGTHS: Mapping[Kind, float] = {"yes_no": 14.0, "fact": 28.0, "list": 35.0, "summary": 56.0}
"""Phrases that an answer to a question of the kind has. Those of ideal answers in bioasq-dev have
21, 28, 29 and 39 in the mean; parting the kinds twice as far was better there."""
_STEPS = 1.4
"""A procedure is told at so many times the length."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may be, and how many ideal ones' length it is chosen to match."""

    sentences: int
    words: int
    lengths: float


LIMITS: Mapping[Length, Limits] = {"short": Limits(3, 120, 0.6), "long": Limits(8, 300, 3.5)}

Choose = Callable[[Retrieval, Sequence[Judged], Length], Sequence[Candidate]]
"""Chooses the sentences of an answer from evidence, of which there is some."""

_Unit = tuple[int, ...]
"""Sentences of the pool that come together, the last of which is meant."""


@dataclass(frozen=True, slots=True)
class _Pool:
    """The sentences to choose from, what they say, and how likely an answer is to say it."""

    candidates: Sequence[Candidate]
    phrases: Sequence[tuple[Phrase, ...]]
    likely: Mapping[Phrase, float]

    def value(self, chosen: Sequence[int], length: float) -> float:
        """What so much of the pool is worth as an answer."""
        return expected_overlap([self.phrases[at] for at in chosen], self.likely, length)


def selected(
    retrieval: Retrieval,
    evidence: Sequence[Judged],
    length: Length = "short",
    weights: Weights = WEIGHTS,
) -> list[Candidate]:
    """The sentences of an answer in reading order: the best first, then what adds to it.

    Chosen greedily for the phrases that they are expected to share with an ideal answer of the
    length that the question's kind has. After the lead come findings and methods, then background,
    each document's sentences together. What several documents say is given once, with all of them.
    """
    pool = _pool(retrieval, evidence, weights)
    units = _chosen(pool, retrieval.question, LIMITS[length])
    told = [pool.candidates[at] for unit in _in_reading_order(pool, units) for at in unit]
    return list(_with_others(told, pool.candidates))


def _pool(retrieval: Retrieval, evidence: Sequence[Judged], weights: Weights) -> _Pool:
    found = list(candidates_of(retrieval, evidence))
    likely = likelihoods([told for _, told in found], weights)
    scored = [
        replace(candidate, score=_mean([likely[phrase] for phrase in told.phrases]))
        for candidate, told in found
    ]
    return _Pool(scored, [told.phrases for _, told in found], likely)


def _chosen(pool: _Pool, question: str, limits: Limits) -> list[_Unit]:
    length = _LENGTHS[kind_of(question)] * limits.lengths
    procedural = asks_method(question)
    length *= _STEPS if procedural else 1.0
    units: list[_Unit] = []
    chosen: list[int] = []
    reached = 0.0
    while options := list(_options(pool, chosen, limits)):
        if procedural and chosen and pool.candidates[chosen[0]].part == "method":
            # A procedure is told by the steps that follow, not by what came of it.
            options = [unit for unit in options if pool.candidates[unit[-1]].part == "method"]
        values = [pool.value([*chosen, *unit], length) for unit in options]
        best = max(values, default=0.0)
        if chosen and best <= reached:
            break
        reached = best
        units.append(options[values.index(best)])
        chosen += units[-1]
    return units


def _options(pool: _Pool, chosen: Sequence[int], limits: Limits) -> Iterator[_Unit]:
    """What may be added to what is chosen, the most relevant first; something where nothing is."""
    every = pool.candidates
    order = sorted(
        range(len(every)),
        key=lambda at: (-every[at].relevance, every[at].hit.rank, every[at].start),
    )
    first: _Unit | None = None
    fitting = False
    for at in order:
        if at in chosen:
            continue
        unit = tuple(i for i in _with_referent(pool, at) if i not in chosen)
        first = first or (at,)
        if _fits([every[i] for i in (*chosen, *unit)], limits) and not any(
            _repeats(every[at], every[other]) for other in chosen
        ):
            fitting = True
            yield unit
    if first and not fitting and not chosen:
        yield first


def _with_referent(pool: _Pool, at: int) -> _Unit:
    """A sentence, after the one before it where it opens with a word that refers to that."""
    one = pool.candidates[at]
    if at and refers_back(one.quote) and pool.candidates[at - 1].hit.passage == one.hit.passage:
        return at - 1, at
    return (at,)


def _fits(sentences: Sequence[Candidate], limits: Limits) -> bool:
    return (
        len(sentences) <= limits.sentences
        and sum(len(one.quote.split()) for one in sentences) <= limits.words
        and sum(one.part == "background" for one in sentences[1:]) <= MOST_BACKGROUND
    )


def _in_reading_order(pool: _Pool, units: Sequence[_Unit]) -> list[_Unit]:
    meant = {unit: pool.candidates[unit[-1]] for unit in units}
    documents = list(dict.fromkeys(one.hit.document.id for one in meant.values()))
    lead = meant[units[0]]

    def order(unit: _Unit) -> tuple[bool, int, bool, int]:
        one = meant[unit]
        before = one.hit.document.id == lead.hit.document.id and one.start < lead.start
        return (
            one.part == "background",
            documents.index(one.hit.document.id),
            before,
            one.start,
        )

    return [units[0], *sorted(units[1:], key=order)]


def _with_others(told: Sequence[Candidate], pool: Sequence[Candidate]) -> Iterator[Candidate]:
    """Each sentence with those of documents not cited yet that say the same, nearest rank first."""
    cited = {one.hit.document.id for one in told}
    for one in told:
        also: list[Candidate] = []
        for other in pool:
            if (
                len(also) < MOST_ALSO
                and other.hit.document.id not in cited
                and _repeats(other, one)
            ):
                also.append(other)
                cited.add(other.hit.document.id)
        yield replace(one, also=tuple(also))


def _repeats(one: Candidate, other: Candidate) -> bool:
    return says_the_same(one.quote, other.quote, float(one.vector @ other.vector))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
