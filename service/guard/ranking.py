"""Rankings: which of two is the greater, where the evidence gives only their numbers."""

import re
from collections.abc import Iterator, Mapping

from service.guard.direction import Direction, directions_of
from service.guard.grounds import Grounds
from service.guard.quantity import Quantity, quantities_of
from service.guard.support import Support
from service.guard.told import around_of, nearer
from service.guard.wording import Wording

_MORE = frozenset(["higher", "greater", "longer", "more", "larger"])
_LESS = frozenset(["lower", "fewer", "less", "shorter", "smaller"])
_CLEAR = 0.15
_FROM = re.compile(r"\bfrom [^,;()]{0,12}?[0-9][^,;()]{0,20}? to [0-9.]+", re.IGNORECASE)


def ranking_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """Comparisons of the sentence that the numbers of the evidence have the other way round."""
    for told in directions_of(sentence):
        word = sentence.words[told.place].text.lower()
        if not (told.first and told.second) or word not in _MORE | _LESS:
            continue
        for wording in grounds.wordings:
            pair = _pair(told, wording)
            if not pair or pair[0].value == pair[1].value:
                continue
            if (pair[0].value > pair[1].value) != (word in _MORE):
                first, second = pair[0].written, pair[1].written
                reason = f"says {word!r} where the evidence has {first} against {second}"
                yield Support("contradicted", reason)


def course_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """A rise that the sentence has end lower than it began, or a fall that ends higher."""
    for match in _FROM.finditer(sentence.text):
        between = [
            one for one in quantities_of(sentence.text) if match.start() <= one.start < match.end()
        ]
        told = [
            each
            for each in directions_of(sentence)
            if each.axis == "amount" and len(each.signs) == 1 and not each.first
        ]
        if len(between) != 2 or len(told) != 1 or match[0] in grounds.text:
            continue
        sign = next(iter(told[0].signs))
        rises = between[1].value > between[0].value
        if sign in "+-" and between[0].value != between[1].value and rises != (sign == "+"):
            word = sentence.words[told[0].place].text
            yield Support("contradicted", f"says {word!r} {match[0].strip()}, the other way round")


def _pair(told: Direction, wording: Wording) -> tuple[Quantity, Quantity] | None:
    """The two quantities of one kind that the evidence gives for the two that are compared."""
    if any(each.first and each.second and each.axis == "amount" for each in _compared(wording)):
        return None  # the evidence says itself which is the greater
    by_kind: dict[str, list[Quantity]] = {}
    for one in quantities_of(wording.text):
        by_kind.setdefault(one.kind, []).append(one)
    for kind, pair in by_kind.items():
        if len(pair) != 2 or kind in ("", "p"):
            continue
        around = [around_of(wording, one, tuple(pair)) for one in pair]
        first = nearer(_weights(told.first), around[0], around[1])
        second = nearer(_weights(told.second), around[0], around[1])
        if first > _CLEAR and second < -_CLEAR:
            return pair[0], pair[1]
        if first < -_CLEAR and second > _CLEAR:
            return pair[1], pair[0]
    return None


def _compared(wording: Wording) -> list[Direction]:
    words = wording.words
    return [
        each for each in directions_of(wording) if words[each.place].text.lower() in _MORE | _LESS
    ]


def _weights(concepts: frozenset[str]) -> Mapping[str, float]:
    return dict.fromkeys(concepts, 1.0)
