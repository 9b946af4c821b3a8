"""Merit: what speaks for a sentence beside its nearness to the question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embeddings.terms import terms_of
from seeds.abbreviation import Abbreviation, expand
from seeds.species import HUMAN, named_species
from service.definition import asked_term, defines
from service.kind import COMPARES, kind_of
from service.reference import needs_another
from service.role import Part, asks_method, holds_number
from service.sides import Sides, sides_of

_LIST = re.compile(
    r"(?:[^,;:]{3,60}[,;] ){2,}(?:and|or)?\b|\b(?:includ(?:e|es|ing)|such as|namely)\b"
)
_PARTS: Mapping[Part, float] = {"finding": 0.0, "method": -1.0, "background": -1.0}
_UNFIT = -2.0
_LOST = -1.0
_BOTH_SIDES = 0.5
_COMPARES = 0.5
_LISTS = 0.3
"""Log-odds set by hand: for the part it plays, for having no number or telling no method where the
question asks for one, for opening with words that need a sentence that is not in the passage, for
speaking of both sides of a comparison, for stating one, and for naming several things where a list
is asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants of a sentence, read as one document spells it out.

    `terms` are names of the thing that it wants defined, if it does; `species` those that it asks
    about, where the document did not study any of them.
    """

    question: str
    method: bool
    terms: tuple[str, ...]
    sides: Sides | None
    several: bool
    species: frozenset[str]
    definitions: Sequence[Abbreviation]


def wanted_of(
    question: str, definitions: Sequence[Abbreviation], studied: Sequence[str] = ()
) -> Wanted:
    """What a question wants of a document of those abbreviations, in which these were studied."""
    forms = dict.fromkeys((question, expand(question, definitions)))
    terms = dict.fromkeys(term for form in forms if (term := asked_term(form)))
    return Wanted(
        question=question,
        method=asks_method(question),
        terms=tuple(terms),
        sides=sides_of(question),
        several=kind_of(question) == "list",
        species=_unstudied(named_species(question), studied),
        definitions=definitions,
    )


def _unstudied(asked: frozenset[str], studied: Sequence[str]) -> frozenset[str]:
    """The species asked about where none of them was studied; who was not told may be people."""
    others = {"animal"} if set(studied) - {HUMAN} else set()
    known = {*studied, *others} or {HUMAN}
    return frozenset() if asked & known else asked


def says_what_it_is(wanted: Wanted, quote: str) -> bool:
    """Whether a sentence defines what a question wants defined."""
    return any(
        defines(form, term)
        for term in wanted.terms
        for form in dict.fromkeys((quote, expand(quote, wanted.definitions)))
    )


def merit_of(wanted: Wanted, quote: str, part: Part, *, alone: bool) -> float:
    """The log-odds that speak for a sentence; `alone` is one without a sentence before it."""
    odds = 0.0 if holds_number(quote, wanted.question) else _UNFIT
    odds += _LOST if alone and needs_another(quote) else 0.0
    odds += _UNFIT if wanted.species and not wanted.species & named_species(quote) else 0.0
    if wanted.method:
        return odds + (0.0 if part == "method" else _UNFIT)
    if says_what_it_is(wanted, quote):
        return odds  # whatever part it plays: what a thing is, is said in passing
    if wanted.sides:
        both = wanted.sides.both_in(frozenset(terms_of(quote)))
        odds += _BOTH_SIDES * both + _COMPARES * bool(COMPARES.search(quote))
    odds += _LISTS * (wanted.several and bool(_LIST.search(quote)))
    return odds + _PARTS[part]
