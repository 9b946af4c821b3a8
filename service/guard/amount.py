"""Amounts: whether the numbers of a sentence are those of the evidence, and of the same thing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.guard.direction import directions_of
from service.guard.edit import is_nearly_verbatim
from service.guard.grounds import Grounds
from service.guard.quantity import Quantity, quantities_of, shares_of
from service.guard.support import Support
from service.guard.wording import Wording, overlap

_ABOUT = 0.08
_CONVERTED = 0.006
_ANOTHERS = 0.15
_ANOTHERS_COUNT = 0.3
_APART = 0.1
_ENOUGH = 0.25
_WHOLE = 1e-6
_BRACKET = re.compile(r"\([^()]*\)")
_AGAINST = re.compile(r"\b(?:vs|versus|and|compared|against)\b", re.IGNORECASE)
_OF = re.compile(
    r"(?:[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred))"
    r"(?: patients| people)? (?:out )?of (?:the )?$|[0-9] ?/ ?$",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    quantity: Quantity
    around: Mapping[str, float]


def amount_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """What the sentence's numbers say that those of the evidence do not."""
    ours = _told(sentence)
    theirs = [told for wording in grounds.wordings for told in _told(wording)]
    worked_out = [told for wording in grounds.wordings for told in _shares(wording)]
    verbatim = is_nearly_verbatim(sentence, grounds) and _in_order(ours, grounds)
    for told in ours:
        same = [other for other in (*theirs, *worked_out) if agrees(told.quantity, other.quantity)]
        if not same and not _is_share_of(told, sentence, theirs):
            yield _missing(told, [*theirs, *worked_out])
        elif (
            same
            and not (verbatim or _is_whole(sentence, told))
            and (other := _another(told, same, [*theirs, *worked_out]))
        ):
            yield Support(
                "contradicted",
                f"says {_name(told)} of what the evidence gives as {_name(other)}",
            )


def agrees(ours: Quantity, theirs: Quantity) -> bool:
    """Whether two quantities are one; nearly so only where ours is said to be rough."""
    if ours.kind != theirs.kind and not (ours.kind == "" or theirs.kind == ""):
        return _as_fold(ours, theirs)
    if ours.kind != theirs.kind:
        # A number whose unit was said before (`by 1.2 points, and by 0.5`) keeps its digits.
        bare = ours.kind == "" and ours.number is not None and ours.number == theirs.number
        return bare or (theirs.kind == "" and ours.value == theirs.value and ours.kind == "p")
    value, other = ours.value, theirs.value
    slack = max(ours.slack, theirs.slack)
    if abs(value - other) <= max(slack, _WHOLE * abs(other)):
        return True
    if ours.kind == "time" and abs(value - other) <= _CONVERTED * abs(other):
        return True
    if ours.bound == "about":
        return abs(value - other) <= _ABOUT * abs(other)
    if ours.bound == "over":
        return value <= other <= 1.3 * value
    if ours.bound == "under":
        return other <= value and (ours.kind == "p" or other >= 0.7 * value)
    return theirs.bound == "about" and theirs.slack > 0 and abs(value - other) <= 0.5


def _as_fold(ours: Quantity, theirs: Quantity) -> bool:
    """Half is 50 %, and twice is 200 %."""
    kinds = {ours.kind, theirs.kind}
    return (
        kinds == {"fold", "%"}
        and abs(
            (ours.value if ours.kind == "fold" else ours.value / 100)
            - (theirs.value if theirs.kind == "fold" else theirs.value / 100)
        )
        < _WHOLE
    )


def _in_order(ours: list[_Told], grounds: Grounds) -> bool:
    """Whether one evidence sentence has all these numbers, in the same order."""
    for wording in grounds.wordings:
        rest = iter(quantities_of(wording.text))
        if all(any(agrees(told.quantity, other) for other in rest) for told in ours):
            return True
    return False


def _told(wording: Wording) -> list[_Told]:
    quantities = quantities_of(wording.text)
    paired = (
        _paired(wording, quantities)
        if _RESPECTIVELY.search(wording.text)
        else _bracketed(wording, quantities)
    )
    return [
        _Told(one, paired.get(one.start) or around_of(wording, one, quantities))
        for one in quantities
    ]


def _shares(wording: Wording) -> list[_Told]:
    shares = shares_of(wording.text)
    return [_Told(one, around_of(wording, one, shares)) for one in shares]


