"""Comparators: what a sentence compares with, where its evidence does not speak of it."""

import re
from collections.abc import Iterator

from service.guard.grounds import Grounds
from service.guard.meaning import missing_words, weighty
from service.guard.support import Support
from service.guard.wording import Wording

_AGAINST = re.compile(
    r"\b(?:than|compared (?:with|to)|versus|vs\.?|relative to|in comparison (?:with|to))\b",
    re.IGNORECASE,
)
_NEAR = 5


def comparator_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """A comparison with something of which the evidence has no word."""
    against = list(_AGAINST.finditer(sentence.text))
    if len(against) != 1 or not _AGAINST.search(grounds.text):
        return
    place = sentence.place_at(against[0].end())
    behind = sentence.words[place : place + _NEAR]
    clause = behind[0].clause if behind else 0
    named = [word for word in behind if word.clause == clause and word.content and not word.light]
    lost = {word.start for word in weighty(missing_words(sentence, grounds))}
    if named and all(word.start in lost for word in named):
        words = " ".join(word.text for word in named)
        yield Support("unsupported", f"compares with {words!r}, which the evidence does not")
