"""Ranking: the best matches of a search in an order that does not depend on chance."""

from collections.abc import Callable, Sequence

import numpy as np

from embeddings.collection import Match
from embeddings.filters import Filters
from embeddings.local import documents, passages
from embeddings.local.lexical import LexicalIndex
from embeddings.local.store import Row, Store
from embeddings.local.upkeep import DenseUpkeep
from embeddings.vector import Vectors

_SPARE = 32
_MOST = 10_000
_TIE = 1e-6

Scored = list[tuple[int, float]]


def nearest(
    store: Store, dense: DenseUpkeep, vector: Vectors, count: int, filters: Filters
) -> list[Match]:
    """The passages nearest to a vector, scored with the vectors as they are stored."""
    among = [] if filters.doc_ids is None else [list(documents.named(store, filters.doc_ids))]
    if filters.journal:
        among.append(documents.keys_in(store, filters.journal))
    allowed = dense.allowed(filters, among, _left_out(store, filters))
    if allowed and dense.has_few(allowed):
        keys = allowed.keys.tolist()
    else:
        found = _with_ties(lambda width: dense.search(vector, width, allowed), count)
        keys = [key for key, _ in found]
    rows = passages.rows_of(store, keys)
    stored = np.frombuffer(b"".join(row[3] for row in rows), "<f4").reshape(-1, vector.shape[1])
    # Summed in double precision, equal vectors have equal scores wherever they are.
    scores = stored.astype(np.float64) @ vector[0].astype(np.float64)
    return _ordered(rows, scores.astype(np.float32).clip(-1, 1).tolist(), count)


def worded(
    store: Store, lexical: LexicalIndex, text: str, count: int, filters: Filters
) -> list[Match]:
    """The passages that match words best."""
    among = None if filters.doc_ids is None else list(documents.named(store, filters.doc_ids))
    without = _left_out(store, filters)
    found = dict(
        _with_ties(lambda width: lexical.search(text, width, filters, among, without), count)
    )
    rows = passages.names_of(store, list(found))
    return _ordered(rows, [found[row[0]] for row in rows], count)


def word_shares(
    store: Store, lexical: LexicalIndex, text: str, ids: Sequence[str]
) -> dict[str, float]:
    """How much each passage of the ids has of the text's words; left out where it has none."""
    names = passages.keys_named(store, ids)
    return {names[key]: share for key, share in lexical.shares(text, list(names))}


def _left_out(store: Store, filters: Filters) -> list[int]:
    return list(documents.named(store, filters.without)) if filters.without else []


def _with_ties(search: Callable[[int], Scored], count: int) -> Scored:
    """What a search finds: more than `count`, so that ids decide about ties for the last place."""
    width = count + _SPARE
    found = search(width)
    while len(found) >= width and found[-1][1] > found[count - 1][1] - _TIE and width < _MOST:
        width *= 4
        found = search(width)
    return found


def _ordered(rows: Sequence[Row], scores: Sequence[float], count: int) -> list[Match]:
    pairs = zip(rows, scores, strict=True)
    found = sorted((-score, doc_id, n) for (_, doc_id, n, *_), score in pairs)
    return [Match(f"{doc_id}#{n}", -score) for score, doc_id, n in found[:count]]
