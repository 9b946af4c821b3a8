"""The dense index: FAISS over the vectors of passages, and the facets that filters look at."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.filters import Filters
from embeddings.local.facets import Allowed, Facets
from embeddings.local.ivf import FLAT, TIERS, Tier
from embeddings.local.store import Row
from embeddings.vector import Vectors

_FORMAT = 2
_FEW = 2_000
_FEW_SHARE = 1_000
"""Of how many passages one is few."""


class UnreadableIndexError(Exception):
    """A file that holds no index, or not the one that it should."""


@dataclass(slots=True)
class DenseIndex:
    """The vectors of one generation in memory; for one thread at a time.

    `trained` is the number of passages that the index was made for.
    """

    index: faiss.Index
    tier: Tier = FLAT
    facets: Facets = field(default_factory=Facets)
    generation: int = 0
    trained: int = 0

    def add(self, rows: Sequence[Row]) -> tuple[Vectors, NDArray[np.int64]]:
        """Add rows of `passages.VECTORS`; the vectors and keys of those that were not there."""
        keys = np.array([row[0] for row in rows], np.int64)
        new = ~self.facets.holds(keys)
        blobs = b"".join(row[1] for row, is_new in zip(rows, new, strict=True) if is_new)
        vectors = np.frombuffer(blobs, "<f4").reshape(-1, self.index.d)
        self.index.add_with_ids(vectors, keys[new])
        self.facets.put(keys, [row[2:] for row in rows])
        return vectors, keys[new]

    def remove(self, keys: NDArray[np.int64]) -> None:
        """Forget passages."""
        if len(keys):
            self.index.remove_ids(faiss.IDSelectorBatch(keys))
            self.facets.remove(keys)

    def keys(self) -> NDArray[np.int64]:
        """The keys of all vectors in the index."""
        if ivf := faiss.try_extract_index_ivf(self.index):
            lists: Any = ivf.invlists
            held = [(lists.get_ids(i), lists.list_size(i)) for i in range(ivf.nlist)]
            return np.concatenate([faiss.rev_swig_ptr(ids, size) for ids, size in held])
        flat: Any = self.index  # as `ivf.FLAT` describes it
        return np.asarray(faiss.vector_to_array(flat.id_map), np.int64)

    def allowed(
        self, filters: Filters, documents: Sequence[Sequence[int]], without: Sequence[int]
    ) -> Allowed | None:
        """`Facets.allowed`, or None where everything is let through."""
        allowed = self.facets.allowed(filters, documents, without)
        return allowed if allowed.count < self.index.ntotal else None

    def has_few(self, allowed: Allowed) -> bool:
        """Whether so few are let through that each is better scored than searched for roughly."""
        few = max(_FEW, self.index.ntotal // _FEW_SHARE)
        return self.tier is not FLAT and allowed.count <= few

    def search(
        self, vector: Vectors, count: int, allowed: Allowed | None
    ) -> list[tuple[int, float]]:
        """Candidates for the best `count` passages allowed: keys and rough scores, best first."""
        ivf = faiss.try_extract_index_ivf(self.index)
        inner: Any = faiss.IVFSearchParameters() if ivf else faiss.SearchParameters()
        if ivf:
            inner.nprobe = ivf.nprobe
        if allowed:
            if not allowed.count:
                return []
            # FAISS keeps pointers to both, not the objects.
            bits = np.packbits(allowed.mask, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
            inner.sel = selector
            if ivf:  # the narrower the filter, the more lists hold the best that pass it
                share = allowed.count / self.index.ntotal
                inner.nprobe = min(ivf.nlist, round(ivf.nprobe / share))
        params = inner
        if isinstance(self.index, faiss.IndexPreTransform):
            params = faiss.SearchParametersPreTransform()
            params.index_params = inner
        wanted = min(count * self.tier.width, self.index.ntotal)
        if not wanted:
            return []
        faiss.omp_set_num_threads(1)  # of this thread: for one vector others are waited for in vain
        scores, keys = self.index.search(vector, wanted, params=params)
        found = zip(keys[0].tolist(), scores[0].tolist(), strict=True)
        return [(key, score) for key, score in found if key >= 0]

    def stored(self, encoder: str) -> tuple[bytes, bytes, memoryview]:
        """A file's parts: a line of JSON, the facets, and what FAISS makes of the index."""
        facets, names = self.facets.stored()
        vectors = faiss.serialize_index(self.index).data
        header = {
            "format": _FORMAT,
            "generation": self.generation,
            "encoder": encoder,
            "tier": self.tier.name,
            "trained": self.trained,
            "names": names,
            "facets": len(facets),
            "crc32": zlib.crc32(vectors, zlib.crc32(facets)),
        }
        return json.dumps(header).encode() + b"\n", facets, vectors


def load(path: Path, encoder: str, other_than: Tier | None) -> DenseIndex | None:
    """The index of a file, if it holds vectors of this encoder, in another tier than one."""
    with path.open("rb") as file:
        line = file.readline()
    try:
        header = json.loads(line)
        tier = next(tier for tier in TIERS if tier.name == header["tier"])
        if tier is other_than:
            return None
        if (header["format"], header["encoder"]) != (_FORMAT, encoder):
            raise UnreadableIndexError("made by another encoder, or another Anagen")
        stored = np.memmap(path, np.uint8, "r", len(line))
        if zlib.crc32(stored.data) != header["crc32"]:
            raise UnreadableIndexError("damaged: its checksum differs")
        facets = Facets(stored[: header["facets"]].tobytes(), header["names"])
        index = faiss.deserialize_index(stored[header["facets"] :])
        return DenseIndex(index, tier, facets, header["generation"], header["trained"])
    except (ValueError, KeyError, TypeError, StopIteration, RuntimeError) as error:
        raise UnreadableIndexError(f"damaged ({error})") from error
