"""Coverage: how much of what a question is specific about stands in a text."""

import math
from collections.abc import Mapping, Set
from functools import cache

import regex

from embeddings.collection import Collection
from embeddings.encoder import Encoder
from embeddings.terms import terms_of

_FUNCTION_WORDS = """
a about across after again all also am an and another any anybody are as at be because been before
being between both but by can could did do does doing done due during each either else ever every
few for from further get gets give given gives had has have having he her here hers him his how
however i if in into is it its itself just kind like list made make makes many may me might more
most much must my name no nor not of off on once one only onto or other ought our out over own
please same say shall she should since so some such tell than that the their them then there these
they this those though through to too toward type under until up upon us use used uses using very
via was we were what whatever when where whether which while who whom whose why will with within
without would yes yet you your
"""


_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


@cache
def _function_terms() -> frozenset[str]:
    return frozenset(terms_of(_FUNCTION_WORDS))


def content_words(question: str) -> str:
    """The question without its function words, or all of it where it has nothing else."""
    kept = _WORD.sub(lambda found: "" if is_function_word(found[0]) else found[0], question)
    return kept if terms_of(kept) else question


def is_function_word(word: str) -> bool:
    """Whether a word says nothing of what a question is about."""
    terms = terms_of(word)
    return bool(terms) and _function_terms().issuperset(terms)


def term_weights(question: str, collection: Collection, encoder: Encoder) -> dict[str, float]:
    """The terms of a question that say what it is about, each with its weight.

    A term weighs its inverse document frequency (as in BM25) times the number of pieces that the
    encoder's tokenizer cuts it into. Rare words are cut into more, so that a drug's name weighs
    more than a verb even in a collection of ten passages, where frequencies say little.
    """
    terms = list(dict.fromkeys(terms_of(question)))
    terms = [term for term in terms if term not in _function_terms()] or terms
    passages = collection.size().passages
    pieces = encoder.count_tokens(terms)
    frequencies = collection.frequencies(terms)
    return {
        term: math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5)) * max(count, 1)
        for term, frequency, count in zip(terms, frequencies, pieces, strict=True)
    }


def coverage(weights: Mapping[str, float], terms: Set[str]) -> float:
    """The share (0 to 1) of the weights whose terms a text holds."""
    total = sum(weights.values())
    found = sum(weight for term, weight in weights.items() if term in terms)
    return found / total if total else 0.0
