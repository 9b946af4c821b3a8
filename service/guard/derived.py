"""Derived: numbers that a text does not state but gives what they are worked out of."""

import re
from collections.abc import Iterator
from itertools import pairwise

from service.guard.quantity import Quantity, quantities_of

_ROUNDED = 0.51
_FROM = re.compile(r"\bfrom\s?$", re.IGNORECASE)
_OF = re.compile(
    r"\bof (?:the |these |all )?(?P<whole>[0-9]+) [^,;.0-9]{0,40}, (?P<part>[0-9]+)\b"
    r"(?! ?(?:%|pct|percent))",
    re.IGNORECASE,
)
_RISK = re.compile(
    r"\b(?:HR|RR|hazard ratios?|(?:relative|adjusted) risks?|risk ratios?)\b[^0-9;]{0,12}$",
    re.IGNORECASE,
)


def derived_from(text: str) -> Iterator[Quantity]:
    """What rose or fell by how much, the share of a whole, and what a ratio says in percent."""
    found = quantities_of(text)
    for one, other in pairwise(found):
        if one.kind == other.kind and _FROM.search(text, 0, one.start):
            value, written = abs(one.value - other.value), text[one.start : other.end]
            yield Quantity(value, one.kind, one.start, other.end, written, "", 1e-3)
    for match in _OF.finditer(text):
        part, whole = int(match["part"]), int(match["whole"])
        if 0 < part <= whole:
            yield Quantity(100 * part / whole, "%", *match.span(), match[0], "", _ROUNDED)
    for one in found:
        if one.kind == "" and _RISK.search(text, 0, one.start):
            change = 100 * abs(one.value - 1)
            yield Quantity(change, "%", one.start, one.end, one.written, "", _ROUNDED)
