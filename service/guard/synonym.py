"""Synonyms: words that say the same."""

import re
from functools import cache, lru_cache

from embeddings.terms import words_of
from service.guard.thesaurus import GROUPS

_PHRASES = (
    (r"per ?cent\b", "pct"),
    (r"\ba fortnight\b", "14 days"),
    (r"\bby mouth\b", "orally"),
    (r"\b(?:side|adverse|unwanted|undesirable) (?:effect|event|reaction"
     r"|outcome)(s?)\b", r"adverse event\1"),
    (r"\bup-(?=regulat)", "up"),
    (r"\bdown-(?=regulat)", "down"),
    (r"\bto (?:a )?lesser (?:extent|degree)\b", "with less"),
    (r"\bwith (?:respect|regard) to\b", "for"),
    (r"\bnon-?significant(ly)?\b", r"not significant\1"),
    (r"\binsignificant(ly)?\b", r"not significant\1"),
    (r"\b(un|dis)-(?=[a-z]{4})", r"\1"),
    (r"\b(non)-(?=\w{2})", r"\1"),
    (r"\bin ?effective(ness)?\b", r"not effective\1"),
    (r"\bunable to\b", "not able to"),
    (r"\bin-vitro\b", "in vitro"),
    (r"\bin-vivo\b", "in vivo"),
    (r"\bfollow-up\b", "followup"),
    (r"\bc-sections?\b", "caesarean"),
    (r"\b(?:hazards?) ratio\b", "hazard ratio"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), words) for pattern, words in _PHRASES)


def with_plain_phrases(text: str) -> str:
    """The text with one way of saying for each phrase that has several."""
    for pattern, words in _COMPILED:
        text = pattern.sub(words, text)
    return text


@cache
def _concepts() -> dict[str, str]:
    """What each stem stands for; the first group that has a stem keeps it."""
    found: dict[str, str] = {}
    for line in GROUPS:
        name = line.split()[0]
        for stem in words_of(line):
            found.setdefault(stem, name)
    return found


@lru_cache(maxsize=20_000)
def _british(stem: str) -> str:
    plain = stem.replace("aemi", "emi").replace("oede", "ede").replace("our", "or")
    plain = plain.replace("paed", "ped").replace("haem", "hem").replace("oesoph", "esoph")
    return re.sub(r"(?<=[a-z]{3})is(?=$|e$|at)", "iz", plain)


def concept_of(word: str, stem: str) -> str:
    """What a word means: the name of its group, else its stem in American spelling."""
    known = _concepts()
    return known.get(stem) or known.get(word) or _british(stem)
