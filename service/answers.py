"""Recent answers, kept for a while so that they can be read and cited again."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic

from service.answer import Answer, Citation
from service.error import InputError

KEPT = 1_000
SECONDS = 3_600.0
_MOST_CHARACTERS = 50_000_000
"""Characters of all answers that are kept; each is some 5,000."""


class UnknownAnswerError(InputError):
    """An id that no answer has which is still kept."""


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Answer
    until: float
    characters: int


class Answers:
    """The answers given last: at most `kept`, each for `seconds`; threads may share them.

    Of what an answer cites only what it says of the works is kept, not their texts.
    """

    def __init__(
        self, kept: int = KEPT, seconds: float = SECONDS, now: Callable[[], float] = monotonic
    ) -> None:
        self._most = kept
        self._seconds = seconds
        self._now = now
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def remember(self, answer: Answer) -> None:
        """Keep an answer; those that are the oldest or too old are forgotten."""
        lean = replace(answer, citations=tuple(map(_without_text, answer.citations)))
        kept = _Kept(lean, self._now() + self._seconds, _characters(lean))
        with self._lock:
            self._forget(answer.id)
            self._kept[answer.id] = kept
            self._characters += kept.characters
            while self._kept and self._is_over(next(iter(self._kept.values()))):
                self._forget(next(iter(self._kept)))

    def get(self, answer_id: str) -> Answer:
        """The answer of an id; its documents have no text. Raises `UnknownAnswerError`."""
        with self._lock:
            kept = self._kept.get(answer_id)
        if kept is None or kept.until <= self._now():
            raise UnknownAnswerError(
                f"No answer {answer_id[:60]!r} is kept: the last {self._most:,} are, for"
                f" {self._duration()} each and until the service ends. Ask again."
            )
        return kept.answer

    def _is_over(self, oldest: _Kept) -> bool:
        return (
            len(self._kept) > self._most
            or self._characters > _MOST_CHARACTERS
            or oldest.until <= self._now()
        )

    def _forget(self, answer_id: str) -> None:
        if kept := self._kept.pop(answer_id, None):
            self._characters -= kept.characters

    def _duration(self) -> str:
        if self._seconds < 120:
            return f"{self._seconds:g} seconds"
        return f"{self._seconds / 60:,.4g} minutes"


def _without_text(citation: Citation) -> Citation:
    return replace(
        citation,
        document=replace(citation.document, text="", sections=(), sources=(), field_sources={}),
        passage=replace(citation.passage, text="", sentences=()),
    )


def _characters(answer: Answer) -> int:
    """About how much an answer holds."""
    parts = [answer.question, *(sentence.text for sentence in answer.sentences)]
    for one in answer.citations:
        parts += [one.quote, one.document.title or "", *one.document.authors]
    return 2 * sum(map(len, parts)) + sum(len(removed.text) for removed in answer.removed)
