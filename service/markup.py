"""Markup: what a page that shows a sentence would make a link, an image or an element of."""

from service.disguise import undisguised
from service.wording_rule import WordingRule, marked, matches

_ELEMENTS = (
    "a|applet|area|audio|base|button|embed|form|frame|iframe|img|image|input|link|math|meta|object"
    "|script|source|style|svg|template|track|video"
    "|answer|assistant|context|documents?|evidence|instructions?|prompt|system|tool_calls?|user"
)
_ATTRIBUTES = r"(?:aria-hidden|background|href|on[a-z]+|src|srcset|style)\s*="

MARKUP: tuple[WordingRule, ...] = (
    marked(r"!\[", "!["),
    marked(r"\]\s?\(\s*<?(?:[a-z][a-z0-9+.-]{1,15}:|//|[#/.])", "]"),
    marked(r"^\W{0,3}\[[^\]]{1,80}\]:\s*\S", "]:"),
    marked(
        rf"</?(?:{_ELEMENTS})(?:\s[^<>]*)?/?>"
        rf"|<[a-z][\w:-]*\s(?:[^<>]{{0,300}}\s)?(?:{_ATTRIBUTES}|hidden\b)"
        r"|<!--|<(?:https?|ftp|mailto):",
        "<",
    ),
    marked(r"\bjavascript:|\bdata:[a-z]+/", "javascript: data:"),
)
"""Rules for texts in lower case. A bare address is none: it holds nothing of who reads it."""

_ADDRESS: tuple[WordingRule, ...] = (
    marked(r"\b(?:https?|ftp):\S|\bwww\.", "http: https: ftp: www."),
)


def leads_away(text: str) -> bool:
    """Whether a text holds markup or a bare address: what is not a quote has no call for either."""
    return matches((*MARKUP, *_ADDRESS), undisguised(text))
