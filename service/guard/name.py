"""Names: drugs, genes and other things that a sentence names and its evidence does not."""

import re
from collections.abc import Iterator

from service.guard.grounds import Grounds
from service.guard.initialism import initials_of, spelt_places
from service.guard.lexicon import lexicon
from service.guard.support import Support
from service.guard.unit import unit_at
from service.guard.wording import Wording

_TOKEN = re.compile(r"[^\W_]+(?:[-/'.][^\W_]+)*")
_PARTS = re.compile(r"[-/.']")
_GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa",
                        "ω": "omega", "ε": "epsilon", "μ": "mu", "λ": "lambda"})  # fmt: skip
_SUFFIX = re.compile(
    r"[a-z]{3,}(?:mab|nib|statin|pril|sartan|olol|lutamide|azole|cillin|mycin|micin|cycline"
    r"|floxacin|vir"
    r"|tidine|prazole|gliptin|gliflozin|glitazone|parin|platin|taxel|rubicin|caine|azepam|azolam"
    r"|barbital|profen|coxib|triptan|setron|dipine|thiazide|semide|fibrate|glutide|natide|kinra"
    r"|cept|limus|tecan|stim|poetin|relin|sone|solone|onide|oxetine|idone|apine|lukast|terol"
    r"|tropium|mustine|trexate|formin|xaban|gatran|grel|dronate|ciclib|parib|zomib|lisib|ase)$"
)
_NO_NAMES = lexicon(
    """
The This These Those In Of At On For With After Among And But Results Conclusions Methods
Background I A An
"""
)
_SHORTEST = 3
_UNNAMED = frozenset(
    ["ii", "iii", "iv", "vi", "vs", "ci", "sd", "se", "hr", "or", "rr", "p", "n", "i", "a"]
)


def name_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """Names of the sentence that stand nowhere in the evidence."""
    theirs = _joined(grounds.text)
    initials = initials_of(grounds)
    spelt = {sentence.words[place].start for place in spelt_places(sentence, grounds)}
    for match in _TOKEN.finditer(sentence.text):
        token = match[0]
        first = match.start() == 0
        if _plain(token) in theirs or match.start() in spelt:
            continue
        for part in _names(token, first=first):
            plain = _plain(part)
            if (
                plain in theirs
                or plain in initials
                or _is_within(plain, theirs)
                or _is_known(part, sentence, grounds)
            ):
                continue
            yield Support("unsupported", f"names {part!r}, which the evidence does not")


def _names(token: str, *, first: bool) -> Iterator[str]:
    """The token, or its parts, that look like names."""
    if re.fullmatch(r"[A-Za-z]+-?[0-9]+[A-Za-z0-9]*|[0-9]+[A-Za-z]+[0-9]+", token):
        yield token
        return
    for part in _PARTS.split(token):
        if _looks_named(part, first=first and token.startswith(part)):
            yield part


def _looks_named(part: str, *, first: bool) -> bool:
    if len(part) == 1:
        return part.isupper() and part not in "AI" and not first
    if part.lower() in _UNNAMED or part in _NO_NAMES:
        return False
    if part[0].isdigit():
        return bool(re.search(r"[A-Za-z]", part)) and not _counts(part)
    if re.search(r"[0-9]", part) or re.search(r"[A-ZΑ-Ω]", part[1:]):
        return True
    if _SUFFIX.fullmatch(part.lower()) and part.lower() not in (
        "increase",
        "decrease",
        "disease",
        "release",
        "base",
        "phase",
        "case",
    ):
        return True
    return part[0].isupper() and not first and len(part) > 2


def _counts(part: str) -> bool:
    digits = re.match(r"[0-9.,]+", part)
    if not digits:
        return False
    rest = part[digits.end() :]
    return (
        rest.lower() in ("st", "nd", "rd", "th", "fold", "x", "s")
        or unit_at(part, digits.end())[0] != ""
    )


def _plain(token: str) -> str:
    plain = re.sub(r"[\W_]", "", token.translate(_GREEK)).lower()
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and token[:-1].isupper() else plain


def _joined(text: str) -> frozenset[str]:
    """Every token of the evidence, its parts, and neighbours written together."""
    found: set[str] = set()
    tokens = [match[0] for match in _TOKEN.finditer(text)]
    for at, token in enumerate(tokens):
        found.add(_plain(token))
        found.update(_plain(part) for part in _PARTS.split(token))
        if at:
            found.add(_plain(tokens[at - 1] + token))
    return frozenset(found)


def _is_within(plain: str, theirs: frozenset[str]) -> bool:
    """Whether a token of the evidence ends in it: `RNA`, where that has `lncRNA`."""
    return len(plain) >= _SHORTEST and any(other.endswith(plain) for other in theirs)


def _is_known(part: str, sentence: Wording, grounds: Grounds) -> bool:
    """Whether the evidence has another form or another name of it."""
    for word in sentence.words:
        if word.text == part and word.content and word.concept in grounds.concepts:
            return True
    plain = part.lower()
    return (
        len(plain) > 5
        and not re.search(r"[0-9]", plain)
        and any(stem[:6] == plain[:6] for stem in grounds.stems if len(stem) > 5)
    )
