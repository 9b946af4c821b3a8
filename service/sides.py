"""Sides: the two things that a question or a sentence sets against each other."""

import re
from dataclasses import dataclass
from functools import lru_cache

from embeddings.terms import terms_of
from service.coverage import content_words
from service.kind import COMPARES

_BETWEEN = re.compile(
    r"\b(?:between|compare|comparison of) (.+?) (?:and|with|to|versus|vs\.?) (.+)", re.IGNORECASE
)
_ENDS = re.compile(r"\b(?:in|for|on|of|among|after|during|with|at|to|when|regarding)\b|[?.,;:]")
_WIDTH = 4
"""Words by which the second thing is named."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The terms of each of two things that are compared, without those that both have."""

    one: frozenset[str]
    other: frozenset[str]

    def both_in(self, terms: frozenset[str]) -> bool:
        """Whether a text of these terms speaks of both."""
        return bool(self.one & terms and self.other & terms)


@lru_cache(maxsize=64)
def sides_of(question: str) -> Sides | None:
    """The two sides of a comparison, or None where a question compares nothing."""
    if between := _BETWEEN.search(question):
        left, right = between[1], between[2]
    elif found := COMPARES.search(question):
        left, right = question[: found.start()], question[found.end() :]
    else:
        return None
    kept = frozenset(terms_of(content_words(question)))
    start = _ENDS.split(right.strip(), maxsplit=1)[0]
    one = kept & frozenset(terms_of(left))
    other = kept & frozenset(terms_of(" ".join(start.split()[:_WIDTH])))
    sides = Sides(one - other, other - one)
    return sides if sides.one and sides.other else None
