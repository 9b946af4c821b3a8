"""Trends: whether a sentence and its evidence tell of one direction for one thing."""

from collections.abc import Iterator

from service.guard.direction import Direction, directions_of, reversed_theme
from service.guard.grounds import Grounds
from service.guard.support import Support
from service.guard.wording import Wording, overlap

_CLOSE = 0.22
_CLOSER = 0.12
_SAME_WORD = 0.15
_WITHOUT_SIDES = 0.7
_EITHER = frozenset("-+")
_NOT_MORE = frozenset("-0")
_FLIPPED = {"-": "+", "0": "0", "+": "-"}


def trend_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """Directions of the sentence that the evidence has the other way round."""
    theirs = [
        (wording, direction) for wording in grounds.wordings for direction in directions_of(wording)
    ]
    for ours in directions_of(sentence):
        agreeing, opposing = 0.0, 0.0
        opponent: tuple[Wording, Direction] | None = None
        for wording, other in theirs:
            if other.axis != ours.axis or (ours.signs == _NOT_MORE and " only " in wording.lower):
                continue
            close = overlap(ours.around, other.around)
            signs = _as_seen(sentence, ours, other)
            if ours.first and ours.second and not (other.first or other.second):
                close *= _WITHOUT_SIDES
            if signs & ours.signs:
                agreeing = max(agreeing, close + _likeness(sentence, ours, wording, other))
            elif close > opposing:
                opposing, opponent = close, (wording, other)
        if opponent and opposing >= _CLOSE and opposing > agreeing + _CLOSER:
            yield _opposed(sentence, ours, *opponent)


def _likeness(sentence: Wording, ours: Direction, wording: Wording, other: Direction) -> float:
    """More for the very same word; less where ours is a difference and theirs goes one way."""
    if ours.signs == _EITHER and other.signs != _EITHER and not other.second:
        return -_CLOSER * 2
    same = sentence.words[ours.place].stem == wording.words[other.place].stem
    return _SAME_WORD if same and ours.signs == other.signs else 0.0


def _as_seen(sentence: Wording, ours: Direction, theirs: Direction) -> frozenset[str]:
    """The signs of theirs, as seen from the side from which ours is told."""
    flip = reversed_theme(ours, theirs)
    if theirs.first or theirs.second:
        if ours.first or ours.second:
            crossed = bool(ours.first & theirs.second) and bool(ours.second & theirs.first)
            straight = len(ours.second & theirs.second) > len(ours.second & theirs.first)
            flip ^= crossed and not straight
        else:
            flip ^= bool(sentence.concepts & theirs.second) and not sentence.concepts & theirs.first
    return frozenset(_FLIPPED[sign] for sign in theirs.signs) if flip else theirs.signs


def _opposed(sentence: Wording, ours: Direction, wording: Wording, theirs: Direction) -> Support:
    said, written = sentence.words[ours.place].text, wording.words[theirs.place].text
    if said.lower() == written.lower():
        if ours.signs == theirs.signs:
            return Support("contradicted", f"has the two sides of {said!r} the other way round")
        return Support("contradicted", f"and the evidence differ in whether {said!r} is denied")
    return Support("contradicted", f"says {said!r}, the evidence {written!r}")
