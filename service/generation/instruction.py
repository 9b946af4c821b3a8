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
_PATTERNS = regex.compile(
    rf"(?:^|[.:;,!–—-]\s*|\b(?:please|you (?:must|should|will|shall|can|have to|are to)|now)\s+)"
    rf"(?:{_ORDERS})\b[^.]{{0,80}}\b(?:{_TOLD})\b"
    r"|\b(?:ignore|disregard|forget|override)\b[^.]{0,60}\b(?:previous|prior|above|earlier|instruction)"
    r"|^\W{0,3}(?:system|assistant|user|developer|instructions?)(?: prompt| message)?\s*[:>\]]"
    r"|<\|[^|]{1,40}\|>|\[/?INST\]|<</?SYS>>"
    r"|\byou (?:are|act as) (?:now )?(?:an? |the )?(?:\w+ )?"
    r"(?:ai|assistant|chatbot|language model|llm)\b"
    r"|\b(?:answer|respond|reply|say|write|output|print|repeat)\s+(?:only|exactly|with|that|:|\")"
    r"|!\[[^\]]*\]\(|\]\((?:https?|javascript|data):",
    regex.IGNORECASE,
)


def is_instruction(sentence: str) -> bool:
    """Whether a sentence tells whoever reads it what to do or to say: it is no evidence then.

    By its wording, and therefore one line of defence of several.
    """
    return _PATTERNS.search(sentence, timeout=1) is not None
