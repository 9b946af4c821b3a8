"""Stances: what a sentence says of a thing that can be said the other way round."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from embeddings.terms import words_of
from service.guard.direction import (
    Direction,
    direction_of_word,
    directions_of,
    tells_direction,
)
from service.guard.negator import DENYING, is_denied
from service.guard.wording import Word, Wording, wording_of

_BONDS = """
associated association correlated correlation correlates linked link related relationship
predict predicts predicted predictor predictive causes caused
"""
_WORTHS = """
effective efficacy effectiveness efficacious benefit beneficial useful helpful
"""
_QUALITIES = "safe safety feasible necessary sufficient reliable accurate valid"
_ASKS_WORTH = re.compile(r"\b(?:help|work|treat|cure|used?\b|recommend|should)", re.IGNORECASE)
_BOUND = frozenset(["associated", "related", "linked", "correlated"])
_EFFECTS = frozenset(["effect", "effects"])
_LOSSES = frozenset(["loss", "losses"])
# Their stems are those of words of direction; they say of what, or against what.
_NO_STANCE = _LOSSES | {"compared", "comparison", "compare", "comparing", "compares"}
_NO_STANCE |= {"increasingly", "potential", "potentially", "potentials"}
_MEASURES = frozenset(
    ["risk", "risks", "odds", "incidence", "prevalence", "likelihood", "chance", "hazard"]
)
_SHOWN = ("show", "demonstr", "observ", "found", "confirm", "establish", "support", "seen")
_HEDGES = frozenset(["may", "might", "could", "would", "potential", "potentially", "possibly"])
_DOUBT = re.compile(
    r"\b(?:whether|if|hypothesi[sz]\w*|to (?:confirm|determine|establish|evaluate|assess|test"
    r"|investigate|clarify|examine|explore|understand|compare))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NEAR_BEFORE = 3
_NEAR_BEHIND = 4
_FAR_BEHIND = 8


@dataclass(frozen=True, slots=True)
class Stance:
    """A predicate of a sentence and its direction.

    Its axis may also be `bond`, which is there (`-` or `+`) or not (`0`), or a quality's own.
    """

    wording: Wording
    direction: Direction

    @property
    def word(self) -> Word:
        return self.wording.words[self.direction.place]


@lru_cache(maxsize=1_024)
def stances_of(text: str) -> tuple[Stance, ...]:
    """What a sentence says to be more, less, better, bound, …, and neither asks nor supposes."""
    if text.rstrip().endswith("?"):
        return ()
    wording = wording_of(_DOUBT.sub("", text))
    directed = (
        one
        for one in directions_of(wording)
        if _predicate(wording, one.place) is None and not _is_spoken_of(wording, one.place)
    )
    return tuple(
        Stance(wording, one)
        for one in (*directed, *_predicates(wording))
        if not _is_possible(wording, one.place) and not _is_nested(wording, one.place)
    )


def axes_asked(question: str) -> frozenset[str]:
    """The axes on which a question wants to hear a stance; none where it asks for none."""
    wording = wording_of(question)
    found = {_predicate(wording, place) for place in range(len(wording.words))} - {None}
    told = {known[0] for word in wording.words if (known := direction_of_word(word))}
    if told or found & {"bond", "worth"} or _ASKS_WORTH.search(question):
        found |= {"amount", "worth", *told}
    return frozenset(axis for axis in found if axis)


def subject_of(text: str) -> frozenset[str]:
    """What a text speaks of: its words of content that are not light and tell no stance."""
    wording = wording_of(text)
    return frozenset(
        word.stem if tells_direction(word) else word.concept
        for place, word in enumerate(wording.words)
        if word.content
        and (not word.light or word.text.lower() in _LOSSES)
        and (not tells_direction(word) or _is_spoken_of(wording, place))
        and _predicate(wording, place) is None
        and word.text.lower() not in _MEASURES
    )


def _predicates(wording: Wording) -> Iterator[Direction]:
    for place in range(len(wording.words)):
        axis = _predicate(wording, place)
        if axis is None or (axis == "bond" and _is_of_direction(wording, place)):
            continue
        denied = is_denied(wording, place) or _is_denied_behind(wording, place)
        signs = ("0" if denied else "-+") if axis == "bond" else ("-0" if denied else "+")
        around = {
            concept: weight
            for concept, weight in wording.around(place).items()
            if concept not in _concepts()
        }
        yield Direction(place, axis, frozenset(signs), around, frozenset(), frozenset())


def _predicate(wording: Wording, place: int) -> str | None:
    """The axis of a predicate that is no direction: `bond`, `worth`, or a quality's own."""
    lower = wording.words[place].text.lower()
    behind = wording.words[place + 1 : place + 2]
    if lower in _EFFECTS or (lower in _BOUND and behind and behind[0].content):
        return None  # `a senescence-associated phenotype`
    return _known().get(wording.words[place].stem)


def _is_possible(wording: Wording, place: int) -> bool:
    """Whether a stance is held possible, no more: `might improve`."""
    before = wording.words[max(0, place - _NEAR_BEFORE) : place]
    return any(word.text.lower() in _HEDGES for word in before)


def _is_nested(wording: Wording, place: int) -> bool:
    """Whether a stance is that which another is of: `inhibition of STAT3 activation`."""
    before = wording.words[max(0, place - _NEAR_BEHIND) : place]
    return wording.words[place].text.lower().endswith("ion") and any(map(tells_direction, before))


def _is_spoken_of(wording: Wording, place: int) -> bool:
    """Whether a word of direction is what is spoken of: `hair loss`, `the risk of falls`.

    `Drug-induced` is of a kind, and so is `induced pluripotent`.
    """
    word = wording.words[place]
    lower = word.text.lower()
    before = wording.words[place - 1].text.lower() if place else ""
    if lower == "induced" and wording.text[word.end :].startswith(" pluripotent"):
        return True
    joined = wording.text[: word.start].endswith("-") and lower.endswith("ed")
    return joined or lower in _NO_STANCE or (before == "of" and lower.endswith("s"))


def _is_of_direction(wording: Wording, place: int) -> bool:
    """Whether what is bound is more or less of something: `associated with lower mortality`."""
    behind = wording.words[place + 1 : place + _FAR_BEHIND]
    clause = wording.words[place].clause
    return any(tells_direction(word) and word.clause == clause for word in behind)


def _is_denied_behind(wording: Wording, place: int) -> bool:
    """`Efficacy was not shown`."""
    behind = wording.words[place + 1 : place + 1 + _FAR_BEHIND]
    for at, word in enumerate(behind):
        if word.clause == wording.words[place].clause and word.text.lower() in DENYING:
            after = behind[at + 1 : at + 1 + _NEAR_BEHIND]
            return any(other.stem.startswith(_SHOWN) for other in after)
    return False


@cache
def _known() -> dict[str, str]:
    qualities = {word.stem: word.concept for word in wording_of(_QUALITIES).words}
    return {
        **qualities,
        **dict.fromkeys(words_of(_WORTHS), "worth"),
        **dict.fromkeys(words_of(_BONDS), "bond"),
    }


@cache
def _concepts() -> frozenset[str]:
    return wording_of(f"{_BONDS} {_WORTHS} {_QUALITIES}").concepts
