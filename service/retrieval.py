"""Retrieval: from a question to ranked passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from embeddings.collection import Collection, Match, PassageVectors
from embeddings.encoder import Encoder
from embeddings.filters import EVERYTHING, Filters
from embeddings.passage import Passage
from embeddings.vector import Vectors
from seeds.abbreviation import definitions, expand
from seeds.document import Document
from service.coverage import content_words
from service.fusion import WEIGHTS, Scores, Weights, fused, smoothed
from service.quotable import Asked, asked_of
from service.sifting import sifted
from service.worth import Scored, Worth, worth_of

DEPTH = 100
"""Passages taken from each search before they are scored."""
MOST_ALIKE = 3
"""Passages that say the same among those that an answer is made from."""
_DEEPER, _DEEPEST = 4, 6_400
"""Where what is found is crowded out, so many times deeper is searched, up to this depth."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, with its document; `score` (0 to 1) fuses all else.

    `dense` and `sentence` are cosines of the passage and of its best sentence with the question;
    the latter is None where the passage has no sentence. `lexical` is its share of the question's
    words, 0 to 1, as in `Collection.word_shares`.
    """

    passage: Passage
    document: Document
    score: float
    rank: int
    dense: float
    lexical: float
    sentence: float | None


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The hits for a question, best first.

    `vectors` has the question's vector (1, dim) for each hit's document, whose abbreviations
    `retrieve` spells out in it; `sentence_vectors` those of the sentences of each hit's passage.
    """

    question: str
    hits: tuple[Hit, ...]
    vectors: Mapping[str, Vectors]
    sentence_vectors: Mapping[str, Vectors]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may be found, by id: their vectors and their scores."""

    stored: Mapping[str, PassageVectors]
    scored: Mapping[str, Scored]


class Retriever:
    """Search by meaning and by words, each candidate of either scored by both.

    A passage's score by meaning is that of itself and of its best sentence.
    """

    def __init__(
        self, collection: Collection, encoder: Encoder, weights: Weights = WEIGHTS
    ) -> None:
        self._collection = collection
        self._encoder = encoder
        self._weights = weights

    def retrieve(self, question: str, top_k: int, filters: Filters = EVERYTHING) -> Retrieval:
        """What an answer is made from: each hit's sentences read with its document's abbreviations.

        Of passages that say the same come three, as no sentence is cited with more, then others.
        """
        found = self._retrieved(question, top_k, filters, MOST_ALIKE)
        vectors = self._vectors(question, found)
        hits = tuple(
            replace(
                hit,
                sentence=_best(found.sentence_vectors[hit.passage.id], vectors[hit.document.id]),
            )
            for hit in found.hits
        )
        return replace(found, hits=hits, vectors=vectors)

    def search(self, question: str, top_k: int, filters: Filters = EVERYTHING) -> Retrieval:
        """The best passages for a question, ties in order of document id and passage."""
        return self._retrieved(question, top_k, filters, top_k)

    def _retrieved(self, question: str, top_k: int, filters: Filters, most_alike: int) -> Retrieval:
        vector = self._encoder.encode_queries([question])
        asked, depth = asked_of(question), max(DEPTH, top_k)
        while True:
            candidates = self._candidates(question, vector, depth, filters)
            found, is_full = sifted(
                candidates.scored,
                candidates.stored,
                top_k,
                most_alike,
                partial(self._weighed, asked, vector, candidates, filters),
            )
            if is_full or len(candidates.stored) < depth or depth >= _DEEPEST:
                return _retrieval(question, vector, found)
            depth *= _DEEPER

    def _weighed(
        self,
        asked: Asked,
        vector: Vectors,
        candidates: Candidates,
        filters: Filters,
        names: Sequence[str],
    ) -> list[Worth]:
        stored, scored = candidates.stored, candidates.scored
        return [
            worth_of(one, document, stored[one.id], scored[one.id], asked, vector, self._weights)
            for one, document in self._found(names, stored, filters)
        ]

    def _candidates(
        self, question: str, vector: Vectors, depth: int, filters: Filters
    ) -> Candidates:
        """The passages that either search finds, scored."""
        words = content_words(question) if self._weights.content_words_only else question
        found: list[Match] = []
        if self._weights.lexical < 1:
            found += self._collection.search_vector(vector, depth, filters)
        if self._weights.lexical > 0:
            found += self._collection.search_words(words, depth, filters)
        names = list(dict.fromkeys(match.passage_id for match in found))
        stored = self._collection.vectors(names)
        return Candidates(stored, self._scored(stored, vector, words))

    def _scored(
        self, stored: Mapping[str, PassageVectors], vector: Vectors, words: str
    ) -> dict[str, Scored]:
        """Each candidate that is still there, scored by all parts."""
        if not stored:
            return {}
        shares = self._collection.word_shares(words, list(stored))
        wholes = np.concatenate([vectors.whole for vectors in stored.values()])
        dense = _cosines(wholes, vector)
        sentence = _best_of_each([vectors.sentences for vectors in stored.values()], vector, dense)
        lexical = np.array([shares.get(name, 0.0) for name in stored])
        scores = fused(dense, sentence, lexical, self._weights)
        scores = smoothed(scores, wholes, self._weights.smoothing)
        columns = zip(stored, scores.tolist(), dense.tolist(), lexical.tolist(), strict=True)
        return {name: Scored(score, cosine, share) for name, score, cosine, share in columns}

    def _found(
        self, ranked: Sequence[str], stored: Mapping[str, PassageVectors], filters: Filters
    ) -> list[tuple[Passage, Document]]:
        """Passages with their documents, but for those that changed since they were searched.

        On a work that was retracted meanwhile no answer rests either.
        """
        passages = [
            passage
            for passage in self._collection.passages(ranked)
            if (vectors := stored.get(passage.id))
            and len(vectors.sentences) == len(passage.sentences)
        ]
        names = dict.fromkeys(passage.doc_id for passage in passages)
        documents = {name: self._collection.get(name) for name in names}
        return [
            (passage, document)
            for passage in passages
            if (document := documents[passage.doc_id])
            and document.text[passage.start : passage.end] == passage.text
            and not (filters.exclude_retracted and document.is_retracted)
        ]

    def _vectors(self, question: str, found: Retrieval) -> dict[str, Vectors]:
        """The question's vector for each document, whose abbreviations in it are spelt out."""
        asked = {
            hit.document.id: expand(question, definitions(hit.document.text)) for hit in found.hits
        }
        others = list(dict.fromkeys(text for text in asked.values() if text != question))
        rows = self._encoder.encode_queries(others)
        known = {text: rows[i : i + 1] for i, text in enumerate(others)}
        return {name: known.get(text, found.vectors[name]) for name, text in asked.items()}


