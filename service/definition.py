"""Definitions: questions for what a thing is, and sentences that say it."""

import re

_ASKS = re.compile(
    r"(?:(?:please|can you|could you)\s+)?"
    r"(?:what(?:\s+exactly)?\s+(?:is|are)\s+(?:meant\s+by\s+|the\s+(?:definition|meaning)\s+of\s+)?"
    r"|what\s+does\s+(?=.*\smean\b)|define\s+|(?:describe|explain)\s+what\s+(?=.*\s(?:is|are)\b))"
    r"(?:an?\s+|the\s+)?(?P<term>[^?.!,;:]+?)(?:\s+(?:means?|is|are))?\s*[?.!]*$",
    re.IGNORECASE,
)
_RELATION = re.compile(
    r"\b(?:of|in|for|with|to|between|from|by|on|among|after|during|that|which|used|known|done|if|and"
    r"|associated|caused|responsible|about|at|as|difference|best|most)\b",
    re.IGNORECASE,
)
_LONGEST = 6
_ASIDE = r"(?:\s*[(\[][^()\[\]]*[)\]])?"
_IS_A = (
    r"\s+(?:is|are)\s+(?:\w+ly\s+)?(?:an?\b|the\b|one\s+of\b|any\b|defined\b|characteri[sz]ed\b"
    r"|described\s+as\b|considered\b|types?\s+of\b|forms?\s+of\b|members?\s+of\b"
    r"|(?!not\b)\w+[\s-](?:\w+[\s-]){0,4}?(?:disorders?|diseases?|syndromes?|conditions?|proteins?"
    r"|genes?|enzymes?|receptors?|vesicles?|cells?|molecules?|antibod(?:y|ies)|inhibitors?"
    r"|agonists?|antagonists?|drugs?|agents?|tumou?rs?|cancers?|infections?|vir(?:us|uses)"
    r"|bacteri(?:a|um)|hormones?|peptides?|particles?|methods?|techniques?|tools?)\b)"
    r"|\s+(?:refers?\s+to|means|denotes?|describes?|is\s+when)\b"
    r"|\s*,\s+(?:an?\s+(?!median|mean|total|number|majority|few|third|half|quarter|dose|significant"
    r"|(?:\w+\s+)?(?:increase|decrease|reduction))|which\s+(?:is|are)\b|also\s+(?:known|called)\b"
    r"|defined\s+as\b)"
    r"|\s*:\s+an?\b"
)
_NAMED = r"\b(?:known\s+as|called|termed|referred\s+to\s+as|named)\s+(?:an?\s+|the\s+)?[“\"'‘]?"


def asked_term(question: str) -> str | None:
    """What a question wants defined: `exosomes` of "What are exosomes?"; None if nothing."""
    found = _ASKS.match(" ".join(question.split()))
    if not found:
        return None
    term = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", found["term"]).strip()
    if not term or len(term.split()) > _LONGEST or _RELATION.search(term):
        return None
    return term


def defines(sentence: str, term: str) -> bool:
    """Whether a sentence says what a thing is: `X is a …`, `X, a …`, `… known as X`."""
    words = re.findall(r"[^\W_]+", term)
    if not words:
        return False
    spelt = r"[\s\-‐‑–]+".join(map(_in_any_number, words))
    said = rf"(?<!\w){spelt}{_ASIDE}(?:{_IS_A})|{_NAMED}{spelt}\b"
    return bool(re.search(said, sentence, re.IGNORECASE))


def _in_any_number(word: str) -> str:
    stem = re.sub(r"(?<=\w{3})(?:ies|es|e|s|y)$", "", word)
    return rf"{re.escape(stem)}(?:ies|es|e|s|y)?" if stem.isalpha() else re.escape(word)
