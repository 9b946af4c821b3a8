"""Selection: the sentences of the evidence that make a local answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.answer import Length
from service.candidate import Candidate
from service.confidence import Judged
from service.disagreement import takes_sides
from service.dispute import are_opposed
from service.kind import Kind, kind_of
from service.phrase import WEIGHTS, Weights
from service.pool import Pool, pool_of, repeats
from service.reference import needs_another
from service.retrieval import Retrieval
from service.role import asks_method, asks_number

MOST_BACKGROUND = 1
MOST_ALSO = 2
"""Further documents that are cited for a sentence, where they say the same."""

_LENGTHS: Mapping[Kind, float] = {
    "comparison": 28.0,
    "yes_no": 14.0,
    "fact": 28.0,
    "list": 35.0,
    "summary": 56.0,
}
"""Phrases that an answer to a question of the kind has. Those of ideal answers in bioasq-dev have
21, 28, 29 and 39 in the mean; parting the kinds twice as far was better there. It has too few
comparisons to tell."""
_ON_THE_SUBJECT = 0.5
"""Sentences of opposite findings are at least as relevant as this, and as near to each other."""
_LEAD = 14.0
"""The length of the sentence to open with: that of an answer of yes or no."""
_TO_THE_POINT = 0.4
"""An answer opens with a finding where there is one this much as relevant as the best sentence."""
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


def selected(
    retrieval: Retrieval,
    evidence: Sequence[Judged],
    length: Length = "short",
    weights: Weights = WEIGHTS,
) -> list[Candidate]:
    """The sentences of an answer in reading order: the best first, then what adds to it.

    Chosen greedily for the phrases that they are expected to share with an ideal answer of the
    length that the question's kind has. After the lead come findings and methods, then background,
    each document's sentences together. What several works say is given once, with all of them;
    where another work says the opposite of what is chosen, that is said next to it.
    """
    pool = pool_of(retrieval, evidence, weights)
    units = _in_reading_order(pool, _chosen(pool, retrieval.question, LIMITS[length]))
    units = _with_other_side(pool, units, retrieval.question, LIMITS[length])
    return list(_with_others([pool.candidates[at] for unit in units for at in unit], pool))


def _chosen(pool: Pool, question: str, limits: Limits) -> list[_Unit]:
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
        if not chosen:
            options = _leads(pool, options, question)
        values = [
            pool.value([*chosen, *unit], length if chosen else min(length, _LEAD))
            for unit in options
        ]
        best = max(values, default=0.0)
        if chosen and best <= reached:
            break
        units.append(options[values.index(best)])
        chosen += units[-1]
        reached = pool.value(chosen, length)
    return units


def _leads(pool: Pool, options: list[_Unit], question: str) -> list[_Unit]:
    """What an answer may open with: what says what the thing asked about is, else what was found.

    Not what needs a sentence that is lost; an aim, others' work, or a method that was not asked
    for, only where no finding is nearly as relevant; a number may stand in any of them.
    """
    meant = {unit: pool.candidates[unit[-1]] for unit in options}
    sound = [unit for unit in options if not needs_another(pool.candidates[unit[0]].quote)]
    sound = sound or options
    defining = [unit for unit in sound if meant[unit].defines]
    least = _TO_THE_POINT * max(meant[unit].relevance for unit in sound)
    near = [unit for unit in sound if meant[unit].relevance >= least]
    wanted = ("finding", "method") if asks_method(question) else ("finding",)
    told = [unit for unit in near if asks_number(question) or meant[unit].part in wanted]
    return defining or told or sound


def _options(pool: Pool, chosen: Sequence[int], limits: Limits) -> Iterator[_Unit]:
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
            repeats(every[at], every[other]) for other in chosen
        ):
            fitting = True
            yield unit
    if first and not fitting and not chosen:
        yield first


def _with_referent(pool: Pool, at: int) -> _Unit:
    """A sentence, after the one before it where it opens with words that need that."""
    one = pool.candidates[at]
    before = at - 1
    if at and pool.phrases[before] and pool.candidates[before].hit.passage == one.hit.passage:
        return (before, at) if needs_another(one.quote) else (at,)
    return (at,)


def _fits(sentences: Sequence[Candidate], limits: Limits) -> bool:
    return (
        len(sentences) <= limits.sentences
        and sum(len(one.quote.split()) for one in sentences) <= limits.words
        and sum(one.part == "background" for one in sentences[1:]) <= MOST_BACKGROUND
    )


def _in_reading_order(pool: Pool, units: Sequence[_Unit]) -> list[_Unit]:
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


def _with_other_side(
    pool: Pool, units: Sequence[_Unit], question: str, limits: Limits
) -> list[_Unit]:
    """The units with the other side of the first of them that has one right behind it.

    What comes last makes room for it.
    """
    for place, unit in enumerate(units if takes_sides(question) else ()):
        against = _against(pool, unit[-1], question)
        if against is None:
            continue
        told = {at for each in units for at in each if each[-1] != against}
        other = tuple(at for at in _with_referent(pool, against) if at not in told)
        rest = [each for each in units[place + 1 :] if each[-1] != against]
        for kept in range(len(rest), -1, -1):
            balanced = [*units[: place + 1], other, *rest[:kept]]
            if _fits([pool.candidates[at] for each in balanced for at in each], limits):
                return balanced
    return list(units)


def _against(pool: Pool, at: int, question: str) -> int | None:
    """The most relevant finding of another work that says the opposite of a finding."""
    one = pool.candidates[at]
    findings = [
        place
        for place, other in enumerate(pool.candidates)
        if {one.part, other.part} == {"finding"}
        and pool.works[other.hit.document.id] != pool.works[one.hit.document.id]
        and min(other.relevance, float(other.vector @ one.vector)) >= _ON_THE_SUBJECT
    ]
    for place in sorted(findings, key=lambda place: -pool.candidates[place].relevance):
        other = pool.candidates[place]
        sides = [(each.hit.document, each.quote) for each in (one, other)]
        if are_opposed(question, *sides):
            return place
    return None


def _with_others(told: Sequence[Candidate], pool: Pool) -> Iterator[Candidate]:
    """Each sentence with those of works not cited yet that say the same, nearest rank first."""
    cited = {pool.works[one.hit.document.id] for one in told}
    for one in told:
        also: list[Candidate] = []
        for other in pool.candidates:
            work = pool.works[other.hit.document.id]
            if len(also) < MOST_ALSO and work not in cited and repeats(other, one):
                also.append(other)
                cited.add(work)
        yield replace(one, also=tuple(also))
