"""Upkeep of the dense index: in step with the store, in the tier of its size, and on disk."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.filters import Filters
from embeddings.local import dense, fault, passages
from embeddings.local.dense import DenseIndex, UnreadableIndexError
from embeddings.local.facets import Allowed
from embeddings.local.file import replace_file
from embeddings.local.folder import DENSE
from embeddings.local.ivf import FLAT, TIERS, Recall, Tier, empty_index, lists_for, training_size
from embeddings.local.store import State, Store
from embeddings.vector import Vectors

_QUERIES = 128
_GROWTH = 4
"""Lists are trained anew when there are so many times the passages they were trained for."""
_UNSAVED_SHARE = 0.01
"""What may be left to catch up on with the next opening, so that small changes stay cheap."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tiers:
    """Up to how many passages the index is exact, and up to how many it keeps 8 bits a component.

    Beyond, it keeps 2 bits.
    """

    flat: int = 50_000
    scalar: int = 2_000_000

    def tier(self, count: int) -> Tier:
        """The tier of so many passages."""
        return TIERS[(count > self.flat) + (count > self.scalar)]


class DenseUpkeep:
    """The dense index of a folder, for any number of threads."""

    def __init__(self, store: Store, encoder: str, tiers: Tiers) -> None:
        self._store = store
        self._path = store.folder / DENSE
        self._encoder = encoder
        self._tiers = tiers
        self._lock = threading.RLock()
        self._index: DenseIndex | None = None
        self._unsaved = 0  # passages added and removed since the file was written
        self._stamp = 0

    @property
    def tier(self) -> str:
        """The name of the tier that the index is in."""
        return self.refresh(self._store.state().generation).tier.name

    def refresh(self, generation: int) -> DenseIndex:
        """The index, once it has taken in what was committed up to a generation, in memory."""
        index = self._index
        if index and index.generation == generation and self._stamp == self._stamped():
            return index
        with self._lock:
            state = self._store.state()
            self._load()
            if (index := self._index) and _can_follow(index, state):
                self._catch_up(index, state, None)
                return index
            return self._make(state)

    def allowed(
        self, filters: Filters, documents: Sequence[Sequence[int]], without: Sequence[int]
    ) -> Allowed | None:
        """`DenseIndex.allowed`."""
        with self._lock:
            index = self.refresh(self._store.state().generation)
            return index.allowed(filters, documents, without)

    def search(
        self, vector: Vectors, count: int, allowed: Allowed | None
    ) -> list[tuple[int, float]]:
        """`DenseIndex.search`, one at a time."""
        with self._lock:
            index = self.refresh(self._store.state().generation)
            return index.search(vector, count, allowed)

    def has_few(self, allowed: Allowed) -> bool:
        """`DenseIndex.has_few`."""
        return self.refresh(self._store.state().generation).has_few(allowed)

    def fit(self) -> None:
        """Train an index that was outgrown anew; for the lock's holder."""
        index = self.refresh(self._store.state().generation)
        count = index.index.ntotal
        outgrown = index.tier is not FLAT and count > _GROWTH * index.trained
        if outgrown or TIERS.index(self._tiers.tier(count)) > TIERS.index(index.tier):
            self.rebuild()

    def rebuild(self) -> None:
        """Make the index anew from the store and save it; for the lock's holder."""
        self._make(self._store.state())
        self.save()

    def save(self) -> None:
        """Write the file, if enough changed since; for the lock's holder."""
        with self._lock:
            if not self.stale:
                return
            parts = self.refresh(self._store.state().generation).stored(self._encoder)
        try:
            replace_file(self._path, parts)
        except OSError as error:
            raise fault.of_system(self._store.folder, error) from error
        self._unsaved = 0
        self._stamp = self._stamped()

    @property
    def stale(self) -> bool:
        """Whether so much changed since the file was written that it is worth writing."""
        index = self._index
        return bool(index and self._unsaved > _UNSAVED_SHARE * index.index.ntotal)

    def _make(self, state: State) -> DenseIndex:
        """Build aside, so that searches go on, and put in place."""
        count = self._store.rows("SELECT count(*) FROM passages")[0][0]
        tier = self._tiers.tier(count)
        recall = None
        made = DenseIndex(empty_index(FLAT, state.dim or 1))
        if tier is not FLAT:
            made, recall = self._trained(tier, count, made.index.d)
        self._catch_up(made, state, recall)
        if recall:
            recall.set_probes(made.index, tier)
        with self._lock:
            self._index = made
            self._unsaved = count
        return made

    def _trained(self, tier: Tier, count: int, dim: int) -> tuple[DenseIndex, Recall]:
        lists = lists_for(count)
        rows = passages.sample(self._store, training_size(lists))
        blobs = b"".join(vector for vector, _ in rows)
        vectors = np.frombuffer(blobs, "<f4").reshape(-1, dim)
        # A sentence is as short as a question, and no nearer to the passages that answer it.
        some = rows[:: max(1, len(rows) // _QUERIES)]
        asked = [passages.unit_rows(sentences, dim)[:1] for _, sentences in some]
        index = empty_index(tier, dim, lists, vectors)
        return DenseIndex(index, tier, trained=count), Recall(np.concatenate([vectors[:1], *asked]))

    def _catch_up(self, index: DenseIndex, state: State, recall: Recall | None) -> None:
        gone = passages.removed(self._store, index.generation, state.generation)
        index.remove(gone)
        self._unsaved += len(gone)
        after = index.generation
        for rows in passages.added(self._store, passages.VECTORS, after, state.generation):
            vectors, keys = index.add(rows)
            self._unsaved += len(keys)
            if recall:
                recall.see(vectors, keys)
        index.generation = state.generation

    def _load(self) -> None:
        """Read the file where there is no index yet, or the file's is in another tier."""
        if (stamp := self._stamped()) == self._stamp:
            return
        self._stamp = stamp
        self._unsaved = 0
        other_than = self._index.tier if self._index else None
        try:
            self._index = dense.load(self._path, self._encoder, other_than) or self._index
        except FileNotFoundError:
            pass
        except (OSError, UnreadableIndexError) as error:
            _log.warning("%s: %s; the index is made anew", self._path, error)

    def _stamped(self) -> int:
        try:
            return self._path.stat().st_mtime_ns
        except OSError:
            return 0


def _can_follow(index: DenseIndex, state: State) -> bool:
    same = state.dim in (None, index.index.d)
    return same and state.floor <= index.generation <= state.generation
