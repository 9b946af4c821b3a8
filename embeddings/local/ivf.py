"""Tiers of the dense index, the training of those with inverted lists, and their recall."""

import logging
import math
from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.vector import Vectors

RECALL = 0.99
"""Share of the exact ten best that an index is made to find, on average."""

_TOP = 10
_MOST_LISTS = 8_192
_PER_LIST = 39  # training vectors a list, below which FAISS calls centroids unreliable
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tier:
    """A form of index: FAISS's description of it, and the candidates that it gives a match.

    Candidates are scored exactly afterwards; the rougher the index, the more of them it takes.
    """

    name: str
    description: str
    width: int


FLAT = Tier("Flat", "IDMap2,Flat", 1)
TIERS = (
    FLAT,
    Tier("IVF SQ8", "IVF{lists},SQ8", 2),
    # Without the random rotation (RR), RaBitQ finds a fifth less among vectors of a language model.
    Tier("IVF RaBitQ", "RR{dim},IVF{lists},RaBitQ2", 4),
)


def empty_index(tier: Tier, dim: int, lists: int = 0, sample: Vectors | None = None) -> faiss.Index:
    """An index without vectors, its lists trained on a sample."""
    description = tier.description.format(dim=dim, lists=lists)
    index = faiss.index_factory(dim, description, faiss.METRIC_INNER_PRODUCT)
    if sample is not None:
        index.train(sample)
    return index


def lists_for(count: int) -> int:
    """How many lists an index of so many vectors has."""
    return max(1, min(int(4 * math.sqrt(count)), count // _PER_LIST, _MOST_LISTS))


def training_size(lists: int) -> int:
    """How many vectors train so many lists."""
    return lists * (_PER_LIST + 1)


class Recall:
    """The exact best of some queries, found as the vectors pass by on their way into an index."""

    def __init__(self, queries: Vectors) -> None:
        self._queries = queries
        self._best = faiss.ResultHeap(len(queries), _TOP, keep_max=True)

    def see(self, vectors: Vectors, keys: NDArray[np.int64]) -> None:
        """Take account of vectors that were added."""
        metric = faiss.METRIC_INNER_PRODUCT
        scores, found = faiss.knn(self._queries, vectors, min(_TOP, len(keys)), metric)
        self._best.add_result(scores, keys[found])

    def set_probes(self, index: faiss.Index, tier: Tier) -> None:
        """Make the index probe as many lists as its recall takes, and no more."""
        self._best.finalize()
        ivf = faiss.extract_index_ivf(index)
        ivf.nprobe = min(4, ivf.nlist)
        while (recall := self._of(index, tier)) < RECALL and ivf.nprobe < ivf.nlist:
            ivf.nprobe = min(2 * ivf.nprobe, ivf.nlist)
        _log.info("%s: %d of %d lists, recall %.3f", tier.name, ivf.nprobe, ivf.nlist, recall)

    def _of(self, index: faiss.Index, tier: Tier) -> float:
        _, found = index.search(self._queries, _TOP * tier.width)
        pairs = zip(self._best.I, found, strict=True)
        return float(np.mean([np.isin(best, among).mean() for best, among in pairs]))
