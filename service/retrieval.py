"""Retrieval: from a question to ranked passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from embeddings.collection import Collection, PassageVectors
from embeddings.encoder import Encoder
from embeddings.filters import EVERYTHING, Filters
from embeddings.passage import Passage
from embeddings.vector import Vectors
from seeds.abbreviation import definitions, expand
from seeds.document import Document
from service.cosine import best_cosine, cosines
from service.fusion import DECIMALS, WEIGHTS, Scores, Weights, fused
from service.likeness import margin_of
from service.quotable import Asked, asked_of
from service.scoring import Candidates, candidates_of
from service.sifting import sifted
from service.worth import Worth, worth_of

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
    """The hits for a question, best first, with no more of their sentences than may be quoted.

    `asked` is the question as it was put, where it was made to stand on its own for the search.
    `margin` is how far the best cosine of a passage is ahead of others, however many hits are asked
    for: see `margin_of`. `vectors` has the question's vector (1, dim) for each hit's document,
    whose abbreviations `retrieve` spells out in it; `sentence_vectors` those of the sentences of
    each hit's passage.
    """

    question: str
    asked: str
    hits: tuple[Hit, ...]
    margin: float
    vectors: Mapping[str, Vectors]
    sentence_vectors: Mapping[str, Vectors]


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
        """What an answer is made from: the question read with each document's abbreviations.

        Scores and order are by that reading. Of passages that say the same come three, as no
        sentence is cited with more, then others.
        """
        found, stored = self._found(question, top_k, filters, MOST_ALIKE)
        vectors = self._vectors(question, found)
        hits = [
            self._reread(
                hit,
                stored[hit.passage.id].whole,
                found.sentence_vectors[hit.passage.id],
                (found.vectors[hit.document.id], vectors[hit.document.id]),
            )
            for hit in found.hits
        ]
        hits.sort(key=lambda hit: -hit.score)
        ranked = tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits, start=1))
        return replace(found, hits=ranked, vectors=vectors)

    def leaning(self, retrieval: Retrieval, asked: str) -> Retrieval:
        """The same for a question as it was put, its vectors half way to that of this.

        For a question that was made to stand on its own: what it was given says which documents
        answer it, what it asks itself says which of their sentences do.
        """
        vector = self._encoder.encode_queries([asked])
        vectors = {name: _between(own, vector) for name, own in retrieval.vectors.items()}
        return replace(retrieval, asked=asked, vectors=vectors)

    def search(self, question: str, top_k: int, filters: Filters = EVERYTHING) -> Retrieval:
        """The best passages for a question, ties in order of document id and passage."""
        return self._found(question, top_k, filters, top_k)[0]

    def _found(
        self, question: str, top_k: int, filters: Filters, most_alike: int
    ) -> tuple[Retrieval, Mapping[str, PassageVectors]]:
        vector = self._encoder.encode_queries([question])
        asked, depth = asked_of(question), max(DEPTH, top_k)
        while True:
            candidates = candidates_of(
                self._collection, question, vector, depth, filters, self._weights
            )
            stored, scored = candidates.stored, candidates.scored
            weighed = partial(self._weighed, asked, vector, candidates, filters)
            best, is_full = sifted(scored, stored, top_k, most_alike, weighed)
            if is_full or len(stored) < depth or depth >= _DEEPEST:
                return _retrieval(question, vector, best, margin_of(stored, scored)), stored
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
            for one, document in self._read(names, stored, filters)
        ]

    def _read(
        self, names: Sequence[str], stored: Mapping[str, PassageVectors], filters: Filters
    ) -> list[tuple[Passage, Document]]:
        """Passages with their documents, but for those that changed since they were searched.

        On a work that was retracted meanwhile no answer rests either.
        """
        passages = [
            passage
            for passage in self._collection.passages(names)
            if (vectors := stored.get(passage.id))
            and len(vectors.sentences) == len(passage.sentences)
        ]
        ids = dict.fromkeys(passage.doc_id for passage in passages)
        documents = {name: self._collection.get(name) for name in ids}
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

    def _reread(
        self, hit: Hit, whole: Vectors, sentences: Vectors, vectors: tuple[Vectors, Vectors]
    ) -> Hit:
        """A hit with its cosines to the second vector, its score moved by what that changes."""
        first, second = vectors
        if first is second:
            return hit
        moved = float(cosines(whole, second)[0] - cosines(whole, first)[0])
        read = replace(hit, dense=hit.dense + moved, sentence=best_cosine(sentences, second))
        before, after = self._fused([hit, read])
        score = min(max(hit.score + float(after - before), 0.0), 1.0)
        return replace(read, score=round(score, DECIMALS))

    def _fused(self, hits: Sequence[Hit]) -> Scores:
        dense = np.array([hit.dense for hit in hits])
        best = [hit.dense if hit.sentence is None else hit.sentence for hit in hits]
        lexical = np.array([hit.lexical for hit in hits])
        return fused(dense, np.array(best), lexical, self._weights)


def _retrieval(question: str, vector: Vectors, found: Sequence[Worth], margin: float) -> Retrieval:
    hits = tuple(
        Hit(
            passage=one.passage,
            document=one.document,
            score=one.scored.score,
            rank=rank,
            dense=one.scored.dense,
            lexical=one.scored.lexical,
            sentence=best_cosine(one.vectors, vector),
        )
        for rank, one in enumerate(found, start=1)
    )
    vectors = dict.fromkeys((hit.document.id for hit in hits), vector)
    sentence_vectors = {one.passage.id: one.vectors for one in found}
    return Retrieval(question, question, hits, margin, vectors, sentence_vectors)


def _between(one: Vectors, other: Vectors) -> Vectors:
    total = one + other
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)
