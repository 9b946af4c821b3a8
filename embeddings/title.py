"""Titles as works are compared by: without case, marks, spelling of a country, and notices."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"</?[a-zA-Z]{1,6}/?>")
_RETRACTED = re.compile(r"^\W*(?:retracted(?: article)?|withdrawn)\W+(?=\w)", re.IGNORECASE)
_NOTICE = re.compile(
    r"^\W*(?:(?:publisher|author)?\W*(?:corrections?|corrigend(?:um|a)|errat(?:um|a)|addendum"
    r"|retractions?|withdrawal|expression of concern|comments?|commentary|replys?|response"
    r"|letter|editorial)\b\W*(?:note|notice|statement)?\W*(?:to|on|for|by|:|–|-)|re\s*:|in reply)",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"\d+|i{1,3}|iv|vi{0,3}|ix|x|one|two|three|four|five")
_SUBTITLE = re.compile(r"\s*[:?–—]\s+|\s+[–—-]\s+|\.\s+(?=\w)")
_GREEK = {"α": " alpha ", "β": " beta ", "γ": " gamma ", "κ": " kappa ", "µ": " mu ", "μ": " mu "}
_SPELLINGS = (
    (re.compile(r"aem|oem"), "em"),
    (re.compile(r"oed"), "ed"),
    (re.compile(r"paed"), "ped"),
    (re.compile(r"our\b"), "or"),
    (re.compile(r"is(e|ed|es|ing|ation|ations)\b"), r"iz\1"),
)
_MOST_WORDS = 3

UNLIKE = 0.8
"""How alike titles must be for it to matter how much exactly."""


@lru_cache(maxsize=4096)
def title_words(title: str) -> tuple[str, ...]:
    """The words of a title in the one form in which they are compared."""
    text = unicodedata.normalize("NFKC", _TAG.sub("", _RETRACTED.sub("", title))).casefold()
    for letter, name in _GREEK.items():
        text = text.replace(letter, name)
    marked = unicodedata.normalize("NFD", text)
    text = "".join(letter for letter in marked if not unicodedata.combining(letter))
    for british, american in _SPELLINGS:
        text = british.sub(american, text)
    return tuple(_WORD.findall(text))


def main_title(title: str) -> str:
    """A title without its subtitle."""
    return _SUBTITLE.split(_RETRACTED.sub("", title.strip()), maxsplit=1)[0]


def is_notice(title: str) -> bool:
    """Whether a title says that it is a notice, comment or reply on another work."""
    return bool(_NOTICE.match(title))


@lru_cache(maxsize=1 << 16)  # what shares an id is compared again with each that comes
def title_likeness(one: str, other: str) -> float:
    """How alike titles are, from 0 to 1; 0 where their numbers differ (parts, phases, years).

    Below `UNLIKE` it is no more than a bound.
    """
    first, second = title_words(one), title_words(other)
    if _numbers(first) != _numbers(second):
        return 0.0
    matcher = SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False)
    bound = min(matcher.real_quick_ratio(), matcher.quick_ratio())
    return bound if bound < UNLIKE else matcher.ratio()


def title_keys(title: str) -> tuple[set[str], set[str]]:
    """By what titles that are alike find one, and by what it finds them.

    Pairs of its longest words with its numbers; and the same of the main title, since a title
    without its subtitle is like one with it.
    """
    whole = title_words(title)
    main = title_words(main_title(title)) or whole
    own, other = ("bare", "with subtitle") if main == whole else ("with subtitle", "bare")
    return (
        {*_keys("whole", whole), *_keys(own, main)},
        {*_keys("whole", whole), *_keys(other, main)},
    )


def _keys(name: str, words: tuple[str, ...]) -> set[str]:
    longest = sorted(set(words), key=lambda word: (-len(word), word))[:_MOST_WORDS]
    pairs = [" ".join(sorted(pair)) for pair in combinations(longest, 2)] or longest
    return {" ".join((name, pair, *_numbers(words))) for pair in pairs}


def _numbers(words: tuple[str, ...]) -> list[str]:
    digits = [number for word in words for number in re.findall(r"\d+", word)]
    return sorted([*digits, *(w for w in words if not w.isdigit() and _NUMERAL.fullmatch(w))])
