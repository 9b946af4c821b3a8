"""Excerpts: sentences that are the evidence's own words, whole or cut at the borders of clauses."""

import re
from collections.abc import Sequence

_SPACE = re.compile(r"\s+")
_BEFORE = re.compile(
    r"(?:^|[,;:.!?)\]]|--?|—|–)\s*(?:(?:and|but|or|while|whereas|although|though|however|so|thus"
    r"|hence|yet)\b,?\s*)?\(?$"
    r"|\s(?:and|but|while|whereas|although)\s$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\s*(?:$|[,;:.!?(\[)\]]|-\s|—|–|(?:and|but|while|whereas|although|though|because|which"
    r"|who)\b)",
    re.IGNORECASE,
)
_SHORTEST = 4


def is_excerpt(sentence: str, evidence: Sequence[str]) -> bool:
    """Whether a sentence is evidence word for word, or a part that is cut at clause borders."""
    said = _plain(sentence)
    if not said:
        return False
    texts = [_plain(text) for text in (*evidence, " ".join(evidence))]
    if any(said == text.rstrip(".") or said == text for text in texts):
        return True
    return len(said.split()) >= _SHORTEST and any(_is_cut(said, text) for text in texts)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip().rstrip(".;,").strip()


def _is_cut(said: str, text: str) -> bool:
    # Only the first letter may change its case: a clause becomes a sentence.
    lowered = said[:1].lower() + said[1:], said[:1].upper() + said[1:]
    for form in lowered:
        start = text.find(form)
        while start >= 0:
            if _BEFORE.search(text[:start]) and _AFTER.match(text[start + len(form) :]):
                return True
            start = text.find(form, start + 1)
    return False
