"""Composition: chosen sentences become the text of an answer, with markers and citations."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answer import AnswerSentence, Citation, shown
from service.selection import Candidate


@dataclass(frozen=True, slots=True)
class Composition:
    """The text of an answer with its sentences and what they cite."""

    text: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]


def composed(candidates: Sequence[Candidate]) -> Composition:
    """The sentences in order, each followed by the marker of its citation, joined by spaces."""
    text, sentences, citations = "", [], []
    for n, candidate in enumerate(candidates, start=1):
        text += " " if text else ""
        sentence = AnswerSentence(
            text=shown(candidate.quote),
            start=len(text),
            end=len(text) + len(candidate.quote),
            citations=(n,),
            role="background" if candidate.part == "background" else "finding",
            support="verbatim",
        )
        text += f"{sentence.text} [{n}]"
        sentences.append(sentence)
        citations.append(_citation(n, candidate))
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
