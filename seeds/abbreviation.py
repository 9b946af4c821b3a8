"""Abbreviations that a text defines, and the text with both forms for indexing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and the long form that a text gives for it, as they are written there."""

    short: str
    long: str


_LONGEST_SHORT = 10
_LONGEST_LONG = 200
_BRACKET = regex.compile(r"[(\[（]([^()\[\]（）\n]{2,200}+)[)\]）]")
_PART_END = regex.compile(r"[;,:=]")
_SHORT = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}'’./+&-]*(?: [\p{L}\p{N}][\p{L}\p{N}'/+-]*)?")
# Trial numbers, numbers of figures and countries look like short forms and are none.
_NAME = regex.compile(
    r"\p{L}{2,}[\s-]?\p{N}{4,}|\p{Lu}?\p{Ll}+\.? \p{N}+"
    r"|USA?|UK|EU|PRC|UAE|U\.S\.(?:A\.)?|U\.K\."
)
# These two match backwards from the end of a text.
_LAST_WORD = regex.compile(r"(?r)[\p{L}\p{N}][\p{L}\p{N}'/+-]*(?=\s?)")
_SENTENCE_SO_FAR = regex.compile(r"(?r)(?:[^.;:!?()\[\]（）\n]|[.:](?!\s))+")
_PLURAL = regex.compile(r"(?<=[\p{Lu}\p{N}])s$")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_SMALL_LETTERS = regex.compile(r"\p{Ll}{3}")
_GAP = regex.compile(r"[\s‐–-]+")
_LINKING = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
_VERBS = frozenset(
    ["are", "be", "been", "can", "had", "has", "have", "is", "may", "was", "we", "were"]
)
# To one letter each, so that offsets stay ("İ" is the one letter that grows in lower case).
_LATIN = str.maketrans("İαβγδεζηθικλμµνξοπρσςτυφχψω", "iabgdezhtiklmmnxoprsstufcpo")


def definitions(text: str) -> tuple[Abbreviation, ...]:
    """The abbreviations that a text defines, in order; of each short form the first definition.

    Both `long form (SF)` and `SF (long form)`, after Schwartz and Hearst, "A simple algorithm for
    identifying abbreviation definitions in biomedical text" (2003); a long form whose words begin
    with the letters of the short form is preferred to the shortest that holds these letters.
    """
    found: dict[str, Abbreviation] = {}
    for bracket in _BRACKET.finditer(text):
        before = text[max(0, bracket.start() - _LONGEST_LONG) : bracket.start()].rstrip()
        inside = _PART_END.split(bracket[1], maxsplit=1)[0].strip(" \"'“”‘’")
        if abbreviation := _definition(before, inside):
            found.setdefault(_PLURAL.sub("", abbreviation.short), abbreviation)
    return tuple(found.values())


def expand(text: str, abbreviations: Sequence[Abbreviation]) -> str:
    """The text for indexing, with both forms of each abbreviation of which it has exactly one.

    The first occurrence becomes `long (short)`, where the form that stood there stays as it is;
    what is put in is not itself expanded. Short forms are found as whole words of the same case,
    long forms in any case and with hyphens for spaces, both with or without a plural ending.
    """
    alone = []
    for abbreviation, short, long in _patterns(tuple(abbreviations)):
        as_short, as_long = short.search(text), long.search(text)
        if as_short and not as_long:
            alone.append((as_short, f"{abbreviation.long} (", ")"))
        elif as_long and not as_short:
            alone.append((as_long, "", f" ({abbreviation.short})"))
    taken: list[tuple[int, int, str]] = []
    for form, before, after in sorted(alone, key=lambda one: (one[0].start(), -one[0].end())):
        free: regex.Match[str] | None = form
        while free and any(free.start() < end and start < free.end() for start, end, _ in taken):
            free = free.re.search(text, free.end())
        if free:
            taken.append((*free.span(), f"{before}{free[0]}{after}"))
    for start, end, replacement in sorted(taken, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


@lru_cache(maxsize=1024)
def _patterns(
    abbreviations: tuple[Abbreviation, ...],
) -> tuple[tuple[Abbreviation, regex.Pattern[str], regex.Pattern[str]], ...]:
    return tuple((one, _short_pattern(one.short), _long_pattern(one.long)) for one in abbreviations)


def _short_pattern(short: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w){regex.escape(_PLURAL.sub('', short))}s?(?!\w)")


def _long_pattern(long: str) -> regex.Pattern[str]:
    *words, last = _GAP.split(long)
    if last.endswith(("y", "ies")):
        last = regex.escape(last.removesuffix("y").removesuffix("ies")) + "(?:y|ies)"
    elif last.endswith("s") and not last.endswith("ss"):
        last = regex.escape(last[:-1]) + "(?:s(?:es)?)?"
    else:
        last = regex.escape(last) + "(?:e?s)?"
    words = [*map(regex.escape, words), last]
    return regex.compile(rf"(?<!\w){_GAP.pattern.join(words)}(?!\w)", regex.IGNORECASE)


def _definition(before: str, inside: str) -> Abbreviation | None:
    if _may_be_short(inside):
        sentence = _SENTENCE_SO_FAR.match(before)
        long = _long_form(inside, sentence[0]) if sentence else None
        if long:
            return Abbreviation(inside, long)
    word = _LAST_WORD.match(before)
    if not word or word[0].islower() or not _may_be_short(word[0]):
        return None
    return Abbreviation(word[0], inside) if _long_form(word[0], inside) == inside else None


def _may_be_short(form: str) -> bool:
    return (
        2 <= len(form) <= _LONGEST_SHORT
        and _SHORT.fullmatch(form) is not None
        and not _NAME.fullmatch(form)
        and (form.isalpha() if form.islower() else any(map(str.isalpha, form)))
    )


def _long_form(short: str, before: str) -> str | None:
    """The long form that a text ends with."""
    base = _folded(_PLURAL.sub("", short))
    letters = [character for character in base if character.isalnum()]
    folded = _folded(before)
    start = _start_by_initials(letters, folded)
    if start is None and not short.islower():
        start = _start_by_letters(letters, folded)
    if start is None or not _SMALL_LETTERS.search(before, start) or base in folded[start:].split():
        return None
    return before[start:]


def _folded(text: str) -> str:
    return text.translate(_LATIN).lower().translate(_LATIN)


def _start_by_initials(letters: list[str], text: str) -> int | None:
    """Where the last words begin whose initials are the letters; linking words may be without."""
    missing = len(letters)
    for word in reversed(list(_WORD.finditer(text))):
        if word[0][0] == letters[missing - 1]:
            missing -= 1
            if missing == 0:
                return word.start()
        elif word[0] not in _LINKING or missing == len(letters):
            return None
    return None


def _start_by_letters(letters: list[str], text: str) -> int | None:
    """Where the shortest end of a text begins that holds the letters, the first at a word's start.

    Not across a verb, and not where a last word has none of two letters: these are accidents.
    """
    position = len(text)
    for letter in reversed(letters[1:]):
        position = text.rfind(letter, 0, position)
        if position < 0 or (len(letters) == 2 and not text[position:].isalnum()):
            return None
    while (position := text.rfind(letters[0], 0, position)) > 0 and text[position - 1].isalnum():
        pass
    words = _WORD.findall(text, max(position, 0))
    too_many = len(words) > min(len(letters) + 5, 2 * len(letters))
    if position < 0 or too_many or words[0] in _LINKING or _VERBS.intersection(words):
        return None
    return position
