"""Denials: what a sentence says that its evidence denies, and the other way round."""

import re
from collections.abc import Iterator

from service.guard.direction import directions_of, tells_direction
from service.guard.finding import finds_nothing, tells_nothing
from service.guard.grounds import Grounds
from service.guard.negator import Denial, denials_of
from service.guard.support import Support
from service.guard.wording import Wording

_EXCEPT = re.compile(
    r"\b(?:other than|except|apart from|besides|aside from|beyond|only|alone|just)\b", re.IGNORECASE
)
_ONLY = re.compile(r"\b(?:only|except|apart from|besides|aside from|alone|just)\b", re.IGNORECASE)
_ENOUGH = 0.6
_NOT_SIGNIFICANT = re.compile(r"\b(?:not|no) (?:\w+ )?significan", re.IGNORECASE)
_HEAD = 3
_FREE = re.compile(r"\w+-free\b")
_ROOT = 5
_PREFIXES = ("non", "un", "in", "a")


def denial_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """Denials on one side only."""
    denied_there = {
        concept
        for wording in grounds.wordings
        for denial in denials_of(wording)
        for concept in _concepts(wording, denial)
    }
    alike = any(
        "0" in each.signs for wording in grounds.wordings for each in directions_of(wording)
    )
    for denial in denials_of(sentence):
        denied = _concepts(sentence, denial)
        if not denied or (_is_direction(sentence, denial) and alike):
            continue
        significance = denied[0].startswith("signific") and _NOT_SIGNIFICANT.search(grounds.text)
        if significance or " only " in grounds.lower:
            continue
        if finds_nothing(sentence, grounds) or _has_prefix(sentence, denial, grounds):
            continue
        known = [concept for concept in denied if concept in grounds.concepts]
        if len(known) >= _ENOUGH * len(denied) and not denied_there & set(denied):
            yield Support(
                "contradicted", f"denies {_said(sentence, denial)!r}, which the evidence says"
            )
    denied_here = {c for denial in denials_of(sentence) for c in _concepts(sentence, denial)}
    for wording in grounds.wordings:
        for denial in denials_of(wording):
            if difference := _asserted(sentence, denied_here, wording, denial, grounds):
                yield difference


def _has_prefix(sentence: Wording, denial: Denial, grounds: Grounds) -> bool:
    """Whether the evidence denies by a prefix: `without pain`, where it has `nonpainful`."""
    denied = (sentence.words[place] for place in denial.denied)
    first = next((word.stem[:_ROOT] for word in denied if word.content), "-")
    if sentence.text[: sentence.words[denial.place].end].lower().endswith("with or without"):
        return True
    return f"{first}" in " ".join(_FREE.findall(grounds.lower)) or any(
        stem.startswith(tuple(f"{start}{first}" for start in _PREFIXES)) for stem in grounds.stems
    )


def _asserted(
    sentence: Wording, denied_here: set[str], wording: Wording, denial: Denial, grounds: Grounds
) -> Support | None:
    """The difference where the sentence says what a denial of the evidence denies."""
    denied = _concepts(wording, denial)
    if not denied or _is_direction(wording, denial) or tells_nothing(sentence):
        return None
    if _EXCEPT.search(_whole(wording, denial)) and _ONLY.search(sentence.text):
        return None
    head = denied[:_HEAD]
    shared = [concept for concept in head if concept in sentence.concepts]
    if len(shared) < _ENOUGH * len(head) or denied_here & set(denied):
        return None
    if _says_plainly(set(shared), grounds):
        return None
    return Support("contradicted", f"says what the evidence denies: {_said(wording, denial)!r}")


def _says_plainly(concepts: set[str], grounds: Grounds) -> bool:
    """Whether the evidence says all of it elsewhere, without a denial."""
    for wording in grounds.wordings:
        denied = {place for denial in denials_of(wording) for place in denial.denied}
        plain = {word.concept for i, word in enumerate(wording.words) if i not in denied}
        if concepts <= plain:
            return True
    return False


def _concepts(wording: Wording, denial: Denial) -> list[str]:
    words = [wording.words[place] for place in denial.denied]
    content = [word.concept for word in words if word.content and not word.light]
    return content or [word.concept for word in words if word.content]


def _is_direction(wording: Wording, denial: Denial) -> bool:
    """Whether a denial is of a direction (`did not increase`, `no significant difference`)."""
    near = [wording.words[place] for place in denial.denied[:4]]
    return any(tells_direction(word) for word in near)


def _whole(wording: Wording, denial: Denial) -> str:
    places = (denial.place, *denial.denied)
    return wording.text[wording.words[min(places)].start : wording.words[max(places)].end + 12]


def _said(wording: Wording, denial: Denial) -> str:
    last = wording.words[denial.denied[min(5, len(denial.denied) - 1)]]
    first = wording.words[min(denial.place, denial.denied[0])]
    return wording.text[first.start : max(last.end, first.end)]
