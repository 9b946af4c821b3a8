"""The guard: whether the evidence that a sentence cites supports it."""

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from embeddings.encoder import Encoder
from service.guard.amount import amount_differences
from service.guard.bearing import likelihood, signs_of
from service.guard.category import category_differences
from service.guard.certainty import certainty_differences
from service.guard.comparator import comparator_differences
from service.guard.denial import denial_differences
from service.guard.edit import edit_differences
from service.guard.excerpt import is_excerpt
from service.guard.finding import finding_differences
from service.guard.grounds import Grounds, grounds_of
from service.guard.meaning import Meaning, coverage_of, meaning_of, missing_words, weighty
from service.guard.name import name_differences
from service.guard.opposite import opposite_differences
from service.guard.people import being_differences
from service.guard.ranking import course_differences, ranking_differences
from service.guard.support import Support
from service.guard.trend import trend_differences
from service.guard.wording import Word, Wording, wording_of

Rule = Callable[[Wording, Grounds], Iterator[Support]]

RULES: tuple[Rule, ...] = (
    edit_differences,
    amount_differences,
    trend_differences,
    ranking_differences,
    course_differences,
    denial_differences,
    finding_differences,
    opposite_differences,
    being_differences,
    category_differences,
    name_differences,
    certainty_differences,
    comparator_differences,
)
_DIGIT = re.compile(r"\d")
_SUPPORTED = Support("supported")
_ELSE = Support("unsupported", "says something else than the evidence")
_ABOUT_IT = 0.55
_SOMETHING_ELSE = 0.35
_COVERED = 0.7
_SUBJECT = 1.8
"""Words of content; sharing fewer, a sentence is at most about the same thing."""
_LIKELY = 0.55
_SURE = 0.65


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
        return self._compared(wording_of(sentence), grounds_of(sentence, told))

    def _compared(self, sentence: Wording, grounds: Grounds) -> Support:
        missing = missing_words(sentence, grounds)
        covered = coverage_of(sentence, missing)
        meaning: Meaning | None = None
        if covered < _ABOUT_IT:
            meaning = meaning_of(sentence, grounds, self._encoder)
            if meaning.cosine < _SOMETHING_ELSE:
                return _ELSE
        for rule in RULES:
            if difference := next(iter(rule(sentence, grounds)), None):
                return difference
        if not weighty(missing) and covered >= _COVERED:
            return _SUPPORTED
        meaning = meaning or meaning_of(sentence, grounds, self._encoder)
        return _unnamed(sentence, meaning) or _judged(meaning)


def _unnamed(sentence: Wording, meaning: Meaning) -> Support | None:
    """What a sentence wants that names the evidence's subject, and says something else of it.

    Numbers that agree are as good as words: they were compared before.
    """
    if meaning.shared >= _SUBJECT or meaning.covered > _ABOUT_IT or _DIGIT.search(sentence.text):
        return None
    return _strange(weighty(meaning.missing), meaning)


def _judged(meaning: Meaning) -> Support:
    likely = likelihood(signs_of(meaning))
    if likely >= _SURE:
        return _SUPPORTED
    heavy = weighty(meaning.missing)
    if likely >= _LIKELY:
        words = ", ".join(repr(word.text) for word in heavy[:3])
        return Support("partial", f"the evidence does not say {words or 'so in so many words'}")
    exchanged = next(iter(meaning.substitutions), None)
    if exchanged:
        reason = f"says {exchanged.words!r}, the evidence {exchanged.others!r}"
        return Support("unsupported", reason)
    return _strange(heavy, meaning)


def _strange(heavy: Sequence[Word], meaning: Meaning) -> Support:
    if not heavy:
        return _ELSE
    strangest = heavy[int(np.argmax(meaning.foreign))]
    return Support("unsupported", f"says {strangest.text!r}, of which the evidence says nothing")
