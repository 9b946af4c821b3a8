"""Slots: the place in an earlier question that a phrase such as "in mice" or "and CA125" takes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from service.conversation.dependence import AUXILIARIES, PREPOSITIONS, WH
from service.conversation.subject import VERBS
from service.conversation.words import BEINGS, is_generic, lexicon, specific, words_in
from service.coverage import is_function_word

_WORD = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*")
_END = " \t?？!.…"
_TIME = re.compile(r"\b(?:second|minute|hour|day|week|month|year|decade)s?\b", re.IGNORECASE)
_SHARED = 6
"""Letters at the end of two names that make them names of one kind."""
_OF_ONE = lexicon("about against by for from")
"""Prepositions of which a question seldom has two."""
_CODE = re.compile(r"[A-Z]{1,6}[a-z]?-?\d+[A-Za-z]?(?:-\d+)?")
_KINDS = tuple(
    re.compile(rf"[a-z-]*(?:{endings})s?$", re.IGNORECASE)
    for endings in (
        r"osis|itis|oma|a?emia|iasis|path(?:y|ie)|algia|trophy|plegia|tension|phrenia|disease|syndrome"
        r"|disorder|cancer|infection|failure|stroke|depression|anxiety|diabetes|asthma|acne|eczema",
        r"ectom(?:y|ie)|plast(?:y|ie)|scop(?:y|ie)|graph(?:y|ie)|otom(?:y|ie)|ostom(?:y|ie)|surger(?:y|ie)"
        r"|grafting|transplantation|resection",
        r"mab|nib|statin|pril|sartan|olol|azole|cillin|mycin|cycline|floxacin|vir|gliptin|gliflozin"
        r"|parin|platin|taxel|caine|azepam|profen|coxib|triptan|dipine|fibrate|glutide|sone|solone"
        r"|oxetine|idone|apine|terol|formin|xaban|quine|xidil|steride|trexate|limus|cept",
    )
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring words of a question that name one thing."""

    text: str
    start: int
    end: int


def with_phrase(question: str, phrase: str) -> str | None:
    """A question with a phrase in the place of what it stands for there, or behind the rest.

    A phrase with a preposition always has a place. Another one takes that of a living being where
    it is one, of a name of the same kind, or of the only thing that the question names; else None.
    """
    asked = question.rstrip(_END)
    first, *others = words_in(phrase)
    if first.lower() in PREPOSITIONS and others:
        return _with_fragment(asked, phrase, first.lower()) + "?"
    place = _place(asked, phrase)
    return f"{asked[: place.start]}{phrase}{asked[place.end :]}?" if place else None


def _with_fragment(asked: str, phrase: str, preposition: str) -> str:
    thing = phrase[len(preposition) :].strip()
    if _is_being(thing) and (place := _last(_beings(asked))):
        return f"{asked[: place.start]}{thing}{asked[place.end :]}"
    found = list(re.finditer(rf"\b{preposition}\b ?", asked, re.IGNORECASE))
    if (
        found
        and not _is_being(thing)
        and _takes_place(thing, asked[found[-1].end() :], preposition)
    ):
        return f"{asked[: found[-1].start()]}{phrase}"
    return f"{asked} {phrase}"


def _takes_place(thing: str, other: str, preposition: str) -> bool:
    """Whether what follows a preposition at the end of a question gives way to another thing."""
    if _TIME.search(thing) or _TIME.search(other):
        return _TIME.search(thing) is not None and _TIME.search(other) is not None
    names = thing[:1].isupper() and other[:1].isupper()
    return preposition in _OF_ONE or names or (bool(other) and _are_alike(thing, other))


def _place(asked: str, phrase: str) -> _Run | None:
    if _is_being(phrase):
        return _last(_beings(asked))
    runs = list(_runs(asked))
    alike = [run for run in runs if _are_alike(run.text, phrase)]
    if len(alike) == 1:
        return alike[0]
    return runs[0] if len(runs) == 1 and len(specific(words_in(phrase))) else None


def _are_alike(one: str, other: str) -> bool:
    first, second = one.split()[-1], other.split()[-1]
    if _CODE.fullmatch(first) and _CODE.fullmatch(second):
        return True
    backwards = [first.lower()[::-1], second.lower()[::-1]]
    pairs = zip(*backwards, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if shared >= _SHARED:
        return True
    return any(kind.match(first) and kind.match(second) for kind in _KINDS)


def _is_being(phrase: str) -> bool:
    words = words_in(phrase)
    return bool(words) and words[-1].lower() in BEINGS


def _beings(asked: str) -> Iterator[_Run]:
    for match in _WORD.finditer(asked):
        if match[0].lower() in BEINGS:
            yield _Run(match[0], *match.span())


def _runs(asked: str) -> Iterator[_Run]:
    """What a question names: words between those that only join and ask."""
    run: list[re.Match[str]] = []
    for match in (*_WORD.finditer(asked), None):
        apart = match is not None and run and asked[run[-1].end() : match.start()].strip()
        if match is None or apart or _joins(match[0]):
            if run and specific([one[0] for one in run]):
                yield _Run(asked[run[0].start() : run[-1].end()], run[0].start(), run[-1].end())
            run = []
        if match is not None and not _joins(match[0]):
            run.append(match)


def _joins(word: str) -> bool:
    plain = word.lower()
    named = any(kind.match(plain) for kind in _KINDS)
    return not named and (
        plain in VERBS
        or plain in PREPOSITIONS | AUXILIARIES | WH
        or is_function_word(plain)
        or is_generic(plain)
    )


def _last(runs: Iterator[_Run]) -> _Run | None:
    return next(iter([*runs][::-1]), None)
