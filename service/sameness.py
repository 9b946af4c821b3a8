"""Sameness: whether two sentences say the same."""

import re

from service.guard.wording import wording_of

_SAME = 0.9
"""Sentences that say the same are at least as near as this cosine; so are some that differ in a
number or a `not`, which vectors hardly tell apart."""
_SHARED = 0.6
"""They share this much of what their words mean, too: `permanent` is near `reversible`."""
_NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")
_TURNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for words in (
        r"non?\b|not\b|without\b|neither\b|nor\b|never\b|none\b|fail|lack|absen|un(?:likely|able|affect)|in(?:effect|suffic)",
        r"increas|rais|rose|ris(?:e|ing)\b|high|great|more\b|elevat|improv|up-?regul|enhanc|gain",
        r"decreas|reduc|lower|fell|fall|less\b|fewer|declin|worsen|down-?regul|inhibit|suppress|los[st]",
    )
)


def says_the_same(one: str, other: str, cosine: float) -> bool:
    """Whether sentences of that cosine agree in numbers, negation, direction and words too."""
    if one == other:
        return True
    return (
        cosine > _SAME
        and set(_NUMBER.findall(one)) == set(_NUMBER.findall(other))
        and all(bool(turn.search(one)) == bool(turn.search(other)) for turn in _TURNS)
        and _shared(one, other) >= _SHARED
    )


def _shared(one: str, other: str) -> float:
    """The share of the meanings of the longer sentence that the other has as well."""
    ours, theirs = wording_of(one).concepts, wording_of(other).concepts
    return len(ours & theirs) / (max(len(ours), len(theirs)) or 1)
