"""Negators: the words that deny, and what they deny."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.guard.lexicon import lexicon
from service.guard.wording import Wording

DENYING = lexicon(
    """
not no without never neither nor none cannot didn't doesn't don't wasn't weren't isn't
aren't haven't hasn't hadn't couldn't can't failed fails fail failure lack lacks lacked
lacking absence absent nobody free nothing
"""
)
# These deny a thing, and not the verb behind it.
_OF_THINGS = frozenset(["without", "lack", "lacks", "lacking", "absence", "free"])
_AUXILIARY = frozenset(
    ["was", "were", "is", "are", "has", "had", "have", "may", "can", "the", "did", "does", "a"]
)
_BACKWARD = frozenset(["absent", "lacking"])
_NOTDENYING = (
    ("not", "only"),
    ("not", "just"),
    ("free", "fatty"),
    ("free", "radical"),
)
_REACH = 8


@dataclass(frozen=True, slots=True)
class Denial:
    """A denying word at `place`, and the places of the words that it denies, nearest first."""

    place: int
    denied: tuple[int, ...]


def denials_of(wording: Wording) -> Iterator[Denial]:
    """The denials of a text; each reaches to the end of its clause."""
    words = wording.words
    for place, word in enumerate(words):
        lower = word.text.lower()
        if lower not in DENYING or not _denies(wording, place):
            continue
        if lower in _BACKWARD:
            before = range(place - 1, max(-1, place - 5), -1)
            yield Denial(place, tuple(i for i in before if words[i].clause == word.clause))
            continue
        reach = [
            i
            for i in range(place + 1, min(len(words), place + 1 + 2 * _REACH))
            if words[i].clause == word.clause or _goes_on(wording, place, i)
        ]
        if lower in _OF_THINGS or (lower == "no" and _is_object(wording, place)):
            ends = (i for i in reach if i > place + 1 and words[i].text.lower() in _AUXILIARY)
            end = next(ends, len(words))
            reach = [i for i in reach if i < end]
        yield Denial(place, tuple(reach[: 2 * _REACH]))


def is_denied(wording: Wording, place: int, reach: int = 5) -> bool:
    """Whether the word at a place stands closely behind a denying word of its clause."""
    return any(
        place in denial.denied
        and sum(wording.words[i].content for i in range(denial.place + 1, place)) < reach
        for denial in denials_of(wording)
    )


def _is_object(wording: Wording, place: int) -> bool:
    """Whether `no` stands behind a verb, as in `who had no pain`: it denies no verb behind it."""
    before = wording.words[place - 1] if place else None
    return (
        before is not None
        and before.clause == wording.words[place].clause
        and (before.content or before.text.lower() in ("had", "has", "have", "with"))
    )


def _denies(wording: Wording, place: int) -> bool:
    words = wording.words
    lower = words[place].text.lower()
    following = words[place + 1].text.lower() if place + 1 < len(words) else ""
    if lower == "no" and following == "longer":
        return place + 2 >= len(words) or words[place + 2].text.lower() != "than"
    if any(lower == first and following == second for first, second in _NOTDENYING):
        return False
    if lower == "failure":
        return following == "to"
    if lower == "free":
        return following == "of"
    return True


def _goes_on(wording: Wording, place: int, at: int) -> bool:
    """Whether `or` and `nor` carry a denial on: `no nausea or headache`."""
    between = wording.words[place + 1 : at + 1]
    text = wording.text[wording.words[place].end : wording.words[at].start].lower()
    return (
        bool(between)
        and not any(sign in text for sign in ",;:.")
        and (
            wording.words[at].clause - wording.words[place].clause <= 1
            and " or " in f"{text} "
            and not any(f" {word} " in text for word in ("and", "but", "while", "than"))
        )
    )
