"""Subjects: what sentences speak of, and whether two speak of the same."""

import re
from collections.abc import Set
from functools import cache

from embeddings.terms import compounds_of
from service.guard.direction import tells_direction
from service.guard.wording import Word, Wording, wording_of

_TURNING = re.compile(
    r"\b(?:inhibitors?|antagonists?|blockade|knock-?down|knock-?out|silencing|deletion|depletion"
    r"|deficien(?:cy|t)|loss of|lack of|absence of|without|mutat\w+|mutants?|cessation|withdrawal"
    r"|discontinu\w+|stopping|null|anti)\b",
    re.IGNORECASE,
)
_EXCLUSIVE = """
man woman
baby child adult elderly
early late
acute chronic
mild severe
low high
short long
oral topical intravenous inhaled
first second
primary secondary
premenopausal postmenopausal
"""
_SETTING = """
mouse mice rat rats rabbit pig dog monkey animal animals human humans trial cohort randomised
controlled review meta-analysis analysis study studies participants volunteers quality evidence
conclusion vitro vivo model models
"""
_NUMBERED = re.compile(r"\b(type|stage|grade|phase|class)\s*[-–]?\s*(\d+|[IVX]+)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\bonly\b|\bat (?:baseline|entry|enrol?ment|inclusion)\b", re.IGNORECASE)
_LIGHT_KINDS = frozenset(["overall", "total", "early", "late"])
_OF_A_KIND = 2


def apart(question: str, ours: Wording, theirs: Wording) -> bool:
    """Whether two sentences speak of different people, doses, or kinds of what is asked about.

    Also where one speaks of a thing and the other of its lack, where one says "only" or tells of
    the time before, and where either passes over a name that the question has.
    """
    if any(_ASIDE.search(each.text) for each in (ours, theirs)):
        return True
    turned = [bool(_TURNING.search(each.text)) for each in (ours, theirs)]
    if turned[0] != turned[1] and not _TURNING.search(question):
        return True
    if any(not _names(question) <= _names(each.text) for each in (ours, theirs)):
        return True
    numbers = [set(_NUMBERED.findall(each.lower)) for each in (ours, theirs)]
    if _differ(*numbers):
        return True
    if any(_differ(ours.concepts & group, theirs.concepts & group) for group in _exclusive()):
        return True
    asked = wording_of(question).concepts
    shared = ours.concepts & theirs.concepts
    return any(_differ(_kinds(ours, one, asked), _kinds(theirs, one, asked)) for one in shared)


@cache
def setting() -> frozenset[str]:
    """What says how and on which species something was found, and not what was found."""
    return wording_of(_SETTING).concepts


def _differ(one: Set[object], other: Set[object]) -> bool:
    return bool(one and other) and not one & other


def _names(text: str) -> set[str]:
    """What is named by letters and a number: `IL-6`, `COVID-19`."""
    return {name for name in compounds_of(text) if not name[0].isdigit()}


def _kinds(wording: Wording, concept: str, asked: frozenset[str]) -> set[str]:
    """What stands directly before a word and says of which kind it is: `breast` of `cancer`."""
    found: set[str] = set()
    for place, word in enumerate(wording.words):
        if word.concept != concept or tells_direction(word):
            continue
        if word.light and concept not in asked:
            continue
        for before in reversed(wording.words[max(0, place - _OF_A_KIND) : place]):
            if not _goes_with(before, word):
                break
            light = before.light and before.text.lower() not in _LIGHT_KINDS
            if not light and before.concept not in asked | setting():
                found.add(before.concept)
    return found


def _goes_with(before: Word, word: Word) -> bool:
    return before.content and before.clause == word.clause and not tells_direction(before)


@cache
def _exclusive() -> tuple[frozenset[str], ...]:
    return tuple(wording_of(line).concepts for line in _EXCLUSIVE.strip().splitlines())
