"""The review: what of a model's sentences may be said."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, Protocol

import regex

from service.answer import AnswerSentence, Citation, Removed, Role, Support, shown
from service.draft import Draft
from service.generation.marker import Marker
from service.generation.writing import Written
from service.instruction import is_instruction
from service.markup import leads_away
from service.role import part_of

MOST_SENTENCES = 8
MOST_WORDS = 120
MOST_READ = 24
"""Sentences read of a model; more than that is no short answer."""
_MOST_REPEATED = 5

_MARKUP = regex.compile(r"\]\s?\(|<[a-z!/][^<>]{0,200}>", regex.IGNORECASE)


class Verdict(Protocol):
    """What a guard says of a sentence, and why."""

    @property
    def label(self) -> Literal["supported", "partial", "unsupported", "contradicted"]:
        """Whether the evidence bears the sentence out."""

    @property
    def reason(self) -> str | None:
        """What it is that is not borne out, to be read on behind the sentence."""


class Guard(Protocol):
    """Tells whether evidence supports a sentence. Safe to call from several threads."""

    def support(self, sentence: str, evidence: Sequence[str]) -> Verdict:
        """The verdict on a sentence that rests on all of this evidence."""


class Review:
    """Sentences that name evidence they were given, and that a guard finds borne out by it.

    `holds` says whether a citation's quote still stands in its document. What may be said goes
    into the draft, all else is `removed`; `unresolved` counts what names no evidence.
    """

    def __init__(
        self,
        evidence: Sequence[Citation],
        guard: Guard,
        draft: Draft,
        holds: Callable[[Citation], bool],
    ) -> None:
        self.removed: list[Removed] = []
        self.unresolved = 0
        self._evidence = {one.n: one for one in evidence}
        self._guard = guard
        self._draft = draft
        self._holds = holds
        self._read = 0
        self._repeated = 0
        self._is_full = False

    @property
    def is_over(self) -> bool:
        """Whether no further sentence will be taken."""
        return (
            self._is_full
            or len(self._draft.sentences) >= MOST_SENTENCES
            or self._read >= MOST_READ
            or self._repeated >= _MOST_REPEATED
        )

    def take(self, written: Written) -> Iterator[Citation | AnswerSentence]:
        """Say a sentence, or note why not; one that was said before counts for nothing."""
        if self.is_over:
            return
        self._read += 1
        text = shown(written.text)
        said = [sentence.text for sentence in self._draft.sentences]
        if text in said or text in [removed.text for removed in self.removed]:
            self._repeated += 1
            return
        if said and sum(len(one.split()) for one in (*said, text)) > MOST_WORDS:
            self._is_full = True
            return
        cited = self._resolved(written.markers)
        if not cited:
            self._remove(text, "unsupported", "names none of the evidence")
        elif not all(self._holds(one) for one in cited):
            self._remove(text, "unsupported", "names evidence that changed meanwhile")
        elif text == shown(cited[0].quote):
            yield from self._draft.say(text, _role(cited), "verbatim", cited)
        elif _MARKUP.search(text) or leads_away(text):
            self._remove(text, "unsupported", "holds a link or markup")
        elif is_instruction(text):
            self._remove(text, "unsupported", "gives an order, as no evidence does")
        else:
            yield from self._checked(text, cited)

    def _checked(self, text: str, cited: Sequence[Citation]) -> Iterator[Citation | AnswerSentence]:
        verdict = self._verdict(text, cited)
        if verdict.label == "unsupported" or verdict.label == "contradicted":
            self._remove(text, verdict.label, verdict.reason or "is not borne out")
            return
        support: Support = verdict.label
        bearing = [one for one in cited if len(cited) == 1 or self._bears(text, one)]
        if 0 < len(bearing) < len(cited):
            narrower = self._verdict(text, bearing).label
            if narrower == "supported" or narrower == support:
                cited, support = bearing, narrower
        yield from self._draft.say(text, _role(cited), support, cited)

    def _bears(self, text: str, citation: Citation) -> bool:
        return self._verdict(text, [citation]).label in ("supported", "partial")

    def _verdict(self, text: str, cited: Sequence[Citation]) -> Verdict:
        return self._guard.support(text, [one.quote for one in cited])

    def _remove(
        self, text: str, support: Literal["unsupported", "contradicted"], reason: str
    ) -> None:
        self.removed.append(Removed(text, support, reason))

    def _resolved(self, markers: Sequence[Marker]) -> list[Citation]:
        numbers: list[int] = []
        for marker in markers:
            for named in marker.numbers:
                ends = named if isinstance(named, tuple) else (named, named)
                if marker.garbled or ends[0] > ends[1] or not set(ends) <= self._evidence.keys():
                    self.unresolved += 1
                else:
                    numbers += [n for n in self._evidence if ends[0] <= n <= ends[1]]
        return [self._evidence[n] for n in dict.fromkeys(numbers)]


def _role(cited: Sequence[Citation]) -> Role:
    background = all(part_of(one.quote, one.section) == "background" for one in cited)
    return "background" if background else "finding"
