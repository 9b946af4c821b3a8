"""Confidence: how probable it is that a passage answers the question, and when to abstain."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embeddings.terms import pairs_of, terms_of, words_of
from seeds.abbreviation import definitions, expand
from service.answer import AbstainReason
from service.coverage import coverage
from service.quotable import Asked, asked_of, is_telling
from service.retrieval import Hit

THRESHOLD = 0.32
"""Below this confidence the answer abstains. Nine in ten of the questions of `bioasq-dev` that can
be answered are, and more of those of `pubmedqa`."""

_SIMILARITY_WEIGHT, _COVERAGE_WEIGHT, _BIAS = 8.7, 5.1, -8.9
_PAIRS_WEIGHT, _PAIRS_BIAS = 10.0, -5.0
_SUBJECT_SIMILARITY, _SUBJECT_PAIRS = 0.35, 0.25


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit, how near its best sentence is to the question, and how probably it answers it.

    `similarity` is a cosine, `coverage` the share of the question's specific terms that its
    sentences or a title of its document hold, `probability` is calibrated.
    """

    hit: Hit
    similarity: float
    coverage: float
    probability: float


def judged(question: str, hits: Sequence[Hit], weights: Mapping[str, float]) -> list[Judged]:
    """Each hit with the probability that it answers the question, in the order of the hits.

    A logistic regression on similarity and coverage, fitted by `python -m eval.calibration` to
    questions asked with and without their relevant passages. A question in a script without
    spaces, which the default encoder does not read, is also judged by its pairs of characters
    alone, by a rule set by hand: even odds where half of them are found.
    """
    unspaced = len(pairs_of(question)) > len(words_of(question))
    asked = asked_of(question)
    return [_judge(hit, asked, weights, unspaced=unspaced) for hit in hits]


def abstain_reason(question: str, hits: Sequence[Judged]) -> AbstainReason | None:
    """Why these hits do not answer the question, or None where one of them does."""
    if not hits:
        return "no_evidence"
    if any(answers(hit) for hit in hits):
        return None
    near = any(hit.similarity >= _SUBJECT_SIMILARITY for hit in hits)
    worded = bool(pairs_of(question)) and any(hit.coverage >= _SUBJECT_PAIRS for hit in hits)
    return "no_answer_in_evidence" if near or worded else "off_topic"


def answers(hit: Judged) -> bool:
    """Whether a hit is good enough to answer from; one without sentences cannot be quoted."""
    return bool(hit.hit.passage.sentences) and hit.probability >= THRESHOLD


def evidence_of(hits: Sequence[Judged]) -> list[Judged]:
    """The hits to answer from: those that answer, or where none does those that can be quoted."""
    return [hit for hit in hits if answers(hit)] or [
        hit for hit in hits if hit.hit.passage.sentences
    ]


def _judge(hit: Hit, asked: Asked, weights: Mapping[str, float], *, unspaced: bool) -> Judged:
    similarity = hit.sentence if hit.sentence is not None else hit.dense or 0.0
    share = coverage(weights, _terms(hit, asked))
    logit = _SIMILARITY_WEIGHT * similarity + _COVERAGE_WEIGHT * share + _BIAS
    if unspaced:
        logit = max(logit, _PAIRS_WEIGHT * share + _PAIRS_BIAS)
    return Judged(hit, similarity, share, 1 / (1 + math.exp(-logit)))


def _terms(hit: Hit, asked: Asked) -> set[str]:
    """The terms of what may be quoted, and of the titles that say more than the question."""
    document = hit.document
    titles = (document.title, *document.titles.values())
    telling = [title for title in titles if title and is_telling(title, asked)]
    told = " ".join(document.text[start:end] for start, end in hit.passage.sentences)
    text = expand(told, definitions(document.text))
    return set(terms_of("\n".join((*telling, text))))
