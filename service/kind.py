"""Kind: what sort of answer a question asks for, told by its words."""

import re
from typing import Literal

Kind = Literal["comparison", "yes_no", "fact", "list", "summary"]

_POLITE = re.compile(
    r"^(?:(?:please|can you tell me|tell me|do you know)[, ]+|about [^:]+: )", re.IGNORECASE
)
COMPARES = re.compile(
    r"\b(?:versus|vs\b\.?|compared? (?:with|to)|(?:in )?comparison (?:with|to|of)"
    r"|(?:better|worse|safer|(?:more|less|fewer) (?:\w+ ){0,2}\w+|(?!rather|other)\w{3,}er) than"
    r"|(?:super|infer)ior to|differences? between|differ from|compare\b)",
    re.IGNORECASE,
)
"""Words that set one thing against another."""
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("comparison", re.compile(r".*?(?:" + COMPARES.pattern + ")", re.IGNORECASE | re.DOTALL)),
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
    """The kind of a question in English; one that no rule tells asks for a fact.

    A title that asks does so behind its colon: `Minoxidil in men: does it help?`.
    """
    asked = _POLITE.sub("", question.strip())
    parts = (asked, asked.rpartition(": ")[2])
    return next((kind for part in parts for kind, pattern in _KINDS if pattern.match(part)), "fact")
