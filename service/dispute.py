"""Disputes: the sources of an answer that disagree, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from seeds.abbreviation import definitions, expand
from seeds.document import Document
from service.answer import AnswerSentence, Citation
from service.disagreement import opposed, takes_sides
from service.works import work_of_each


@dataclass(frozen=True, slots=True)
class Dispute:
    """Citations that say the one thing, and citations of other works that say the opposite."""

    one: tuple[Citation, ...]
    other: tuple[Citation, ...]


def are_opposed(question: str, one: tuple[Document, str], other: tuple[Document, str]) -> bool:
    """Whether quotes say opposite things of what is asked, each read as its document spells it."""
    return opposed(question, *(expand(quote, definitions(doc.text)) for doc, quote in (one, other)))


def dispute_of(
    question: str, sentences: Sequence[AnswerSentence], citations: Sequence[Citation]
) -> Dispute | None:
    """The first dispute in an answer; what it tells as background takes no side."""
    findings = {n for one in sentences if one.role == "finding" for n in one.citations}
    told = [one for one in citations if one.n in findings] if takes_sides(question) else []
    works = work_of_each(citation.document for citation in told)

    def against(one: Citation, other: Citation) -> bool:
        return works[one.document.id] != works[other.document.id] and are_opposed(
            question, (one.document, one.quote), (other.document, other.quote)
        )

    for at, first in enumerate(told):
        second = next((later for later in told[at + 1 :] if against(first, later)), None)
        if second:
            others = [each for each in told if each is not first and each is not second]
            with_first = [each for each in others if against(each, second)]
            with_second = [
                each for each in others if each not in with_first and against(each, first)
            ]
            return Dispute((first, *with_first), (second, *with_second))
    return None
