"""Worth: what of a passage may be quoted, and the score that it has for that alone."""

from dataclasses import dataclass, replace

import numpy as np

from embeddings.collection import PassageVectors
from embeddings.passage import Passage
from embeddings.terms import terms_of
from embeddings.vector import Vectors
from seeds.document import Document
from service.fusion import Weights, fused
from service.quotable import Asked, asked_of, unquotable

_NOTHING_ASKED = asked_of("")


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of a passage, with its cosine and its share of the question's words."""

    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Worth:
    """A passage with no more sentences than may be quoted, their vectors, and its score."""

    passage: Passage
    document: Document
    vectors: Vectors
    scored: Scored


def worth_of(
    passage: Passage,
    document: Document,
    stored: PassageVectors,
    scored: Scored,
    asked: Asked,
    vector: Vectors,
    weights: Weights,
) -> Worth:
    """The passage as it stands where all of it may be quoted; else for what may be, never more.

    A title that gives orders, or says the same words over and over, counts nothing. A passage of
    which nothing may be quoted is worth nothing.
    """
    texts = [document.text[start:end] for start, end in passage.sentences]
    left_out = unquotable(texts, asked)
    is_titled = bool(document.title) and not unquotable([document.title or ""], _NOTHING_ASKED)
    if not left_out and (is_titled or not document.title):
        return Worth(passage, document, stored.sentences, scored)
    kept = [at for at in range(len(texts)) if at not in left_out]
    spans = tuple(passage.sentences[at] for at in kept)
    vectors = stored.sentences[kept]
    reduced = replace(passage, sentences=spans)
    if not kept:
        return Worth(reduced, document, vectors, Scored(0.0, scored.dense, scored.lexical))
    dense = scored.dense + min(0.0, _cosine(vectors, vector) - _cosine(stored.sentences, vector))
    if document.title and not is_titled:
        dense = min(dense, _cosine(vectors, vector))
    title = f"{document.title} " if is_titled else ""
    held = asked.terms & set(terms_of(title + " ".join(texts[at] for at in kept)))
    holding = asked.terms & set(terms_of(" ".join((document.title or "", *texts))))
    lexical = scored.lexical * (len(held) / len(holding) if holding else 1.0)
    best = (vectors @ vector[0]).max()
    [score] = fused(np.array([dense]), np.array([best]), np.array([lexical]), weights).tolist()
    return Worth(reduced, document, vectors, Scored(min(score, scored.score), dense, lexical))


def _cosine(sentences: Vectors, vector: Vectors) -> float:
    mean = sentences.mean(axis=0)
    return float(mean @ vector[0] / max(float(np.linalg.norm(mean)), 1e-9))
