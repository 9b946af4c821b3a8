"""ROUGE: how many of a reference's word pairs a text has, computed by Google's own code."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rouge_score.rouge_scorer import RougeScorer

_ROUGE_2 = "rouge2"


@dataclass(frozen=True, slots=True)
class Overlap:
    """ROUGE-2 against the reference that is best for F1 and, apart, the one best for recall."""

    f1: float
    recall: float


def overlap(text: str, references: Sequence[str]) -> Overlap:
    """The overlap of a text with references, words as they stand, without stemming."""
    found = [_scorer().score(reference, text)[_ROUGE_2] for reference in references]
    return Overlap(max(one.fmeasure for one in found), max(one.recall for one in found))


@cache
def _scorer() -> "RougeScorer":
    # Its import takes a second, which the other commands need not wait for.
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer([_ROUGE_2], use_stemmer=False)
