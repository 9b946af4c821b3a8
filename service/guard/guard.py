"""The guard: whether the evidence that a sentence cites supports it."""

from collections.abc import Callable, Iterator, Sequence

from embeddings.encoder import Encoder
from service.guard.amount import amount_differences
from service.guard.category import category_differences
from service.guard.certainty import certainty_differences
from service.guard.denial import denial_differences
from service.guard.edit import edit_differences
from service.guard.excerpt import is_excerpt
from service.guard.grounds import Grounds, grounds_of
from service.guard.meaning import Meaning, coverage_of, meaning_of, missing_words, weighty
from service.guard.name import name_differences
from service.guard.opposite import opposite_differences
from service.guard.people import being_differences
from service.guard.ranking import course_differences, ranking_differences
from service.guard.support import Support
from service.guard.trend import trend_differences
from service.guard.wording import Wording, wording_of

Rule = Callable[[Wording, Grounds], Iterator[Support]]

_RULES: tuple[Rule, ...] = (
    edit_differences,
    amount_differences,
    trend_differences,
    ranking_differences,
    course_differences,
    denial_differences,
    opposite_differences,
    being_differences,
    category_differences,
    name_differences,
    certainty_differences,
)
_SUPPORTED = Support("supported")
_COVERED = 0.7
_MUST_COVER = 0.4
_MUST_BE_NEAR = 0.5
_SHOULD_COVER = 0.62
_SHOULD_BE_NEAR = 0.7
_FOREIGN = 0.02
_ALIKE = 0.66


class Guard:
    """Checks sentences against the evidence that they cite, by rule and by meaning.

    The same sentence and evidence always give the same support. The encoder is asked only where
    the words alone do not tell.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def support(self, sentence: str, evidence: Sequence[str]) -> Support:
        """Whether the evidence sentences, taken together, support the sentence."""
        told = [text for text in evidence if text.strip()]
        if not sentence.strip():
            return Support("unsupported", "says nothing")
        if not told:
            return Support("unsupported", "cites no evidence")
        if is_excerpt(sentence, told):
            return _SUPPORTED
        wording, grounds = wording_of(sentence), grounds_of(sentence, told)
        if not wording.concepts & grounds.concepts:
            return Support("unsupported", "has no word in common with the evidence")
        for rule in _RULES:
            if difference := next(iter(rule(wording, grounds)), None):
                return difference
        missing = missing_words(wording, grounds)
        if not weighty(missing) and coverage_of(wording, missing) >= _COVERED:
            return _SUPPORTED
        return _judged(meaning_of(wording, grounds, self._encoder))


def _judged(meaning: Meaning) -> Support:
    heavy = weighty(meaning.missing)
    for word, foreign in zip(heavy, meaning.foreign, strict=False):
        if foreign >= _FOREIGN:
            return Support("unsupported", f"says {word.text!r}, of which the evidence says nothing")
    for place, alike in zip(meaning.substitutions, meaning.alike, strict=True):
        if alike < _ALIKE:
            reason = f"says {place.words!r}, the evidence {place.others!r}"
            return Support("unsupported", reason)
    far = meaning.covered < _SHOULD_COVER and meaning.cosine < _SHOULD_BE_NEAR
    if far or meaning.covered < _MUST_COVER or meaning.cosine < _MUST_BE_NEAR:
        return Support("unsupported", "says something else than the evidence")
    if meaning.covered < _COVERED:
        words = ", ".join(repr(word.text) for word in heavy[:3])
        return Support("partial", f"the evidence does not say {words}")
    return _SUPPORTED
