"""Systems: what ranks passages for a query, in this process or behind HTTP."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

import httpx

from embeddings.collection import Collection, CollectionError, Match
from embeddings.encoder import Encoder, EncoderError
from embeddings.filters import EVERYTHING, Filters
from service.anagen import LARGEST_TOP_K, Anagen
from service.error import InputError
from service.fusion import WEIGHTS, Weights
from service.question import checked_question

MOST = LARGEST_TOP_K
"""Passages that a system can be asked for."""


class QueryError(Exception):
    """A query that a system did not answer, and why."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage that a system found, by its id and its document's."""

    passage_id: str
    doc_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Described:
    """What a system searches: its encoder and index by name, and how much is in it."""

    encoder: str
    documents: int
    passages: int
    index: str | None = None
    bytes: int | None = None


class System(Protocol):
    """Ranks passages."""

    def search(self, text: str, count: int, filters: Filters) -> Sequence[Ranked]:
        """The best passages, `count` or fewer, best first. Raises `QueryError`."""


Find = Callable[[str, int, Filters], Sequence[Ranked]]


@dataclass(frozen=True, slots=True)
class Local:
    """A search in this process."""

    find: Find

    def search(self, text: str, count: int, filters: Filters) -> Sequence[Ranked]:
        """The best passages."""
        try:
            return self.find(text, count, filters)
        except (InputError, CollectionError, EncoderError) as error:
            raise QueryError(str(error)) from error


Searcher = Callable[[Collection, Encoder], Find]


def weighted(weights: Weights) -> Searcher:
    """The product's own search with its parts weighted so."""

    def searcher(collection: Collection, encoder: Encoder) -> Find:
        anagen = Anagen(collection, encoder, weights=weights)

        def find(text: str, count: int, filters: Filters) -> list[Ranked]:
            hits = anagen.search(text, top_k=count, filters=filters)
            return [Ranked(hit.passage.id, hit.passage.doc_id, hit.score) for hit in hits]

        return find

    return searcher


def dense(collection: Collection, encoder: Encoder) -> Find:
    """Passages by their vectors alone."""

    def find(text: str, count: int, filters: Filters) -> list[Ranked]:
        vector = encoder.encode_queries([checked_question(text)])
        return _ranked(collection.search_vector(vector, count, filters))

    return find


def lexical(collection: Collection, _: Encoder) -> Find:
    """Passages by their words alone."""

    def find(text: str, count: int, filters: Filters) -> list[Ranked]:
        return _ranked(collection.search_words(checked_question(text), count, filters))

    return find


SYSTEMS: Mapping[str, Searcher] = {
    "hybrid": weighted(WEIGHTS),
    "no-smoothing": weighted(replace(WEIGHTS, smoothing=0.0)),
    "no-sentences": weighted(replace(WEIGHTS, sentence=0.0)),
    "function-words": weighted(replace(WEIGHTS, content_words_only=False)),
    "meaning": weighted(replace(WEIGHTS, lexical=0.0)),
    "words": weighted(replace(WEIGHTS, lexical=1.0)),
    "dense": dense,
    "lexical": lexical,
}
"""What can be measured by name; the first is what is measured unless another is named.

`no-…`, `function-words`, `meaning` and `words` are the first with a part of it switched off.
"""


class Served:
    """The search of a running service."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def search(self, text: str, count: int, filters: Filters) -> Sequence[Ranked]:
        """The best passages, whose scores HTTP rounds."""
        body: dict[str, Any] = {"query": text, "top_k": count}
        if filters != EVERYTHING:
            given = {
                name: value for name, value in asdict(filters).items() if value not in (None, ())
            }
            body["filters"] = given
        try:
            reply = self._client.post("/v1/search", json=body)
            values = reply.json()
            if reply.status_code == httpx.codes.OK:
                return [
                    Ranked(hit["passage_id"], hit["doc_id"], hit["score"]) for hit in values["hits"]
                ]
            reason = f"answered {reply.status_code}: {values['detail']}"
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            reason = f"did not answer as Anagen does: {error!r}"
        raise QueryError(f"The service {reason}.")

    def described(self) -> Described:
        """What the service says of itself. Raises `InputError` where none answers there."""
        address = self._client.base_url
        try:
            reply = self._client.get("/readyz")
            ready = reply.json()
            if reply.status_code == httpx.codes.OK:
                return Described(ready["encoder"], ready["documents"], ready["passages"])
            reason = f"it answers {reply.status_code}"
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
            reason = f"{error}"
        raise InputError(
            f"No service of Anagen is ready at {address} ({reason}): start one with `anagen serve`,"
            " or name its address, as http://127.0.0.1:8000."
        )


def _ranked(matches: Sequence[Match]) -> list[Ranked]:
    return [
        Ranked(match.passage_id, match.passage_id.rpartition("#")[0], match.score)
        for match in matches
    ]
