"""Names of authors, as pages print them in one line."""

import re

_SEMICOLON = re.compile(r"\s*[;；]\s*")
_COMMA = re.compile(r"\s*[,，、]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+")
_SUFFIX = re.compile(r"(?:Jr|Sr|2nd|3rd|II|III|IV|MD|M\.D|PhD|Ph\.D)\.?")
_INDEXED = re.compile(r"(\S.*?)\s+([A-Z]{1,4})(?:\s+(Jr|Sr|2nd|3rd|II|III|IV))?")
_PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "den", "der", "di", "dos", "el", "van", "von")
)
_CHINESE = re.compile(r"[\u4e00-\u9fff·]+")
_MOST_WORDS = 6
_LONGEST_CHINESE = 6


def author_names(line: str) -> tuple[str, ...]:
    """The names of a line, parted by semicolons if it has any, else by commas and "and"."""
    separator = _SEMICOLON if _SEMICOLON.search(line) else _COMMA
    names: list[str] = []
    for name in separator.split(line.strip()):
        if names and _SUFFIX.fullmatch(name):
            names[-1] = f"{names[-1]}, {name}"
        elif name:
            names.append(name)
    return tuple(names)


def forename_first(name: str) -> str:
    """A name as `John Smith Jr`, of one as catalogues have it: `Smith, John, Jr`."""
    family, *rest = (part.strip() for part in name.split(","))
    words = [word for part in rest for word in part.split()]
    # The suffix stands on either side of the forename, with a comma or without.
    suffixes = [word for word in words if _SUFFIX.fullmatch(word)] if len(words) > 1 else []
    forenames = [word for word in words if word not in suffixes]
    return " ".join(filter(None, (*forenames, family, *suffixes)))


def initials_first(name: str) -> str:
    """A name as `JW Smith Jr`, of one as indexes have it: `Smith JW Jr`."""
    found = _INDEXED.fullmatch(name)
    return " ".join(filter(None, found.group(2, 1, 3))) if found else name


def natural_name(name: str) -> str:
    """A name as it is spoken: `Kim, Jin` as `Jin Kim`; what may be no such name stays as it is."""
    family, comma, given = (part.strip() for part in name.partition(","))
    words = (family.split(), given.split())
    is_inverted = comma and "," not in given and not _SUFFIX.fullmatch(given)
    if not (is_inverted and all(0 < len(part) <= _MOST_WORDS - 2 for part in words)):
        return name.strip()
    return forename_first(name)


def are_names(line: str) -> bool:
    """Whether a line looks like nothing but names: no digits, nothing long, no lower-case words."""
    names = author_names(line)
    return bool(names) and all(map(_is_name, names))


def _is_name(text: str) -> bool:
    if _CHINESE.fullmatch(text):
        return len(text) <= _LONGEST_CHINESE
    words = text.split()
    return len(words) <= _MOST_WORDS and all(map(_is_part, words))


def _is_part(word: str) -> bool:
    letters = re.sub(r"[-.,'’()]", "", word)
    return word in _PARTICLES or (letters.isalpha() and letters[0].isupper())
