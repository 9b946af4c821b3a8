"""Worth: what of a passage may be quoted, and the score that it has for that alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from embeddings.collection import PassageVectors
from embeddings.passage import Passage
from embeddings.terms import terms_of
from embeddings.vector import Vectors
from seeds.document import Document
from service.fusion import Weights, fused
from service.quotable import Asked, is_telling, unquotable

_NOTHING_ASKED = Asked("", frozenset())


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

    A title that could not be quoted, if it were a sentence, counts nothing either. A passage with
    sentences none of which may be quoted is worth nothing.
    """
    texts = [document.text[start:end] for start, end in passage.sentences]
    left_out = unquotable(texts, asked)
    # What has a title alone can be found by nothing else, and is never quoted.
    is_titled = is_telling(document.title, asked if texts else _NOTHING_ASKED)
    if not left_out and is_titled:
        return Worth(passage, document, stored.sentences, scored)
    kept = [at for at in range(len(texts)) if at not in left_out]
    spans = tuple(passage.sentences[at] for at in kept)
    vectors = stored.sentences[kept]
    reduced = replace(passage, sentences=spans)
    if not kept:
        return Worth(reduced, document, vectors, Scored(0.0, scored.dense, scored.lexical))
    dense = scored.dense + min(0.0, _cosine(vectors, vector) - _cosine(stored.sentences, vector))
    if not is_titled:
        dense = min(dense, _cosine(vectors, vector))
    title = document.title or ""
    held = [title if is_titled else "", *(texts[at] for at in kept)]
    share = _share(asked, held) / (_share(asked, [title, *texts]) or 1)
    lexical = scored.lexical * share
    best = (vectors @ vector[0]).max()
    [score] = fused(np.array([dense]), np.array([best]), np.array([lexical]), weights).tolist()
    return Worth(reduced, document, vectors, Scored(min(score, scored.score), dense, lexical))


def _share(asked: Asked, texts: Sequence[str]) -> float:
    return len(asked.terms & set(terms_of(" ".join(texts)))) / max(len(asked.terms), 1)


def _cosine(sentences: Vectors, vector: Vectors) -> float:
    mean = sentences.mean(axis=0)
    return float(mean @ vector[0] / max(float(np.linalg.norm(mean)), 1e-9))
