"""Markers: how a model names the evidence that a sentence rests on."""

import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass

import regex

LONGEST_MARKER = 80
"""Code points; what is longer in brackets is text."""

_OPEN, _CLOSE = r"[\[［【〔⟦]", r"[\]］】〕⟧]"
_SEPARATOR = r"\s{0,2}(?:[,;，、–-]|and\b|&)\s{0,2}"
_LIST = rf"\p{{Nd}}{{1,9}}(?:{_SEPARATOR}\p{{Nd}}{{1,9}})*+"
_NOUN = (
    r"(?:citations?|docs?|documents?|evidence|notes?|passages?|refs?|references?|sentences?"
    r"|sources?)\b[.:]?\s{0,2}#?|[#^@]"
)
_MARKER = regex.compile(
    rf"{_OPEN}\s{{0,2}}(?P<garbled>(?i:{_NOUN}))?\s{{0,2}}(?P<list>{_LIST})\^?\s{{0,2}}{_CLOSE}"
)
_UNFINISHED = regex.compile(rf"{_OPEN}[^\[\]［］【】〔〕⟦⟧\n]*$")
_PART = regex.compile(r"(?P<range>\s{0,2}[–-]\s{0,2})|(?P<number>\p{Nd}+)")
_FIRST_UNREADABLE = 7
"""Digits; no evidence has a number so long."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at `text[start:end]`: the numbers that it names, `garbled` if they name nothing.

    A pair of numbers stands for a range with both its ends.
    """

    start: int
    end: int
    numbers: tuple[int | tuple[int, int], ...]
    garbled: bool


def markers(text: str, literals: Set[str]) -> Iterator[Marker]:
    """The markers of a text in order, but for brackets that stand so in the evidence."""
    for match in _MARKER.finditer(text):
        if match[0] not in literals and len(match[0]) <= LONGEST_MARKER:
            numbers = _numbers(match["list"])
            yield Marker(match.start(), match.end(), numbers, match["garbled"] is not None)


def settled(text: str) -> int:
    """How much of an unfinished text holds no beginning of a marker."""
    match = _UNFINISHED.search(text, max(0, len(text) - LONGEST_MARKER))
    return match.start() if match else len(text)


def unmarked(text: str) -> str:
    """The text on one line, its own brackets in full width where they would read as markers."""
    return _MARKER.sub(_widened, " ".join(text.split()))


def literals_of(text: str) -> tuple[set[str], set[int]]:
    """What in a text would read as markers, as `unmarked` shows it, and the numbers in it."""
    found = list(_MARKER.finditer(" ".join(text.split())))
    numbers = {
        number
        for match in found
        for part in _numbers(match["list"])
        for number in (part if isinstance(part, tuple) else (part,))
    }
    return {_widened(match) for match in found}, numbers


def _widened(match: regex.Match[str]) -> str:
    return f"［{match[0][1:-1]}］"


def _numbers(listed: str) -> tuple[int | tuple[int, int], ...]:
    numbers: list[int | tuple[int, int]] = []
    ranged = False
    for match in _PART.finditer(listed):
        if match["range"]:
            ranged = bool(numbers)
            continue
        number, last = _number(match["number"]), numbers[-1] if numbers else None
        if ranged and isinstance(last, int):
            numbers[-1] = (last, number)
        else:
            numbers.append(number)
        ranged = False
    return tuple(numbers)


def _number(digits: str) -> int:
    plain = "".join(str(unicodedata.decimal(digit)) for digit in digits)
    # `007` is nobody's number, nor is what is too long to be one.
    unreadable = len(plain) >= _FIRST_UNREADABLE or (len(plain) > 1 and plain[0] == "0")
    return -1 if unreadable else int(plain)
