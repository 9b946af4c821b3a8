"""Retrieval: from a question to ranked passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from embeddings.collection import Collection, Match, PassageVectors
from embeddings.encoder import Encoder
from embeddings.filters import EVERYTHING, Filters
from embeddings.passage import Passage
from embeddings.vector import Vectors
from seeds.abbreviation import definitions, expand
from seeds.document import Document
from service.coverage import content_words
from service.fusion import DECIMALS, WEIGHTS, Scores, Weights, fused, smoothed

DEPTH = 100
"""Passages taken from each search before they are scored."""

_OTHERS = 9


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

    `margin` is how far the best cosine of a passage is ahead of the mean of the nine next, 0 where
    there is no other. It does not depend on how many hits are asked for.
    `vectors` has the question's vector (1, dim) for each hit's document, whose abbreviations
    `retrieve` spells out in it; `sentence_vectors` those of the sentences of each hit's passage.
    """

    question: str
    hits: tuple[Hit, ...]
    margin: float
    vectors: Mapping[str, Vectors]
    sentence_vectors: Mapping[str, Vectors]


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    dense: float
    lexical: float


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
        """What `search` finds, its question read with each document's abbreviations spelt out.

        Scores and order are by that reading.
        """
        found, stored = self._search(question, top_k, filters)
        vectors = self._vectors(question, found)
        hits = [
            self._reread(hit, stored[hit.passage.id], vectors[hit.document.id])
            if vectors[hit.document.id] is not found.vectors[hit.document.id]
            else hit
            for hit in found.hits
        ]
        hits.sort(key=lambda hit: (-hit.score, *_position(hit.passage.id)))
        ranked = tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits, start=1))
        return replace(found, hits=ranked, vectors=vectors)

    def leaning(self, retrieval: Retrieval, asked: str) -> Retrieval:
        """The same, its vectors half way to that of what is asked.

        For a question that was made to stand on its own: what it was given says which documents
        answer it, what it asks itself says which of their sentences do.
        """
        vector = self._encoder.encode_queries([asked])
        vectors = {name: _between(own, vector) for name, own in retrieval.vectors.items()}
        return replace(retrieval, vectors=vectors)

    def search(self, question: str, top_k: int, filters: Filters = EVERYTHING) -> Retrieval:
        """The best passages for a question, ties in order of document id and passage."""
        return self._search(question, top_k, filters)[0]

    def _search(
        self, question: str, top_k: int, filters: Filters
    ) -> tuple[Retrieval, Mapping[str, PassageVectors]]:
        vector = self._encoder.encode_queries([question])
        words = content_words(question) if self._weights.content_words_only else question
        names = self._candidates(vector, words, max(DEPTH, top_k), filters)
        stored = self._collection.vectors(names)
        scored = self._scored(stored, vector, words)
        ranked = sorted(scored, key=lambda name: (-scored[name].score, *_position(name)))[:top_k]
        found = self._found(ranked, stored, filters)
        hits = tuple(
            Hit(
                passage=passage,
                document=document,
                score=scored[passage.id].score,
                rank=rank,
                dense=scored[passage.id].dense,
                lexical=scored[passage.id].lexical,
                sentence=_best(stored[passage.id].sentences, vector),
            )
            for rank, (passage, document) in enumerate(found, start=1)
        )
        vectors = dict.fromkeys((hit.document.id for hit in hits), vector)
        sentence_vectors = {hit.passage.id: stored[hit.passage.id].sentences for hit in hits}
        margin = _margin([one.dense for one in scored.values()])
        return Retrieval(question, hits, margin, vectors, sentence_vectors), stored

    def _reread(self, hit: Hit, stored: PassageVectors, vector: Vectors) -> Hit:
        """A hit with its cosines to another vector, its score moved by what these add to it."""
        read = replace(
            hit,
            dense=float(_cosines(stored.whole, vector)[0]),
            sentence=_best(stored.sentences, vector),
        )
        before, after = self._fused([hit, read])
        score = min(max(hit.score + float(after - before), 0.0), 1.0)
        return replace(read, score=round(score, DECIMALS))

    def _fused(self, hits: Sequence[Hit]) -> Scores:
        dense = np.array([hit.dense for hit in hits])
        sentence = np.array([_or(hit.sentence, hit.dense) for hit in hits])
        return fused(dense, sentence, np.array([hit.lexical for hit in hits]), self._weights)

    def _candidates(self, vector: Vectors, words: str, depth: int, filters: Filters) -> list[str]:
        """The ids of the passages that either search finds."""
        found: list[Match] = []
        if self._weights.lexical < 1:
            found += self._collection.search_vector(vector, depth, filters)
        if self._weights.lexical > 0:
            found += self._collection.search_words(words, depth, filters)
        return list(dict.fromkeys(match.passage_id for match in found))

    def _scored(
        self, stored: Mapping[str, PassageVectors], vector: Vectors, words: str
    ) -> dict[str, _Scored]:
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
        return {name: _Scored(score, cosine, share) for name, score, cosine, share in columns}

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


def _margin(cosines: Sequence[float]) -> float:
    best, *others = sorted(cosines, reverse=True)[: _OTHERS + 1] or [0.0]
    return best - sum(others) / len(others) if others else 0.0


def _between(one: Vectors, other: Vectors) -> Vectors:
    total = one + other
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)


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


def _or(cosine: float | None, otherwise: float) -> float:
    return otherwise if cosine is None else cosine


def _position(passage_id: str) -> tuple[str, int]:
    doc_id, _, n = passage_id.rpartition("#")
    return doc_id, int(n)
