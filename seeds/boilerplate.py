"""What publishers print behind abstracts: copyright lines and the like, which are no evidence."""

import re
from collections.abc import Iterable

from seeds.document import Block
from seeds.sentence import sentence_spans

_FAR = 1_000  # what is looked at, from the end, in code points
_TELLING = re.compile(
    r"©|\(c\)|copyright|rights reserved|published (?:by|on behalf)|licensee|government work|"
    r"open[ -]access article",
    re.IGNORECASE,
)
# These begin a sentence that looks like the middle of one, or that no space parts from the last.
_MARK_BEHIND = re.compile(r"(?<=[.!?)\]])\s*(?=©|\([cC]\)\s*(?:Copyright\s+)?\d{4}\b)")
_COMPANY = r"(?:Ltd|Inc|LLC|Co|Corp|GmbH|KG|AG|SAS?|S\.A\.S?|B\.?V|S\.?r\.?l|plc|Pty|e\.V)\.?"
_HOUSES = (
    "BMJ|Elsevier|John Wiley|Karger|Lippincott|Oxford University Press|SAGE|Springer|Taylor|"
    "Thieme|Wiley|Wolters"
)
_SENTENCE = re.compile(
    "|".join(
        (
            r"(?:(?:Crown )?Copyright )?(?:©|\([cC]\)|℗).*",
            r"(?:Crown )?Copyright:? (?:is )?(?:held )?(?:by )?(?:\d{4}|[Tt]he |[A-Z]).*",
            r"Published (?:(?:in )?\d{4} )?(?:online )?(?:by (?:the )?[A-Z]|on behalf of ).*",
            r"Published (?:online )?(?:in )?\d{4}\.?",
            rf"[A-Z].{{0,150}}[Pp]ublished by (?:{_HOUSES})\b.*",
            r"This (?:article|work|paper) is protected by copyright.*",
            r"This (?:article|work|paper) (?:is|has been contributed to by) .*Government.*",
            r"The Author(?:\(s\)|s)[,.].*",
            r"(?:Karger|Thieme) (?:AG|GmbH|KG|Verlag)\b.*",
            r"No claim to original .*",
            r"All (?:other )?rights (?:are )?reserved\b.*",
            r"(?:[A-Z][\w&]*,? ){0,4}Licensee\b.*",
            r"This is an open[ -]access article (?:distributed |published )?under .*",
            r"\(Psyc(?:INFO|Info) Database Record .*",
            rf"(?:[A-Z][\w&]*,? ){{0,5}}{_COMPANY}",
        )
    )
)
# Words of results: a sentence that has one is kept, whatever it begins with.
_FINDING = re.compile(
    r"\b(?:was|were|had|did|shows?|showed|shown|found|increased?|decreased?|reduced?|improved?|"
    r"compared|versus|significant(?:ly)?|patients|participants|mice|rats|effects?|associated|"
    r"results?|conclusions?|methods?|objectives?|treat(?:ed|ment)|suggests?|recommends?|trials?)\b"
    r"|\bP\s*[<=]|\d\s*mg\b|%",
    re.IGNORECASE,
)


def without_boilerplate(text: str) -> str:
    """The text without what publishers print behind it.

    Only whole sentences at the end are taken off, each of a form that is known and free of words of
    results; what stands before another sentence stays.
    """
    far = max(0, len(text) - _FAR)
    if not _TELLING.search(text, far):
        return text
    end = len(text)
    for start in reversed(_starts(text, far)):
        if not _is_boilerplate(text[start:end].rstrip()):
            break
        end = start
    return text[:end].rstrip() if _TELLING.search(text, end) else text


def evidence_blocks(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of an abstract without what publishers print behind it, and none without text."""
    kept = [block for block in blocks if block.text]
    while kept:
        last = kept.pop()
        if text := without_boilerplate(last.text):
            return [*kept, Block(last.label, text)]
    return []


def _starts(text: str, far: int) -> list[int]:
    """Where the last sentences begin, those alone that are there as a whole."""
    begun = [far + start for start, _ in sentence_spans(text[far:])]
    marked = [mark.end() for mark in _MARK_BEHIND.finditer(text, far)]
    return sorted({*(begun[1:] if far else begun), *marked})


def _is_boilerplate(sentence: str) -> bool:
    return _SENTENCE.fullmatch(sentence) is not None and not _FINDING.search(sentence)
