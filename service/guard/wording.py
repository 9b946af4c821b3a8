"""Wording: the words of a text with their meanings, clauses and places."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from embeddings.terms import words_of
from service.guard.lexicon import lexicon
from service.guard.synonym import concept_of, with_plain_phrases
from service.guard.vocabulary import FUNCTION_WORDS, light_words

_PLAIN = str.maketrans(
    {
        "−": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", "·": ".", "’": "'", "µ": "μ",
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\n": " ", "\t": " ",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_BORDER_SIGN = re.compile(r"[,;:!?.]\s|--| - ")
_BORDER_WORDS = lexicon(
    """
and or but while whereas although though which who versus vs compared than whose however
because since unlike
"""
)
_STAGED = frozenset(["level", "type", "stage", "group", "phase", "class", "grade"])
_SPACES = re.compile(r"\s{2,}")
_REACH = 12
_CLAUSE_FADES = 0.3
_NUMBER_FADES = 0.6
_LIGHT = 0.4
_SHARED = 0.9


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `text[start:end]`, with its stem, what it means, and the clause that it is in.

    `concept` is one for words of one meaning; a word of content says what a text is about.
    """

    text: str
    stem: str
    concept: str
    start: int
    end: int
    clause: int
    content: bool
    light: bool


@dataclass(frozen=True)
class Wording:
    """A text, made plain, and its words in order."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def concepts(self) -> frozenset[str]:
        """What the words of content mean."""
        return frozenset(word.concept for word in self.words if word.content)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)

    @cached_property
    def lower(self) -> str:
        return self.text.lower()

    def place_at(self, start: int) -> int:
        """The index of the first word that ends behind a position of the text."""
        return next((i for i, word in enumerate(self.words) if word.end > start), len(self.words))

    def around(
        self,
        place: int,
        first: int | None = None,
        last: int | None = None,
        sides: tuple[float, float] = (1.0, 1.0),
    ) -> Mapping[str, float]:
        """What stands around a word, each concept with a weight that fades with the distance.

        Where `first` is the place of the first of several words of a kind, what stands before it
        (a subject) is as near to all that have no subject in their own clause. Nothing from `last`
        on is near. `sides` weighs what stands before and what stands behind.
        """
        found: dict[str, float] = {}
        alone = first is not None and first < place and not self._has_subject(place)
        shared = self._to(first, -1) if first is not None and alone else ()
        for side, words in zip(sides, (self._to(place, -1), self._to(place, 1, last)), strict=True):
            for concept, weight in words:
                found[concept] = max(side * weight, found.get(concept, 0.0))
        for concept, weight in shared:
            found[concept] = max(_SHARED * weight, found.get(concept, 0.0))
        return found

    def _has_subject(self, place: int) -> bool:
        clause = self.words[min(place, len(self.words) - 1)].clause
        return any(word.content and word.clause == clause for word in self.words[:place])

    def _to(self, place: int, step: int, last: int | None = None) -> Iterator[tuple[str, float]]:
        fade, steps, at = 1.0, 0, place + step
        clause = self.words[min(place, len(self.words) - 1)].clause if self.words else 0
        end = len(self.words) if last is None else last
        while 0 <= at < end and steps < _REACH:
            word = self.words[at]
            if word.clause != clause:
                fade *= _CLAUSE_FADES
                clause = word.clause
            if word.text[0].isdigit() and not self.words[at - step].text[0].isdigit():
                fade *= _NUMBER_FADES
            if word.content:
                steps += 1
                yield word.concept, (_LIGHT if word.light else 1.0) * fade / (1 + steps / 3)
            at += step


def overlap(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    """The share (0 to 1) of the weights of ours that stand in theirs as well."""
    total = sum(ours.values())
    shared = sum(min(weight, theirs.get(concept, 0.0)) for concept, weight in ours.items())
    return shared / total if total else 0.0


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return next(iter(words_of(word)), word)


@lru_cache(maxsize=1_024)
def wording_of(text: str) -> Wording:
    """The wording of a text."""
    plain = with_plain_phrases(_SPACES.sub(" ", text.translate(_PLAIN)))
    words: list[Word] = []
    clause, last = 0, 0
    for match in _WORD.finditer(plain):
        lower = match[0].lower().removesuffix("'s")
        of = lower == "because" and plain.startswith(" of", match.end())
        pair = of or (lower == "and" and any(w.text.lower() == "between" for w in words[-7:]))
        if _BORDER_SIGN.search(plain, last, match.start()) or (
            lower in _BORDER_WORDS and not pair and match[0] != "OR"
        ):
            clause += 1
        stem = _stem(lower)
        words.append(
            Word(
                match[0],
                stem,
                concept_of(lower, stem),
                match.start(),
                match.end(),
                clause,
                (
                    lower not in FUNCTION_WORDS | _BORDER_WORDS
                    or match[0] == "OR"
                    or (match[0] == "I" and bool(words) and words[-1].text.lower() in _STAGED)
                )
                and not lower[0].isdigit(),
                stem in light_words(),
            )
        )
        last = match.end()
    return Wording(plain, tuple(words))