def _retrieval(question: str, vector: Vectors, found: Sequence[Worth]) -> Retrieval:
    hits = tuple(
        Hit(
            passage=one.passage,
            document=one.document,
            score=one.scored.score,
            rank=rank,
            dense=one.scored.dense,
            lexical=one.scored.lexical,
            sentence=_best(one.vectors, vector),
        )
        for rank, one in enumerate(found, start=1)
    )
    vectors = dict.fromkeys((hit.document.id for hit in hits), vector)
    return Retrieval(question, hits, vectors, {one.passage.id: one.vectors for one in found})


def _cosines(rows: Vectors, vector: Vectors) -> Scores:
    # Summed in double precision, equal vectors have equal scores wherever they are; not by `@`,
    # whose threads go on spinning afterwards and slow the next question's encoding.
    pair = rows.astype(np.float64), vector[0].astype(np.float64)
    return np.asarray(np.einsum("ij,j->i", *pair), np.float64)


def _best_of_each(sentences: Sequence[Vectors], vector: Vectors, otherwise: Scores) -> Scores:
    """The best cosine of each passage's sentences; `otherwise` that of one without sentences."""
    lengths = np.array([len(rows) for rows in sentences])
    cosines = _cosines(np.concatenate(sentences), vector)
    best = otherwise.copy()
    if len(cosines):
        starts = np.cumsum(lengths) - lengths
        best[lengths > 0] = np.maximum.reduceat(cosines, starts[lengths > 0])
    return best


def _best(sentences: Vectors, vector: Vectors) -> float | None:
    return float(_cosines(sentences, vector).max()) if len(sentences) else None
