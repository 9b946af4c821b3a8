"""Openings: what people say before they ask."""

import re

from service.conversation.words import words_in

_NODS = "hello|hi|hm+|ok|okay|oh|please|so|thank you|thanks(?: a lot| so much)?|many thanks|well"
_PAUSED = (
    "alright|fine|good|great|i see|interesting|nice|no|perfect|really|right|sorry|sure|very well"
    "|wow|yes"
)
_NOD = re.compile(
    rf"^(?:(?:(?:{_NODS})\b|(?:{_PAUSED})(?=\s*(?:[,.;:!?…–]|$)))[\s,.;:!?…–-]*)+", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:(?:and|but|or|then|also|plus|only|just|i mean|i meant)\b[\s,…]*)+", re.IGNORECASE
)


def without_nods(question: str) -> str:
    """The question without "thanks", "ok" and the like before it."""
    asked = _NOD.sub("", question.strip())
    return asked if words_in(asked) else question.strip()


def is_nod(text: str) -> bool:
    """Whether a text is no more than "thanks", "ok" and the like."""
    return not words_in(_NOD.sub("", text.strip()))


def without_lead(question: str) -> str:
    """The same without an "and" or "but" before it."""
    asked = _LEAD.sub("", without_nods(question))
    return asked if words_in(asked) else question.strip()
