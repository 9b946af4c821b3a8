"""Meaning: how much of what a sentence says the evidence says at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.encoder import Encoder
from service.guard.alignment import Edit, alignment_of
from service.guard.direction import tells_direction
from service.guard.grounds import Grounds
from service.guard.initialism import initials_of, spelt_places
from service.guard.substitution import substitutions_of
from service.guard.wording import Word, Wording

_ROOT = 5
_LIGHT = 0.25
_MOST_ASKED = 3
_CONDITIONS = frozenset(["deficiency", "excess", "failure", "gain", "growth", "loss"])


@dataclass(frozen=True, slots=True)
class Meaning:
    """How near a sentence is to its evidence (cosine), and which of its words that lacks.

    `covered` is the share of its words of content that the evidence has, in one form or another,
    `shared` how many these are, and `same` the share of all its words that stand in one text of it,
    in order; `foreign` tells for each of the first missing words how much nearer the sentence is
    without it.
    """

    covered: float
    shared: float
    missing: tuple[Word, ...]
    cosine: float
    same: float
    foreign: tuple[float, ...]
    substitutions: tuple[Edit, ...]


def missing_words(sentence: Wording, grounds: Grounds) -> tuple[Word, ...]:
    """The words of content that the evidence has in no form."""
    initials = initials_of(grounds)
    spelt = spelt_places(sentence, grounds)
    return tuple(
        word
        for place, word in enumerate(sentence.words)
        if word.content
        and place not in spelt
        and word.concept not in grounds.concepts
        and word.stem not in grounds.stems
        and word.text.lower() not in initials
        and not _is_kin(word, grounds)
    )


def coverage_of(sentence: Wording, missing: Sequence[Word]) -> float:
    """The share (0 to 1) of the words of content that are not missing; light ones count less."""
    total = sum(_weight(word) for word in sentence.words if word.content)
    lost = sum(_weight(word) for word in missing)
    return 1.0 - lost / total if total else 1.0


def meaning_of(sentence: Wording, grounds: Grounds, encoder: Encoder) -> Meaning:
    """The meaning of a sentence beside its evidence, from one batch of texts."""
    missing = missing_words(sentence, grounds)
    heavy = weighty(missing)[:_MOST_ASKED]
    without = [sentence.text[: w.start] + sentence.text[w.end :].lstrip() for w in heavy]
    evidence = [wording.text for wording in grounds.wordings]
    joined = [grounds.text] if len(evidence) > 1 else []
    vectors = encoder.encode_passages([sentence.text, *without, *evidence, *joined])
    ours, theirs = np.split(vectors, [1 + len(without)])
    near = np.max(ours @ theirs.T, axis=1)
    aligned = (alignment_of(sentence, wording, numbers=True) for wording in grounds.wordings)
    closest = max(aligned, key=lambda one: one.same)
    covered = coverage_of(sentence, missing)
    return Meaning(
        covered,
        covered * sum(_weight(word) for word in sentence.words if word.content),
        missing,
        float(near[0]),
        closest.same,
        tuple(float(one - near[0]) for one in near[1:]),
        tuple(substitutions_of(sentence, grounds, missing)),
    )


def weighty(missing: Sequence[Word]) -> list[Word]:
    """The missing words that may be invented; directions have a rule of their own.

    Not those that name a condition as well, as in `hair loss`.
    """
    return [
        word
        for word in missing
        if not word.light and (word.text.lower() in _CONDITIONS or not tells_direction(word))
    ]


def _weight(word: Word) -> float:
    return _LIGHT if word.light else 1.0


def _is_kin(word: Word, grounds: Grounds) -> bool:
    """Whether the evidence has a word of the same root (`hypothalamus`, `hypothalamic`)."""
    stem = word.stem
    if len(stem) < _ROOT:
        return False
    for other in grounds.stems:
        if len(other) < _ROOT:
            continue
        shared = min(len(stem), len(other))
        start = next((i for i in range(shared) if stem[i] != other[i]), shared)
        if start >= max(_ROOT, shared - 3):
            return True
    return False
