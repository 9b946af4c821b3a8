"""What publishers print behind abstracts: copyright lines and the like, which are no evidence."""

import re
from collections.abc import Iterable

from seeds.document import Block

_FAR = 700  # what may be taken off at most, in code points
_TELLING = re.compile(
    r"©|\(c\)|copyright|rights reserved|published (?:by|on behalf)|licen[cs]ee|government work|"
    r"open[ -]access article|verlag",
    re.IGNORECASE,
)
# Full stops of companies and initials end no sentence.
_COMPANY = (
    r"(?:Ltd|Inc|LLC|L\.?L\.?C|Co|Corp|GmbH|KG|AG|S\.?A\.?S?|B\.?\s?V|S\.?r\.?l|p\.?l\.?c|Pty|"
    r"U\.?S\.?A?|U\.?K|St|Dr|e\.?\s?V|et al|[A-Z])\."
)
_WORDS = rf"(?:{_COMPANY}|[^.!?%<>=≤≥±])*?"
_MARK = r"(?:(?:Crown\s+)?Copyright\b\s*)?(?:©|\([cC]\)|℗)\s*(?:Copyright\b\s*)?"
_HOLDER = r"(?:Crown\s+)?Copyright:?\s+(?:is\s+)?(?:held\s+)?(?:by\s+)?(?=\d{4}|[Tt]he\b|[A-Z])"
_PUBLISHED = r"Published\s+(?:(?:in\s+)?\d{4}\s+)?(?:online\s+)?(?:by|on\s+behalf\s+of)\s+[A-Zt]"
_BEGINNINGS = "|".join(
    (
        _MARK,
        _HOLDER,
        _PUBLISHED,
        r"This\s+(?:article|work|paper)\s+is\s+protected\s+by\s+copyright",
        r"This\s+(?:article|work|paper)\s+(?:is\s+a|has\s+been\s+contributed\s+to\s+by)\s+U\.?S\.?",
        r"No\s+claim\s+to\s+original\b",
        r"All\s+(?:other\s+)?rights\s+(?:are\s+)?reserved",
        r"(?:[A-Z][\w&]*,?\s+){0,4}(?:Licensee|Verlag)\b",
        r"This\s+is\s+an\s+open[\s-]access\s+article\s+(?:distributed\s+|published\s+)?under",
        r"(?:John\s+)?Wiley\b|Wiley-Liss\b|Elsevier\b|Springer\b|Georg\s+Thieme\b",
    )
)
_SENTENCE = re.compile(
    rf"(?:(?:{_BEGINNINGS}){_WORDS}(?:\.|$)|(?:{_COMPANY}\s*)+|"
    rf"\(Psyc(?:INFO|Info)\s+Database\s+Record{_WORDS}\)\s*\.?)\s*"
)
_LICENCE = re.compile(
    r"This\s+is\s+an\s+open|protected\s+by\s+copyright|Government|public\s+domain"
)
# Words of results: a sentence that has one is kept, whatever else it says.
_FINDING = re.compile(
    r"\b(?:was|were|had|did|has|have|shows?|showed|found|increased?|decreased?|reduced?|improved?|"
    r"compared|versus|significant(?:ly)?|patients|participants|mice|rats|effects?|associated|results?|"
    r"conclusions?|methods?|objectives?|treat(?:ed|ment)|suggests?|laws?|issues?)\b|\bP\s*[<=]|\d\s*mg",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"(?:^|(?<=[.!?)\]\s]))(?=\S)")


def without_boilerplate(text: str) -> str:
    """The text without what publishers print behind it.

    Only whole sentences at the end are taken off, each of a form that is known and free of words of
    results; what stands before another sentence stays.
    """
    far = max(0, len(text) - _FAR)
    if not _TELLING.search(text, far):
        return text
    for begin in _BEGIN.finditer(text, far):
        if _is_boilerplate(text, begin.start()):
            return text[: begin.start()].rstrip()
    return text


def evidence_blocks(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of an abstract without what publishers print behind it, and none without text."""
    kept = [block for block in blocks if block.text]
    while kept:
        last = kept.pop()
        if text := without_boilerplate(last.text):
            return [*kept, Block(last.label, text)]
    return []


def _is_boilerplate(text: str, start: int) -> bool:
    """Whether nothing but such sentences stands from a position on."""
    at = start
    while at < len(text):
        sentence = _SENTENCE.match(text, at)
        if not sentence or sentence.end() == at:
            return False
        if _FINDING.search(sentence[0]) and not _LICENCE.search(sentence[0]):
            return False
        at = sentence.end()
    return at > start and _TELLING.search(text, start) is not None
