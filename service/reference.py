"""Reference: whether a sentence begins with words that need the sentence before it."""

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

_LEANS = re.compile(
    r"(?:however|moreover|furthermore|(?:in|by) contrast|on the (?:other hand|contrary)|conversely"
    r"|nevertheless|nonetheless|in addition|additionally|besides|likewise|similarly|instead|also"
    r"|meanwhile|subsequently|then|in turn|for (?:example|instance)|specifically|in particular"
    r"|still|otherwise|rather|afterwards|as a (?:result|consequence))\b,"
    r"|(?:but|yet|and|nor|or)\b",
    re.IGNORECASE,
)


def refers_back(sentence: str) -> bool:
    """Whether a sentence opens with "it", "these patients" and the like, and not "this study"."""
    return bool(_REFERS.match(sentence))


def leans_back(sentence: str) -> bool:
    """Whether a sentence opens with "However," and the like, which set it against one before it."""
    return bool(_LEANS.match(sentence))


def needs_another(sentence: str) -> bool:
    """Whether a sentence cannot be understood without the one before it."""
    return refers_back(sentence) or leans_back(sentence)
