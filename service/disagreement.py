"""Disagreement: whether sentences of two works say opposite things of what a question asks."""

from collections.abc import Set
from functools import cache
from itertools import takewhile

from service.guard.direction import Direction, reversed_theme
from service.guard.lexicon import lexicon
from service.guard.wording import Wording, overlap, wording_of
from service.kind import kind_of
from service.role import asks_method, asks_number
from service.stance import Stance, axes_asked, stances_of, subject_of
from service.subject import apart, setting

_ASKED = 0.7
"""Both speak of this share of what the question speaks of."""
_CLOSE = 0.3
"""What stands around the two predicates is the same by this share of its weight, each way."""
_CLOSER = 0.08
"""So much nearer are they than any two predicates that agree."""
_NEAR, _NEXT, _NEAREST = 0.3, 0.12, 0.6
"""Weights of what stands around a predicate: near to it, next to that, and as near as can be."""
_FLIPPED = {"-": "+", "0": "0", "+": "-"}
_NO_DIFFERENCE = frozenset("0")
_NO_TREATMENT = "placebo control controls sham baseline vehicle untreated usual"
_OF_TIME = lexicon(
    """
shorten shortened shortens shorter prolong prolonged prolongs longer lengthen lengthened delay
delayed accelerate accelerated hasten hastened faster slower
"""
)
_ATTRIBUTES = lexicon(
    "more less fewer greater higher lower larger smaller longer shorter better worse"
)


def takes_sides(question: str) -> bool:
    """Whether a question asks for something that can be said the other way round."""
    number = asks_number(question) or asks_method(question) or kind_of(question) == "list"
    return not number and bool(axes_asked(question))


def opposed(question: str, one: str, other: str) -> bool:
    """Whether two sentences, abbreviations spelt out, say opposite things that the question asks.

    They must speak of the same subject, compare with the same where they compare, and be nowhere
    nearer to each other than where they are opposed: in doubt they are not.
    """
    if not takes_sides(question):
        return False
    shared = _shared(question, wording_of(one), wording_of(other))
    if not shared or apart(question, wording_of(one), wording_of(other)):
        return False
    axes = axes_asked(question)
    named = kind_of(question) in ("yes_no", "comparison") or _names_both(question, shared)
    agreeing, opposing = 0.0, 0.0
    for ours in stances_of(one):
        for theirs in stances_of(other):
            signs = _as_seen(ours, theirs)
            if signs is None or not _of_what_is_asked(shared, ours.direction, theirs.direction):
                continue
            close = _closeness(ours.direction, theirs.direction)
            if signs & ours.direction.signs:
                agreeing = max(agreeing, close)
            elif _are_comparable(axes, ours, theirs) and not _of_others(ours, theirs, named=named):
                opposing = max(opposing, close)
    return opposing >= _CLOSE and opposing > agreeing + _CLOSER


def _shared(question: str, ours: Wording, theirs: Wording) -> Set[str]:
    """What a question speaks of and both sentences too, if that is nearly all of it."""
    subject = subject_of(question)
    shared = subject & (ours.concepts | ours.stems) & (theirs.concepts | theirs.stems)
    return shared if len(shared) >= _ASKED * len(subject) else frozenset()


def _names_both(question: str, shared: Set[str]) -> bool:
    """Whether a question says of what it wants to hear the effect, and on what."""
    return len(shared) > 1 and subject_of(question) <= shared


def _closeness(one: Direction, other: Direction) -> float:
    return min(overlap(one.around, other.around), overlap(other.around, one.around))


def _of_what_is_asked(shared: Set[str], one: Direction, other: Direction) -> bool:
    """Whether both are said of what the question speaks of, with one thing of it near to both."""
    near = sorted(min(one.around.get(name, 0.0), other.around.get(name, 0.0)) for name in shared)
    told = sum(map(bool, near))
    return near[-1] >= _NEAR and min(near[-2:]) >= _NEXT and told >= _ASKED * len(near) - 1


def _are_comparable(axes: Set[str], ours: Stance, theirs: Stance) -> bool:
    """Whether they tell of one kind of thing; to find no difference is the opposite of any."""
    one, other = ours.direction, theirs.direction
    if _NO_DIFFERENCE not in (one.signs, other.signs):
        timed = [each.word.text.lower() in _OF_TIME for each in (ours, theirs)]
        same = ours.word.stem == theirs.word.stem or {one.axis, other.axis} <= axes
        if one.axis != other.axis or timed[0] != timed[1] or not same:
            return False
    things = _thing(ours), _thing(theirs)
    return not all(things) or bool(things[0] & things[1])


def _thing(stance: Stance) -> set[str]:
    """Of what there is more or less: `operating time` in `a longer operating time than`."""
    if stance.word.text.lower() not in _ATTRIBUTES:
        return set()
    behind = stance.wording.words[stance.direction.place + 1 : stance.direction.place + 3]
    told = takewhile(lambda word: word.content and word.clause == stance.word.clause, behind)
    return {word.concept for word in told}


def _as_seen(ours: Stance, theirs: Stance) -> frozenset[str] | None:
    """The signs of theirs, as seen from where ours stands; None if that cannot be told."""
    one, other = ours.direction, theirs.direction
    flip = reversed_theme(one, other)
    if one.second and other.second:
        crossed = bool(one.first & other.second and one.second & other.first)
        untreated = bool(one.second & _untreated() and other.second & _untreated())
        if not (crossed or untreated or one.second & other.second):
            return None
        flip ^= crossed and not (one.first & other.first and one.second & other.second)
    elif compared := one.second or other.second:
        alone = theirs if one.second else ours
        if not compared & (_untreated() | alone.wording.concepts):
            return None
    return frozenset(_FLIPPED[sign] for sign in other.signs) if flip else other.signs


def _of_others(ours: Stance, theirs: Stance, *, named: bool) -> bool:
    """Whether they speak of things of their own close by, of which the other does not speak.

    A denial of what a question names is the opposite of its being said, however that is put.
    """
    said = all("0" not in each.direction.signs for each in (ours, theirs))
    if named and not said:
        return False
    own = [
        {name for name, weight in mine.direction.around.items() if weight >= _close(named=named)}
        - other.wording.concepts
        - setting()
        for mine, other in ((ours, theirs), (theirs, ours))
    ]
    return any(own) if said else all(own)


def _close(*, named: bool) -> float:
    return _NEAREST if named else _NEAR


@cache
def _untreated() -> frozenset[str]:
    return wording_of(_NO_TREATMENT).concepts
