"""A draft: an answer as far as it has been said."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.answer import AnswerSentence, Citation, Role, Support


class Draft:
    """Sentences that are said one by one, and citations numbered by first appearance."""

    def __init__(self) -> None:
        self.text = ""
        self.sentences: list[AnswerSentence] = []
        self._citations: dict[tuple[str, int, int], Citation] = {}

    @property
    def citations(self) -> list[Citation]:
        """One for each distinct quote, in order of their numbers."""
        return list(self._citations.values())

    def say(
        self, text: str, role: Role, support: Support, cited: Sequence[Citation]
    ) -> Iterator[Citation | AnswerSentence]:
        """Add a sentence that rests on these quotes, whatever their numbers were.

        Citations that were not there before come first, then the sentence.
        """
        for citation in cited:
            if _place(citation) not in self._citations:
                added = replace(citation, n=len(self._citations) + 1)
                self._citations[_place(citation)] = added
                yield added
        numbers = tuple(dict.fromkeys(self._citations[_place(one)].n for one in cited))
        start = len(self.text) + 1 if self.text else 0
        sentence = AnswerSentence(text, start, start + len(text), numbers, role, support)
        marked = " ".join([text, *(f"[{n}]" for n in numbers)])
        self.text = f"{self.text} {marked}" if self.text else marked
        self.sentences.append(sentence)
        yield sentence


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document.id, citation.start, citation.end
