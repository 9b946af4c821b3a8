"""What is quotable: the sentences of a passage that an answer may rest on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.terms import terms_of
from service.coverage import content_words
from service.instruction import orders_among

_WORD = re.compile(r"\w+")
_ASKS = re.compile(r"[?？]\W*\Z")
_ASKING = re.compile(
    r" (?:are|can|could|did|do|does|had|has|have|how|is|may|might|must|shall|should|was|were|what"
    r"|when|where|which|who|whom|whose|why|will|would) "
)
_SHORTEST_ASKING = 3
"""Words; what is shorter stands in sentences that answer."""
_MOST_SHARED = 0.8
"""A sentence that asks, with so many of its terms from the question, is the question again."""
_LEAST_DISTINCT = 1 / 3
_SHORTEST_STUFFED = 9
"""Words; of that many or more, fewer distinct ones than a third are no sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as sentences are compared with it: its words in a row, and its terms.

    The row is empty where a statement could have those words too.
    """

    words: str
    terms: frozenset[str]


def asked_of(question: str) -> Asked:
    """A question, read once for all passages."""
    words = _words(question)
    asks = _ASKS.search(question) and _ASKING.match(words) and words.count(" ") > _SHORTEST_ASKING
    return Asked(words if asks else "", frozenset(terms_of(content_words(question))))


def unquotable(sentences: Sequence[str], asked: Asked) -> set[int]:
    """The places of sentences that say nothing on which an answer could rest.

    Orders to a model, the question over again, one word after the other many times, and what the
    passage said before in the same words.
    """
    found = orders_among(sentences)
    seen: set[str] = set()
    for at, sentence in enumerate(sentences):
        if sentence in seen or is_stuffed(sentence) or _repeats(sentence, asked):
            found.add(at)
        seen.add(sentence)
    return found


def is_telling(title: str | None, asked: Asked) -> bool:
    """Whether a title, if there is one, says more than the question and gives no orders."""
    return not (title and unquotable([title], asked))


def is_stuffed(text: str) -> bool:
    """Whether a text says the same words over and over."""
    words = text.lower().split()
    return len(words) >= _SHORTEST_STUFFED and len(set(words)) <= _LEAST_DISTINCT * len(words)


def _repeats(sentence: str, asked: Asked) -> bool:
    if asked.words and asked.words in _words(sentence):
        return True
    if not _ASKS.search(sentence):
        return False
    terms = terms_of(content_words(sentence))
    return bool(terms) and sum(term in asked.terms for term in terms) >= _MOST_SHARED * len(terms)


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower()))} "
