"""Wording rules: patterns that are looked for only where the words stand that they need."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class WordingRule:
    """A pattern; wherever it matches stands one word of each group, and one of the marks if any.

    Few texts have them, and words and marks are found many times as fast as patterns.
    """

    groups: tuple[frozenset[str], ...]
    marks: tuple[str, ...]
    pattern: re.Pattern[str]


def worded(pattern: str, *groups: str) -> WordingRule:
    """A rule for texts in lower case with a word of each group."""
    return WordingRule(tuple(frozenset(group.split()) for group in groups), (), re.compile(pattern))


def marked(pattern: str, marks: str) -> WordingRule:
    """A rule for texts in lower case with one of the marks, which may stand within words."""
    return WordingRule((), tuple(marks.split()), re.compile(pattern))


def possible(rules: Iterable[WordingRule], text: str) -> list[WordingRule]:
    """The rules that may match somewhere in a text."""
    words = set(_WORD.findall(text))
    return [one for one in rules if _may_match(one, words, text)]


def _may_match(one: WordingRule, words: set[str], text: str) -> bool:
    # By `map`, since this is run for each passage that is read, and generators cost more than it.
    return not any(map(words.isdisjoint, one.groups)) and (
        not one.marks or any(map(text.__contains__, one.marks))
    )


def matches(rules: Sequence[WordingRule], text: str) -> bool:
    """Whether one of the rules matches."""
    return bool(rules) and any(one.pattern.search(text) for one in possible(rules, text))
