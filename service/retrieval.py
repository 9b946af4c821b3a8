"""Retrieval: from a question to ranked passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embeddings.collection import Collection, Match
from embeddings.encoder import Encoder
from embeddings.filters import EVERYTHING, Filters
from embeddings.passage import Passage
from embeddings.vector import Vectors
from seeds.abbreviation import definitions, expand
from seeds.document import Document
from service.fusion import fused

DEPTH = 100
"""Passages taken from each search before their scores are fused."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, with its document; `score` (0 to 1) fuses what it came from.

    `dense` and `sentence` are cosines of the passage and of its best sentence with the question,
    `lexical` is BM25; each is None where the search or the passage has none.
    """

    passage: Passage
    document: Document
    score: float
    rank: int
    dense: float | None
    lexical: float | None
    sentence: float | None


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The hits for a question, best first.

    `vectors` has the question's vector (1, dim) for each hit's document, which may define an
    abbreviation in it; `sentence_vectors` those of the sentences of each hit's passage.
    """

    question: str
    hits: tuple[Hit, ...]
    vectors: Mapping[str, Vectors]
    sentence_vectors: Mapping[str, Vectors]


class Retriever:
    """Search by meaning and by words, fused.

    The score by meaning is the mean of the passage's cosine and that of its best sentence.
    """

    def __init__(self, collection: Collection, encoder: Encoder) -> None:
        self._collection = collection
        self._encoder = encoder

    def retrieve(self, question: str, top_k: int, filters: Filters = EVERYTHING) -> Retrieval:
        """The best passages for a question, ties in order of document id and passage."""
        depth = max(DEPTH, top_k)
        vector = self._encoder.encode_queries([question])
        dense = _scores(self._collection.search_vector(vector, depth, filters))
        lexical = _scores(self._collection.search_words(question, depth, filters))
        sentences = self._collection.sentences([*dense, *(n for n in lexical if n not in dense)])
        meaning = {
            name: (score + (_best(sentences.get(name), vector) or score)) / 2
            for name, score in dense.items()
        }
        scores = fused(meaning, lexical)
        ranked = sorted(scores, key=lambda name: (-scores[name], *_position(name)))[:top_k]
        found = self._found(ranked, sentences, filters)
        vectors = self._vectors(question, vector, [document for _, document in found])
        hits = tuple(
            Hit(
                passage=passage,
                document=document,
                score=scores[passage.id],
                rank=rank,
                dense=dense.get(passage.id),
                lexical=lexical.get(passage.id),
                sentence=_best(sentences[passage.id], vectors[document.id]),
            )
            for rank, (passage, document) in enumerate(found, start=1)
        )
        return Retrieval(question, hits, vectors, sentences)

    def _found(
        self, ranked: Sequence[str], sentences: Mapping[str, Vectors], filters: Filters
    ) -> list[tuple[Passage, Document]]:
        """Passages with their documents, but for those that changed since they were searched.

        On a work that was retracted meanwhile no answer rests either.
        """
        passages = [
            passage
            for passage in self._collection.passages(ranked)
            if len(sentences.get(passage.id, ())) == len(passage.sentences)
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

    def _vectors(
        self, question: str, vector: Vectors, documents: Sequence[Document]
    ) -> dict[str, Vectors]:
        """The question's vector for each document, whose abbreviations in it are spelt out."""
        asked = {
            document.id: expand(question, definitions(document.text)) for document in documents
        }
        others = list(dict.fromkeys(text for text in asked.values() if text != question))
        rows = self._encoder.encode_queries(others)
        known = {text: rows[i : i + 1] for i, text in enumerate(others)}
        return {name: known.get(text, vector) for name, text in asked.items()}


def _scores(matches: Sequence[Match]) -> dict[str, float]:
    return {match.passage_id: match.score for match in matches}


def _best(sentences: Vectors | None, vector: Vectors) -> float | None:
    return (
        float((sentences @ vector[0]).max()) if sentences is not None and len(sentences) else None
    )


def _position(passage_id: str) -> tuple[str, int]:
    doc_id, _, n = passage_id.rpartition("#")
    return doc_id, int(n)
