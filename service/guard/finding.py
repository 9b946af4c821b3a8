"""Findings: whether a sentence tells of an effect where its evidence found none, or the reverse."""

import re
from collections.abc import Iterator

from service.guard.direction import direction_of_word, tells_direction
from service.guard.grounds import Grounds
from service.guard.negator import DENYING
from service.guard.support import Support
from service.guard.wording import Word, Wording

_EFFECTS = (
    r"(?:differences?|effects?|associations?|relationships?|correlations?|changes?|influences?"
    r"|impacts?|roles?|evidence|benefits?|improvements?|increases?|decreases?|reductions?"
    r"|alterations?|interactions?|variations?|advantages?|links?|predictors?)"
)
_NOTHING_FOUND = re.compile(
    rf"\bno (?:[\w-]+ ){{0,3}}{_EFFECTS}\b|\bn(?:either|one) of\b|\bneither\b"
    r"|\b(?:did|do|does|was|were|is|are|has|have|had|could|can)(?: not|n't)\b"
    r"|\bcannot\b|\bfailed to\b|\bnot (?:significantly|statistically)\b|\bno longer\b",
    re.IGNORECASE,
)
# Other ways to say that there is none, which a sentence may use instead of a denial.
_NONE_AT_ALL = re.compile(
    r"\b(?:same|similar\w*|comparabl[ey]|equal\w*|unchanged|unaffected|unaltered|alike"
    r"|(?<!twice )(?<!times )as (?:much|well|often|long|many|good|high|likely|\w+ as)"
    r"|independent\w*|irrespective|regardless|unrelated|identical\w*|constant|little|hardly"
    r"|scarcely|barely|rarely|seldom|fails?|failed|missing|impossible|unable|inadequate"
    r"|insufficient|ineffective\w*|whether or not|non|instead of|nothing|but not|despite"
    r"|disappear\w*|vanish\w*|abolish\w*|although|though|however|differ\w* from"
    r"|unlike|un\w{4,}ed|ns)\b|\bno\b|n't\b",
    re.IGNORECASE,
)
_ALIKE = re.compile(
    r"\b(?:same|similar\w*|comparabl[ey]|equal\w*|unchanged|unaffected|unrelated|alike"
    r"|(?<!twice )(?<!times )as (?:much|well|often|long|many|good|high|likely|\w+ as)"
    r"|independent\w*|irrespective|regardless|little|hardly|scarcely|barely|disappear\w*|vanish\w*"
    r"|differ\w* from)\b",
    re.IGNORECASE,
)
_INVERSE = re.compile(
    r"\b(?:inverse(?:ly)?|negative(?:ly)?) (?:\w+ ){0,2}?(?:associat|correlat|relat|link)\w*"
    r"|\b(?:associat|correlat|relat)\w+ (?:\w+ )?(?:inversely|negatively)\b",
    re.IGNORECASE,
)
_POSITIVE = re.compile(r"\bpositive(?:ly)?\b|\bdirectly\b", re.IGNORECASE)
_NO_LINK = re.compile(
    rf"\b(?:unrelated|independent(?:ly)? of|unaffected|unchanged|no (?:\w+ )?{_EFFECTS})\b",
    re.IGNORECASE,
)
_P_VALUE = re.compile(
    r"\bp(?:[- ]?values?)? ?(?P<sign>[=<>≤≥]) ?(?P<value>0?\.[0-9]+)", re.IGNORECASE
)
_NOT_SIGNIFICANT = re.compile(
    r"\b[pP] ?= ?NS\b|\bn\.?s\.(?=[ ,)])|\bNS\b|\bnot (?:statistically )?significant"
)
_SIGNIFICANT = re.compile(
    r"(?<!not )(?<!not statistically )(?<!no )\bsignifican(?:t|tly|ce)\b", re.IGNORECASE
)
_CONFIDENCE = 0.05
_MOST = 0.6
_TWO = 2
_ABOUT_IT = 0.5
_ALL_ABOUT_IT = 0.75
_CUT = re.compile(r";|,? (?:but|whereas|while|although|though|however)\b")


def finding_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """An effect told where the evidence found none, or one that was not significant."""
    yield from _nothing_found(sentence, grounds)
    yield from _not_significant(sentence, grounds)
    yield from _denied(sentence, grounds)
    yield from _other_way(sentence, grounds)
    yield from _parts_exchanged(sentence, grounds)


