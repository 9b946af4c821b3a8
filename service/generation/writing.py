"""Writing: the sentences of a model's text as it comes, with the evidence that each names."""

import unicodedata
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import regex

from seeds.sentence import sentence_spans
from service.generation.marker import Marker, markers, settled

_STEP = 32
_AHEAD = 64
"""Code points after a sentence that settle where it ends and which markers follow it."""

_THOUGHT = regex.compile(r"\A\s*+<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", regex.DOTALL)
_BULLET = r"(?:[-*•–+>]\s++|\d{1,2}[.)]\s++|#{1,6}\s++)*+"
_LINE_START = regex.compile(rf"(?:\A|\n)[^\S\n]*+{_BULLET}\Z")
_LEAD = regex.compile(
    rf"\s*+{_BULLET}(?:(?:Short\s)?(?:Answer|Response)\s*:\s*+)?", regex.IGNORECASE
)
_EMPHASIS = regex.compile(r"\*\*|__|`")
_JOINING = regex.compile(r"\s*(?:,|;|and|&)\s*")
_CLOSES = ".,;:!?)。，；：！？）"
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence in a model's words, without markers, and the markers that it had."""

    text: str
    markers: tuple[Marker, ...]


class Writing:
    """A text that grows; what its sentences are does not depend on how it is cut into pieces.

    A marker belongs to the sentence that it stands in or behind, and to the one that follows
    where it begins a line of text or the text as a whole begins with one.
    """

    def __init__(self, literals: Set[str]) -> None:
        self._literals = literals
        self._text = ""
        self._waiting = ""
        self._given = 0

    def add(self, piece: str) -> Iterator[Written]:
        """The sentences that a further piece of the text brings to their end."""
        self._waiting += piece
        while len(self._waiting) >= _STEP:
            self._text += self._waiting[:_STEP]
            self._waiting = self._waiting[_STEP:]
            yield from self._sentences(last=False)

    def end(self, *, whole: bool) -> Iterator[Written]:
        """The sentences that are left; unless the text is whole, the last is left out if cut."""
        self._text += self._waiting
        self._waiting = ""
        yield from self._sentences(last=True, whole=whole)

    def _sentences(self, *, last: bool, whole: bool = True) -> Iterator[Written]:
        text = _THOUGHT.sub("", self._text)
        clean, marked = _parted(text if last else text[: settled(text)], self._literals)
        spans = sentence_spans(clean)
        ready = len(spans) if last else sum(end + _AHEAD <= len(clean) for _, end in spans)
        if last and not whole and spans and not _is_ended(clean[slice(*spans[-1])]):
            ready -= 1
        if ready > self._given:
            owned = _owned(clean, spans, marked)
            for n in range(self._given, ready):
                words = _plain(clean[slice(*spans[n])])
                if any(character.isalnum() for character in words):
                    yield Written(words, tuple(owned[n]))
            self._given = ready


def _parted(text: str, literals: Set[str]) -> tuple[str, list[tuple[int, Marker]]]:
    """A text without its markers, and each marker with the place in it where it stood."""
    clean, at = "", 0
    marked: list[tuple[int, Marker]] = []
    for marker in markers(text, literals):
        between = text[at : marker.start]
        clean += "" if marked and _JOINING.fullmatch(between) else between
        at = marker.end
        follows = text[at : at + 1]
        if not follows or follows.isspace() or follows in _CLOSES:
            clean = clean.rstrip(" \t")
        marked.append((len(clean), marker))
        if follows.isalnum() and clean and not clean[-1].isspace():
            clean += " "
    return clean + text[at:], marked


def _owned(
    clean: str, spans: Sequence[tuple[int, int]], marked: Sequence[tuple[int, Marker]]
) -> list[list[Marker]]:
    owned: list[list[Marker]] = [[] for _ in spans]
    led = bool(marked) and _LINE_START.fullmatch(clean[: marked[0][0]]) is not None
    for place, marker in marked:
        n = max((i for i, (start, _) in enumerate(spans) if start < place), default=0)
        alone = clean[place:].lstrip(" \t")[:1] in ("", "\n")
        leads = (led or _LINE_START.search(clean[:place])) and not alone
        between = n < len(spans) and place >= spans[n][1]
        if between and leads and n + 1 < len(spans):
            n += 1
        if n < len(spans):
            owned[n].append(marker)
    return owned


def _plain(text: str) -> str:
    """A sentence as an answer shows it: one line, without list marks, emphasis, hidden letters."""
    text = _LEAD.sub("", _EMPHASIS.sub("", text), count=1)
    shown = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in _HIDDEN
    )
    return " ".join(shown.split())


def _is_ended(text: str) -> bool:
    return text.rstrip("\"'”’)]*_ ").endswith((".", "!", "?", "。", "！", "？"))