def around_of(
    wording: Wording, quantity: Quantity, quantities: tuple[Quantity, ...]
) -> Mapping[str, float]:
    """What a quantity is of: the concepts around it, each with a weight."""
    first = next(one for one in quantities if one.kind == quantity.kind)
    # What stands in brackets belongs to what stands before them.
    opening = wording.text.rfind("(", 0, quantity.start)
    closing = wording.text.find(")", quantity.end)
    inside = opening > wording.text.rfind(")", 0, quantity.start) and closing > 0
    last = wording.place_at(closing) if inside else None
    return wording.around(wording.place_at(quantity.start), wording.place_at(first.start), last)


def _paired(wording: Wording, quantities: tuple[Quantity, ...]) -> dict[int, Mapping[str, float]]:
    """For `A and B were 1 and 2, respectively`, what each number is of."""
    row = [one for one in quantities if one.kind != "p"]
    words = wording.words
    for at, word in enumerate(words[1:-1], start=1):
        if word.text.lower() != "and" or words[at - 1].text[0].isdigit():
            continue
        names = [words[at - 1], words[at + 1]]
        back = at - 2
        while back >= 0 and len(names) < len(row) and words[back].clause != words[back + 1].clause:
            names.insert(0, words[back])
            back -= 1
        if len(names) == len(row) and all(name.content for name in names):
            return {one.start: {name.concept: 1.0} for one, name in zip(row, names, strict=True)}
    return {one.start: {"": 1.0} for one in quantities}


def _bracketed(
    wording: Wording, quantities: tuple[Quantity, ...]
) -> dict[int, Mapping[str, float]]:
    """For `more with A than with B (1 versus 2)`, what each number is of."""
    found: dict[int, Mapping[str, float]] = {}
    for bracket in _BRACKET.finditer(wording.text):
        pair = [one for one in quantities if bracket.start() < one.start < bracket.end()]
        if len(pair) != 2 or not _AGAINST.search(wording.text, pair[0].end, pair[1].start):
            continue
        sides = [each for each in directions_of(wording) if each.first and each.second]
        for one, concepts in zip(
            pair, (sides[0].first, sides[0].second) if sides else ({""}, {""}), strict=True
        ):
            found[one.start] = dict.fromkeys(concepts, 1.0)
    return found


def _is_whole(sentence: Wording, told: _Told) -> bool:
    """Whether ours is what others are a share of: `36 of 120`."""
    return _OF.search(sentence.text, 0, told.quantity.start) is not None


def _missing(told: _Told, theirs: list[_Told]) -> Support:
    alike = [other for other in theirs if other.quantity.kind == told.quantity.kind]
    if not alike:
        return Support("unsupported", f"says {_name(told)}, which the evidence does not")
    nearest = max(alike, key=lambda other: overlap(told.around, other.around))
    return Support("contradicted", f"says {_name(told)}, the evidence {_name(nearest)}")


def _another(told: _Told, same: list[_Told], theirs: list[_Told]) -> _Told | None:
    """A number of the evidence that stands where ours does, while ours stands elsewhere there."""
    if told.quantity.kind == "p" or len(same) == 0:
        return None
    values = {round(other.quantity.value, 6) for other in same}
    others = [
        other
        for other in theirs
        if other.quantity.kind == told.quantity.kind
        and round(other.quantity.value, 6) not in values
        and other.quantity.bound != "about"
    ]
    if not others:
        return None
    own = max(same, key=lambda other: overlap(told.around, other.around))
    rival = max(others, key=lambda other: nearer(told.around, other.around, own.around))
    ahead = nearer(told.around, rival.around, own.around)
    return rival if ahead > (_ANOTHERS if told.quantity.kind else _ANOTHERS_COUNT) else None


def nearer(
    ours: Mapping[str, float], one: Mapping[str, float], other: Mapping[str, float]
) -> float:
    """How much nearer (-1 to 1) ours is to one than to another, by what tells these apart."""
    apart = {
        concept: one.get(concept, 0.0) - other.get(concept, 0.0)
        for concept in ours
        if abs(one.get(concept, 0.0) - other.get(concept, 0.0)) > _APART
    }
    total = sum(ours[concept] for concept in apart)
    if total < _ENOUGH:
        return 0.0
    return sum(ours[concept] * difference for concept, difference in apart.items()) / total


def _is_share_of(told: _Told, sentence: Wording, theirs: list[_Told]) -> bool:
    """Whether ours is part of an `x of y` that the evidence gives as a percentage of y."""
    for share in shares_of(sentence.text):
        if share.start <= told.quantity.start < share.end:
            return any(agrees(share, other.quantity) for other in theirs)
    return False


def _name(told: _Told) -> str:
    return told.quantity.written.replace(" pct", " %").strip()
