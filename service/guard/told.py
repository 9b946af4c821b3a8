"""Told: the quantities of a text, each with what it is of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.guard.direction import directions_of
from service.guard.quantity import Quantity, quantities_of, shares_of
from service.guard.wording import Wording

_APART = 0.1
_ENOUGH = 0.25
_FAR_SIDE = 0.5
_NAME = 3
_BRACKET = re.compile(r"\([^()]*\)")
_AGAINST = re.compile(r"\b(?:vs|versus|and|compared|against)\b", re.IGNORECASE)
_ONWARD = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:of|in|on|for|among|with|without|who"
    r"|(?!(?:compared|versus|lower|higher|more|less|were|was|when|after|while|whereas|respectively)\b)"
    r"[a-z]{5,})\b",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:[.,;]|$|and\b|but\b|while\b|whereas\b)", re.IGNORECASE
)
_IN_A_ROW = re.compile(r"[\s,;]*(?:and|vs\.?|versus|or|to)?\s*(?:\([^()]*\)\s*)?", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:[0-9]|\b(?:half|thirds?|quarters?|most|majority|few|many|all|none|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve))\s?$",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A quantity, and what stands around it: concepts with weights."""

    quantity: Quantity
    around: Mapping[str, float]


def told_in(wording: Wording) -> list[Told]:
    """The quantities of a text."""
    quantities = quantities_of(wording.text)
    paired = (
        _paired(wording, quantities)
        if _RESPECTIVELY.search(wording.text)
        else _bracketed(wording, quantities)
    )
    return [
        Told(one, paired.get(one.start) or around_of(wording, one, quantities))
        for one in quantities
    ]


def shares_told_in(wording: Wording) -> list[Told]:
    """The percentages that a text gives the numbers for."""
    shares = shares_of(wording.text)
    return [Told(one, around_of(wording, one, shares)) for one in shares]


def around_of(
    wording: Wording, quantity: Quantity, quantities: tuple[Quantity, ...]
) -> Mapping[str, float]:
    """What a quantity is of: the concepts around it, each with a weight."""
    first = next(one for one in quantities if one.kind == quantity.kind)
    closing = _bracket_around(wording, quantity)
    opening = wording.text.rfind("(", 0, quantity.start)
    # What stands in brackets belongs to what stands before them, unless that is a number itself.
    inside = closing > 0 and not _COUNTED.search(wording.text, 0, opening)
    last = wording.place_at(closing) if inside else None
    place, start = wording.place_at(quantity.start), wording.place_at(first.start)
    near = wording.around(place, start, last, _sides(wording, quantity, closing, inside=inside))
    if not inside:
        return near
    before = wording.around(wording.place_at(opening), None, None, (1.0, 0.0))
    return {c: max(near.get(c, 0.0), before.get(c, 0.0)) for c in (*near, *before)}


def _bracket_around(wording: Wording, quantity: Quantity) -> int:
    """Where the bracket ends that a quantity stands in, or 0."""
    opening = wording.text.rfind("(", 0, quantity.start)
    if opening <= wording.text.rfind(")", 0, quantity.start):
        return 0
    return max(0, wording.text.find(")", quantity.end))


def _sides(
    wording: Wording, quantity: Quantity, closing: int, *, inside: bool
) -> tuple[float, float]:
    """How much of a quantity is said before it and behind it: `7 of A, 9 of B`; `A 7, B 9`."""
    if not inside and (closing or _ONWARD.match(wording.text, quantity.end)):
        return _FAR_SIDE, 1.0
    if inside or _ENDING.match(wording.text, quantity.end):
        return 1.0, _FAR_SIDE
    return 1.0, 1.0


def _paired(wording: Wording, quantities: tuple[Quantity, ...]) -> dict[int, Mapping[str, float]]:
    """For `A and B were 1 and 2, respectively`, what each number is of."""
    row = _row(wording, quantities)
    words = wording.words
    if len(row) == 2 and (pair := _pair_of_names(wording, row)):
        return {one.start: name for one, name in zip(row, pair, strict=True)}
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


def _row(wording: Wording, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The numbers that stand in a row, or else all but p values."""
    row: list[Quantity] = []
    end = wording.text.lower().rfind("respectively")
    bare = [one for one in quantities if one.start < end and not _bracket_around(wording, one)]
    for one in reversed(bare):
        if row and not _IN_A_ROW.fullmatch(wording.text, one.end, row[0].start):
            break
        row.insert(0, one)
    return row if len(row) > 1 else [one for one in quantities if one.kind != "p"]


def _pair_of_names(wording: Wording, row: Sequence[Quantity]) -> list[dict[str, float]]:
    """What stands on either side of the last `and` before two numbers."""
    words = wording.words[: wording.place_at(row[0].start)]
    at = max((i for i, word in enumerate(words) if word.text.lower() == "and"), default=0)
    before = [word.concept for word in words[:at] if word.content][-_NAME:]
    behind = [word.concept for word in words[at + 1 :] if word.content][:_NAME]
    sides = [[c for c in before if c not in behind], [c for c in behind if c not in before]]
    if at == 0 or not all(sides):
        return []
    nearest_first = (sides[0][::-1], sides[1])
    return [{c: 1.0 / (1 + i) for i, c in enumerate(side)} for side in nearest_first]


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