def _nothing_found(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    if _denies(sentence):
        return
    at_least = _ABOUT_IT if any(tells_direction(w) for w in sentence.words) else _ALL_ABOUT_IT
    near = nearest_parts(sentence, grounds, at_least)
    found = [_NOTHING_FOUND.search(text) for text in near]
    if found and all(found) and found[0]:
        reason = f"tells of an effect where the evidence found none ({found[0][0]!r})"
        yield Support("contradicted", reason)


def _denied(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    told = _NO_LINK.search(sentence.text)
    near = nearest_parts(sentence, grounds) if told else ()
    if (
        told
        and near
        and all(
            _SIGNIFICANT.search(text)
            and not (_NOTHING_FOUND.search(text) or _NONE_AT_ALL.search(text))
            for text in near
        )
    ):
        yield Support("contradicted", f"says {told[0]!r} of what was significant")


def _other_way(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """Both more, where the evidence has the one fall as the other rises."""
    near = nearest_parts(sentence, grounds)
    inverse = [_INVERSE.search(text) for text in near if not _POSITIVE.search(text)]
    if not near or len(inverse) < len(near) or not inverse[0] or not all(inverse):
        return
    signs = [sign for word in sentence.words if (sign := _sign(word))]
    if _INVERSE.search(sentence.text) or _denies(sentence):
        return
    if _POSITIVE.search(sentence.text) or (len(signs) == 2 and signs[0] == signs[1]):
        yield Support("contradicted", f"tells it the other way than {inverse[0][0]!r}")


def _sign(word: Word) -> str | None:
    told = direction_of_word(word)
    if told:
        return told[1] if told[1] in ("+", "-") else None
    return {"high": "+", "large": "+", "low": "-", "small": "-"}.get(word.text.lower())


def _parts_exchanged(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """Of two things that the evidence tells apart, the one that it found nothing of."""
    parts = [part for wording in grounds.wordings for part in _parts(wording)]
    nothing = [_NOTHING_FOUND.search(text) is not None for _, text in parts]
    if len(parts) != _TWO or nothing[0] == nothing[1]:
        return
    one, other = (_subjects(words) for words, _ in parts)
    apart = (one - other, other - one)
    for words, text in _parts(sentence):
        ours = _subjects(words)
        shared = [len(ours & each) for each in apart]
        if min(shared) > 0 or max(shared) == 0:
            continue
        nearest = shared.index(max(shared))
        ours_nothing = bool(_NOTHING_FOUND.search(text) or _ALIKE.search(text))
        if ours_nothing != nothing[nearest] and (ours_nothing or _tells_effect(words, text)):
            yield Support("contradicted", f"tells of {text.strip()!r} what the evidence does not")


def _tells_effect(words: tuple[Word, ...], text: str) -> bool:
    return _SIGNIFICANT.search(text) is not None or any(tells_direction(word) for word in words)


def _not_significant(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    told = _SIGNIFICANT.search(sentence.text)
    if not told or _SIGNIFICANT.search(grounds.text):
        return
    if _NOTHING_FOUND.search(sentence.text):
        return
    values = [_reaches(match) for match in _P_VALUE.finditer(grounds.text)]
    if any(values):
        return
    if values or _NOT_SIGNIFICANT.search(grounds.text):
        yield Support("contradicted", f"says {told[0]!r} of what was not")


def finds_nothing(sentence: Wording, grounds: Grounds) -> bool:
    """Whether the evidence, where it speaks of what the sentence does, tells of no effect."""
    return any(_NOTHING_FOUND.search(text) for text in nearest_parts(sentence, grounds, 0.0))


def tells_nothing(wording: Wording) -> bool:
    """Whether a text tells of no effect, in whatever words."""
    return bool(_NOTHING_FOUND.search(wording.text) or _ALIKE.search(wording.text))


def nearest_parts(
    sentence: Wording, grounds: Grounds, at_least: float = _ABOUT_IT
) -> tuple[str, ...]:
    """The parts of the evidence that say most of what the sentence does, if at least so much."""
    ours = _subjects(sentence.words)
    parts = [part for wording in grounds.wordings for part in _parts(wording)]
    shares = [len(ours & _subjects(words)) / max(1, len(ours)) for words, _ in parts]
    most = max(shares, default=0.0)
    if not ours or most < at_least:
        return ()
    return tuple(
        text for (_, text), share in zip(parts, shares, strict=True) if share >= _MOST * most
    )


def _reaches(match: re.Match[str]) -> bool:
    value = float(match["value"])
    return value < _CONFIDENCE or (match["sign"] in "<≤" and value <= _CONFIDENCE)


def _denies(wording: Wording) -> bool:
    return (
        any(word.text.lower() in DENYING for word in wording.words)
        or _NONE_AT_ALL.search(wording.text) is not None
    )


def _parts(wording: Wording) -> Iterator[tuple[tuple[Word, ...], str]]:
    """The text cut where it turns, each part with its words."""
    start = 0
    cuts = [match.start() for match in _CUT.finditer(wording.text)]
    for end in (*cuts, len(wording.text)):
        words = tuple(word for word in wording.words if start <= word.start < end)
        yield words, wording.text[start:end]
        start = end


def _subjects(words: tuple[Word, ...]) -> set[str]:
    return {
        word.concept
        for word in words
        if word.content and not word.light and not tells_direction(word)
    }
