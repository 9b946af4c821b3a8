"""Names of authors in their parts, as bibliographies sort them."""

import re
from dataclasses import dataclass

_GROUP = re.compile(
    r"\b(?:agency|alliance|association|center|centre|clinic|collaborati(?:on|ve)|collaborators|"
    r"college|commission|committee|consorti(?:um|a)|council|department|faculty|federation|"
    r"foundation|group|hospital|initiative|institut(?:e|es|ion)|investigators|laborator(?:y|ies)|"
    r"ministry|network|organi[sz]ation|panel|program(?:me)?|project|registry|research|society|"
    r"study|task force|team|trial|trialists|union|university)\b",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|2nd|3rd|II|III|IV")
_DEGREE = re.compile(
    r"(?:M\.?D|Ph\.?D|M\.?Sc|B\.?Sc|M\.?P\.?H|MBBS|R\.?N|Dr|D\.?Sc|MBA|M\.?S|M\.?A|FRCP)\.?"
)
_INITIALS = re.compile(r"[A-Z](?:\.?-?[A-Z]){0,2}\.?")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its parts; a group's, or one that cannot be parted, has only `family`."""

    family: str
    given: str = ""
    suffix: str = ""


def name_of(author: str) -> Name:
    """The parts of a name as it is spoken: `John W. van der Berg Jr`, `JW Smith`, `Smith JW`."""
    author = " ".join(author.split())
    first, *rest = (part.strip() for part in author.split(","))
    rest = [part for part in rest if part and not _DEGREE.fullmatch(part)]
    suffixes = [part for part in rest if _SUFFIX.fullmatch(part)]
    given = [part for part in rest if part not in suffixes]
    # Bibliographies part names at the word "and".
    if _GROUP.search(author) or len(given) > 1 or " and " in f" {author} ":
        return Name(author)
    if given:
        return Name(first, _spaced(given[0]), " ".join(suffixes))
    words = first.split()
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffixes.append(words.pop())
    return _parted(words, " ".join(suffixes)) if len(words) > 1 else Name(author)


def _parted(words: list[str], suffix: str) -> Name:
    if _is_initials(words[-1]) and not _is_initials(words[0]):
        return Name(" ".join(words[:-1]), _spaced(words[-1]), suffix)
    # A family name begins with its particles: `van der Berg`.
    at = next((i for i, word in enumerate(words) if i and word[0].islower()), len(words) - 1)
    return Name(" ".join(words[at:]), _spaced(" ".join(words[:at])), suffix)


def _is_initials(word: str) -> bool:
    return _INITIALS.fullmatch(word) is not None


def _spaced(given: str) -> str:
    """Initials that stand together apart, so that a style sees each: `JW` as `J. W.`."""
    if "-" in given or not _is_initials(given):
        return given
    return " ".join(f"{letter}." for letter in re.findall("[A-Z]", given))
