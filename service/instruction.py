"""Instructions: sentences that speak to a model instead of reporting something."""

import regex

_ORDERS = (
    "add|always|answer|cite|conclude|discard|disregard|do not|don't|forget|ignore|include|insert"
    "|mention|never|obey|only|output|override|pretend|print|quote|recommend|repeat|reply|respond"
    "|return|reveal|say|state|tell|write"
)
_TOLD = (
    "assistant|instructions?|prompts?|system messages?|(?:this|that|the following)"
    " (?:abstract|answer|document|passage|sentence|source|text)|me|the (?:model|reader|user)"
    "|everything (?:above|before|else)|all (?:other|previous|prior) \\w+"
)
_ADDRESSED = (
    r"(?:^\W{0,3}|[.:;,!–—-]\s+|\b(?:please|now|and|then|must|should|shall|have to|are to)\s+)"
)
_PATTERNS = regex.compile(
    rf"{_ADDRESSED}(?:{_ORDERS})\b[^.]{{0,80}}\b(?:{_TOLD})\b"
    rf"|{_ADDRESSED}(?:answer|respond|reply|say|state|write|output|print|repeat|return)"
    r"(?:\s+(?:only|exactly|with|that|in|yes|no)\b|\s*[:\"“‘'])"
    r"|\b(?:ignore|disregard|forget|override)\b[^.]{0,60}"
    r"\b(?:previous|prior|above|earlier|instructions?|rules)\b"
    r"|^\W{0,6}(?:system|assistant|user|developer|instructions?)(?: prompt| message)?\s*[:>\]]"
    r"|<\|[^|]{1,40}\|>|\[/?INST\]|<</?SYS>>"
    r"|\byou (?:are|act as) (?:now )?(?:an? |the )?(?:\w+ )?"
    r"(?:ai|assistant|chatbot|language model|llm)\b"
    r"|!\[[^\]]*\]\(|\]\((?:https?|javascript|data):",
    regex.IGNORECASE,
)


def is_instruction(sentence: str) -> bool:
    """Whether a sentence tells whoever reads it what to do or to say: it is no evidence then.

    By its wording, and therefore one line of defence of several.
    """
    return _PATTERNS.search(sentence, timeout=1) is not None
