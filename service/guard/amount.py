"""Amounts: whether the numbers of a sentence are those of the evidence, and of the same thing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.guard.direction import directions_of
from service.guard.edit import is_nearly_verbatim
from service.guard.grounds import Grounds
from service.guard.quantity import Quantity, quantities_of, shares_of
from service.guard.support import Support
from service.guard.wording import Wording, overlap

_ABOUT = 0.08
_ABOUT_FOLD = 0.15
_CONVERTED = 0.006
_ANOTHERS = 0.15
_ANOTHERS_COUNT = 0.3
_ANOTHERS_PAIR = 0.5
_APART = 0.1
_ENOUGH = 0.25
_WHOLE = 1e-6
_ROUNDED = 1e-3
_FAR_SIDE = 0.5
_NAME = 3
_EXCHANGED = 0.4
_BRACKET = re.compile(r"\([^()]*\)")
_AGAINST = re.compile(r"\b(?:vs|versus|and|compared|against)\b", re.IGNORECASE)
_OF = re.compile(
    r"(?:[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|thirds?|quarters?|all|most|none)|%|pct)"
    r"(?: patients| people)? (?:out )?of (?:the )?$|[0-9] ?/ ?$",
    re.IGNORECASE,
)
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
        if _is_share_of(told, sentence, worked_out):
            continue
        if not same and (
            _is_share_of(told, sentence, theirs)
            or _is_change(told, ours, theirs)
            or _is_ratio(told, theirs)
        ):
            continue
        if not same:
            yield _missing(told, [*theirs, *worked_out])
        elif (
            same
            and not (verbatim or _is_whole(sentence, told))
            and (other := _another(told, same, theirs, paired=_is_paired(told, ours, theirs)))
        ):
            yield Support(
                "contradicted",
                f"says {_name(told)} of what the evidence gives as {_name(other)}",
            )
    if not verbatim:
        parts = [told for told in ours if not _is_whole(sentence, told)]
        yield from _exchanged(parts, theirs)
        yield from _exchanged(_shares(sentence), [*worked_out, *theirs])


def _exchanged(ours: Sequence[_Told], theirs: Sequence[_Told]) -> Iterator[Support]:
    """Two numbers, each of what the evidence gives the other of."""
    kept = []
    for told in ours:
        same = [other for other in theirs if agrees(told.quantity, other.quantity)]
        if same and told.quantity.kind != "p":
            kept.append((told, max(same, key=lambda other: overlap(told.around, other.around))))
    for at, (one, own) in enumerate(kept):
        for other, its in kept[at + 1 :]:
            if one.quantity.kind != other.quantity.kind or own.quantity.value == its.quantity.value:
                continue
            gain = nearer(one.around, its.around, own.around)
            gain += nearer(other.around, own.around, its.around)
            if gain > _EXCHANGED:
                reason = f"has {_name(one)} and {_name(other)} the other way round"
                yield Support("contradicted", reason)


def agrees(ours: Quantity, theirs: Quantity) -> bool:
    """Whether two quantities are one; nearly so only where ours is said to be rough."""
    if ours.kind != theirs.kind and (
        "fold" in (ours.kind, theirs.kind) or not (ours.kind == "" or theirs.kind == "")
    ):
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
        return abs(value - other) <= (_ABOUT_FOLD if ours.kind == "fold" else _ABOUT) * abs(other)
    if ours.bound == "over":
        return value <= other <= 1.3 * value
    if ours.bound == "under":
        return other <= value and (ours.kind == "p" or other >= 0.7 * value)
    return theirs.bound == "about" and theirs.slack > 0 and abs(value - other) <= 0.5


def _is_change(told: _Told, ours: Sequence[_Told], theirs: Sequence[_Told]) -> bool:
    """Whether ours is the difference of two numbers that the sentence has from the evidence."""
    kept = [
        one.quantity.value
        for one in ours
        if one is not told
        and any(agrees(one.quantity, other.quantity) for other in theirs)
        and one.quantity.kind == told.quantity.kind
    ]
    return any(
        abs(abs(one - other) - told.quantity.value) < _ROUNDED for one in kept for other in kept
    )


def _is_ratio(told: _Told, theirs: Sequence[_Told]) -> bool:
    """Whether ours is how often one number of the evidence goes into the next: `twice as many`."""
    if told.quantity.kind != "fold" or any(one.quantity.kind == "fold" for one in theirs):
        return False
    means = [one.quantity for one in theirs if not one.quantity.kind.startswith(("±", "p"))]
    pairs = [(one, other) for one, other in pairwise(means) if one.kind == other.kind]
    ratios = [
        max(one.value, other.value) / min(one.value, other.value)
        for one, other in pairs
        if min(one.value, other.value) > 0
    ]
    return any(abs(ratio / told.quantity.value - 1) <= _ABOUT for ratio in ratios)


def _as_fold(ours: Quantity, theirs: Quantity) -> bool:
    """Half is 50 %, twice is 200 %, and a ratio of 2.0 is twice as much."""
    kinds = {ours.kind, theirs.kind}
    if kinds == {"fold", ""}:
        slack = _ABOUT_FOLD * theirs.value if ours.bound == "about" else _WHOLE
        return abs(ours.value - theirs.value) < slack
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


def _is_whole(sentence: Wording, told: _Told) -> bool:
    """Whether ours is what others are a share of: `36 of 120`."""
    return _OF.search(sentence.text, 0, told.quantity.start) is not None


def _missing(told: _Told, theirs: list[_Told]) -> Support:
    alike = [other for other in theirs if other.quantity.kind == told.quantity.kind]
    if not alike:
        return Support("unsupported", f"says {_name(told)}, which the evidence does not")
    nearest = max(alike, key=lambda other: overlap(told.around, other.around))
    return Support("contradicted", f"says {_name(told)}, the evidence {_name(nearest)}")


def _is_paired(told: _Told, ours: Sequence[_Told], theirs: Sequence[_Told]) -> bool:
    """Whether ours and its neighbour are neighbours in the evidence too, in the same order."""
    pairs = [(one.quantity, other.quantity) for one, other in pairwise(theirs)]
    return any(
        agrees(one.quantity, first) and agrees(other.quantity, second)
        for one, other in pairwise(ours)
        if told in (one, other) and one.quantity.value != other.quantity.value
        for first, second in pairs
    )


def _another(
    told: _Told, same: Sequence[_Told], theirs: Sequence[_Told], *, paired: bool
) -> _Told | None:
    """A number of the evidence that stands where ours does, while ours stands elsewhere there."""
    rough = told.quantity.kind == "%" and told.quantity.number is None
    if told.quantity.kind == "p" or rough:
        return None
    values = {round(other.quantity.value, 6) for other in same}
    others = [
        other
        for other in theirs
        if other.quantity.kind == told.quantity.kind
        and round(other.quantity.value, 6) not in values
        and other.quantity.bound != "about"
        and _is_year(other.quantity) == _is_year(told.quantity)
    ]
    if not others:
        return None
    own = max(same, key=lambda other: overlap(told.around, other.around))
    rival = max(others, key=lambda other: nearer(told.around, other.around, own.around))
    ahead = nearer(told.around, rival.around, own.around)
    margin = _ANOTHERS if told.quantity.kind else _ANOTHERS_COUNT
    return rival if ahead > (max(margin, _ANOTHERS_PAIR) if paired else margin) else None


def _is_year(quantity: Quantity) -> bool:
    return quantity.written.isdigit() and len(quantity.written) == 4 and quantity.kind == ""


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
