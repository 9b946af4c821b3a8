"""Kind: what sort of answer a question asks for, told by its words."""

import re
from typing import Literal

Kind = Literal["yes_no", "fact", "list", "summary"]

_BEFORE = re.compile(
    r"^(?:(?:please|can you tell me|tell me|do you know)[, ]+|about [^:]+: )", re.IGNORECASE
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "yes_no",
        re.compile(
            r"(?:is|are|was|were|do|does|did|can|could|has|have|had|should|will|would|may)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "list",
        re.compile(
            r"(?:list|name|enumerate)\b|.*\blist\b"
            r"|(?:which|what) (?:\w+ ){0,2}(?:are|were|have)\b"
            r"|(?:which|what) (?:\w+ ){0,3}\w+s (?:are|were|is|have|has|can|do)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "summary",
        re.compile(
            r"(?:what (?:is|are|was|does|do)|how(?! (?:many|much|long|often|old))|why"
            r"|describe|explain|define|summari[sz]e|compare)\b",
            re.IGNORECASE,
        ),
    ),
)


def kind_of(question: str) -> Kind:
    """The kind of a question in English; one that no rule tells asks for a fact."""
    asked = _BEFORE.sub("", question.strip())
    return next((kind for kind, pattern in _KINDS if pattern.match(asked)), "fact")
