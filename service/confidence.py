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

SUPPORTING = 0.16
"""Where a hit answers, others of at least this probability are evidence beside it."""


@dataclass(frozen=True, slots=True)
class Odds:
    """The weights of a logistic regression: what each share adds to the log-odds of an answer."""

    score: float
    coverage: float
    margin: float
    bias: float


ODDS = Odds(score=12.57, coverage=2.3, margin=12.07, bias=-9.56)

_PAIRS_WEIGHT, _PAIRS_BIAS = 10.0, -5.0
_SUBJECT_SIMILARITY, _SUBJECT_PAIRS = 0.35, 0.25


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit, how near its best sentence is to the question, and how probably it answers that.

    `similarity` is a cosine, `coverage` the share of the question's specific terms that its
    sentences or a title of its document hold, `probability` is calibrated.
    """

    hit: Hit
    similarity: float
    coverage: float
    probability: float


def judged(
    question: str, hits: Sequence[Hit], margin: float, weights: Mapping[str, float]
) -> list[Judged]:
    """Each hit with the probability that it answers the question, in the order of the hits.

    A logistic regression on a hit's score, its coverage and the `margin` of the retrieval, by which
    the best passage stands out: where a question is answered, few passages are as near to it (what
    standard deviations of scores tell of a query's performance, Shtok et al. 2012). Fitted by
    `python -m eval.calibration` to questions asked with and without their relevant passages.

    A question in a script without
    spaces, which the default encoder does not read, is also judged by its pairs of characters
    alone, by a rule set by hand: even odds where half of them are found.
    """
    unspaced = len(pairs_of(question)) > len(words_of(question))
    asked = asked_of(question)
    return [
        _judge(hit, margin, coverage(weights, _terms(hit, asked)), unspaced=unspaced)
        for hit in hits
    ]


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
    return _is_sure(hit, THRESHOLD)


def evidence_of(hits: Sequence[Judged]) -> list[Judged]:
    """The hits to answer from: those that answer and those that may add to them.

    Where none answers, all that can be quoted.
    """
    least = SUPPORTING if any(map(answers, hits)) else 0.0
    return [hit for hit in hits if _is_sure(hit, least)]


def _is_sure(hit: Judged, least: float) -> bool:
    return bool(hit.hit.passage.sentences) and hit.probability >= least


def _judge(hit: Hit, margin: float, share: float, *, unspaced: bool) -> Judged:
    similarity = hit.sentence if hit.sentence is not None else hit.dense or 0.0
    odds = ODDS
    logit = odds.score * hit.score + odds.coverage * share + odds.margin * margin + odds.bias
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
