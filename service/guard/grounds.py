"""Grounds: the evidence sentences that a sentence cites, read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from seeds.abbreviation import definitions, expand
from service.guard.wording import Wording, wording_of


@dataclass(frozen=True)
class Grounds:
    """The wordings of the evidence, each abbreviation with its long form where one is known."""

    wordings: tuple[Wording, ...]

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(concept for wording in self.wordings for concept in wording.concepts)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem for wording in self.wordings for stem in wording.stems)

    @cached_property
    def text(self) -> str:
        return " ".join(wording.text for wording in self.wordings)

    @cached_property
    def lower(self) -> str:
        return self.text.lower()

    def nearest(self, sentence: Wording) -> tuple[Wording, ...]:
        """The wordings that say most of what the sentence says; all that are nearly the best."""
        shared = [len(sentence.concepts & wording.concepts) for wording in self.wordings]
        most = max(shared, default=0)
        return tuple(
            wording
            for wording, count in zip(self.wordings, shared, strict=True)
            if count and count >= 0.75 * most
        )


def grounds_of(sentence: str, evidence: Sequence[str]) -> Grounds:
    """The grounds for a sentence, whose own definitions of abbreviations hold as well."""
    known = definitions("\n".join((*evidence, sentence)))
    return Grounds(tuple(wording_of(expand(text, known)) for text in evidence))
