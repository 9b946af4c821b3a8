"""Composition: chosen sentences become the text of an answer, with markers and citations."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answer import AnswerSentence, Citation, shown
from service.candidate import Candidate


@dataclass(frozen=True, slots=True)
class Composition:
    """The text of an answer with its sentences and what they cite."""

    text: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]


def composed(candidates: Sequence[Candidate]) -> Composition:
    """The sentences in order, each followed by the markers of its citations, joined by spaces.

    The first citation of a sentence has its words; the others say the same elsewhere.
    """
    text = ""
    sentences: list[AnswerSentence] = []
    citations: list[Citation] = []
    for candidate in candidates:
        cited = [
            _citation(n, one)
            for n, one in enumerate((candidate, *candidate.also), start=len(citations) + 1)
        ]
        text += " " if text else ""
        sentence = AnswerSentence(
            text=shown(candidate.quote),
            start=len(text),
            end=len(text) + len(candidate.quote),
            citations=tuple(one.n for one in cited),
            role="background" if candidate.part == "background" else "finding",
            support="verbatim",
        )
        text += " ".join((sentence.text, *(f"[{one.n}]" for one in cited)))
        sentences.append(sentence)
        citations += cited
    return Composition(text, tuple(sentences), tuple(citations))


def _citation(n: int, candidate: Candidate) -> Citation:
    return Citation(
        n=n,
        document=candidate.hit.document,
        passage=candidate.hit.passage,
        section=candidate.section,
        quote=candidate.quote,
        start=candidate.start,
        end=candidate.end,
        score=candidate.score,
    )
