"""Statements: the sentences of a document, each with the part that it plays."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from seeds.document import Document
from seeds.label import printed_labels
from seeds.sentence import sentence_spans

Part = Literal["background", "aim", "method", "result", "conclusion"]

_LABELS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    ("conclusion", re.compile(r"conclu|discussion|interpretation|significance|implication|结论")),
    ("result", re.compile(r"result|finding|observation|结果")),
    (
        "method",
        re.compile(
            r"method|design|setting|participant|patient|subject|sample|material|intervention"
            r"|measure|procedure|data|source|analys|approach|selection|case|animal|方法"
        ),
    ),
    ("aim", re.compile(r"objective|aim|purpose|goal|question|hypoth|目的")),
    ("background", re.compile(r"background|introduc|context|rationale|importance|背景")),
)
_AIM = re.compile(
    r"\b(?:(?:aim|purpose|objective|goal)s?\b|we (?:aim|sought|hypothesi[sz]e|set out|wanted)"
    r"|to (?:determine|evaluate|assess|investigate|examine|compare|study|explore|test|describe"
    r"|analy[sz]e|clarify|establish|identify|find out)\b|whether\b)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:(?:has|have) (?:previously |recently |long |often |also )?been\b|is (?:a|an|the)\b|are\b"
    r"|may\b|can\b|remains?\b|previous(?:ly)?\b|recent (?:studies|evidence|data)|it is\b|is known"
    r"|little is\b|studies (?:have|suggest|show))",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:were|was|underwent|we (?!aim|sought|hypothesi|want)\w+ed|received|(?:this|the present"
    r"|our) (?:case|study|report|series|paper|review)|n ?= ?\d)\b",
    re.IGNORECASE,
)
_PLAIN_SPACES = dict.fromkeys(map(ord, "\n\r\t\u00a0\u2007\u2009\u200a\u202f"), " ")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, and the part that it plays.

    It begins at `start` in the document's text; all its white space is plain spaces, one for one.
    `label` is that of its section, in lower case.
    """

    text: str
    start: int
    part: Part
    label: str = ""


def statements(document: Document) -> tuple[Statement, ...]:
    """The document's sentences in order, each with its part: by its label, else by its words."""
    labels = _labels(document)
    found = []
    for start, end in sentence_spans(document.text):
        index = bisect_right(labels, start, key=lambda label: label[0]) - 1
        _, words_end, words = labels[index] if index >= 0 else (0, 0, "")
        begin = min(end, max(start, words_end))  # a printed label says nothing itself
        text = document.text[begin:end].translate(_PLAIN_SPACES)
        found.append(Statement(text, begin, _part(words, text), words))
    return tuple(found)


def spread(told: Iterable[Statement]) -> str:
    """The statements at their places in the document's text, with spaces for all else."""
    text = ""
    for statement in told:
        text += " " * (statement.start - len(text)) + statement.text
    return text


def _labels(document: Document) -> list[tuple[int, int, str]]:
    """Where each label begins and ends in the text, and its words; a section's has no length."""
    if document.sections:
        return [(each.start, each.start, each.label.lower()) for each in document.sections]
    return [(start, end, label.lower()) for start, end, label in printed_labels(document.text)]


def _part(label: str, text: str) -> Part:
    named = next((part for part, words in _LABELS if words.search(label)), None) if label else None
    if named == "background" and _AIM.search(text):
        return "aim"
    # Whole abstracts stand under one label, and methods under the heading of the background.
    if named == "background" and _DONE.search(text) and not _TOLD.search(text):
        return "method"
    if named:
        return named
    if _DONE.search(text):
        return "method"
    return "aim" if _AIM.search(text) else "background" if _TOLD.search(text) else "method"
