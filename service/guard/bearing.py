"""Bearing: how likely evidence bears a sentence out that no rule speaks against."""

from dataclasses import astuple, dataclass
from math import exp

from service.guard.meaning import Meaning, weighty


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells a paraphrase from a sentence that says more than its evidence.

    `lost` counts the weighty words that the evidence lacks, and `foreign` is how much nearer the
    sentence comes without them. Where all else is copied (`same`), such a word is no paraphrase:
    `exchanged` counts those that stand in another's place, weighed by that.
    """

    near: float
    same: float
    lost: float
    any_lost: float
    foreign: float
    exchanged: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign adds to the odds, by `python -m eval.bearing`, and the odds without any."""

    near: float
    same: float
    lost: float
    any_lost: float
    foreign: float
    exchanged: float
    bias: float


WEIGHTS = Weights(
    near=3.85, same=-6.31, lost=-0.53, any_lost=-0.81, foreign=-17.49, exchanged=-2.44, bias=2.61
)


def signs_of(meaning: Meaning) -> Signs:
    """The signs that a sentence's meaning beside its evidence gives."""
    heavy = weighty(meaning.missing)
    return Signs(
        near=meaning.cosine,
        same=meaning.same,
        lost=len(heavy),
        any_lost=float(bool(heavy)),
        foreign=sum(max(0.0, foreign) for foreign in meaning.foreign),
        exchanged=meaning.same * len(meaning.substitutions),
    )


def likelihood(signs: Signs, weights: Weights = WEIGHTS) -> float:
    """How likely (0 to 1) a sentence with these signs is borne out."""
    *added, bias = astuple(weights)
    odds = bias + sum(sign * each for sign, each in zip(astuple(signs), added, strict=True))
    return 1.0 / (1.0 + exp(-odds))
