"""Reference: whether a sentence begins with a word that refers to one before it."""

import re

_REFERS = re.compile(
    r"(?:(?:however|moreover|furthermore|thus|therefore|in addition|also|and|but|here),? )?"
    r"(?:(?:he|she|they|its|their|both)\b(?! of the\b)"
    r"|it\b(?! (?:is|was|has been|can be|may be|should be|appears|seems)"
    r" (?:\w+ ){0,3}(?:that|to|whether)\b)"
    r"|(?:this|these|those|such)\b(?! (?:\w+ ){0,2}(?:study|studies|reviews?|trials?|paper|reports?"
    r"|article|work|analys[ei]s|meta|results?|findings?|data|cases?|observations?|evidence)))",
    re.IGNORECASE,
)


def refers_back(sentence: str) -> bool:
    """Whether a sentence opens with "it", "these patients" and the like, and not "this study"."""
    return bool(_REFERS.match(sentence))
