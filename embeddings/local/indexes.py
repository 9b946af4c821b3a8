"""The two indexes, kept at the generation of SQLite."""

import contextlib
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from embeddings.collection import CollectionError
from embeddings.local import fault
from embeddings.local.folder import LEXICAL
from embeddings.local.lexical import LexicalIndex
from embeddings.local.lock import BusyError, WriterLock
from embeddings.local.store import Store
from embeddings.local.upkeep import DenseUpkeep, Tiers

_log = logging.getLogger(__name__)


class Indexes:
    """Both indexes and the writer's lock, without which neither is written.

    Where the folder is read-only, the lexical index is a private one, made of the folder's.
    """

    def __init__(self, store: Store, lock: WriterLock, encoder: str, tiers: Tiers) -> None:
        self._store = store
        self._encoder = encoder
        self._lock = lock
        self._scratch = contextlib.ExitStack()
        place = store.folder
        if store.read_only:
            scratch = tempfile.TemporaryDirectory(prefix="anagen-")
            place = Path(self._scratch.enter_context(scratch))
            _overlay(store.folder / LEXICAL, place / LEXICAL)
            self._lock = WriterLock(place)
        self.dense = DenseUpkeep(store, encoder, tiers)
        self.lexical = LexicalIndex(place / LEXICAL)

    def close(self) -> None:
        """Remove what is private."""
        self._scratch.close()

    def current_dense(self) -> DenseUpkeep:
        """The dense index as of what any process has committed."""
        self.dense.refresh(self.own_generation())
        if self.dense.stale and not self._store.read_only:
            self._heal(self.dense.save)
        return self.dense

    def current_lexical(self) -> LexicalIndex:
        """The lexical index as of what any process has committed."""
        generation = self.own_generation()
        if self.lexical.generation != generation:
            self.lexical.refresh()
        if self.lexical.generation != generation:  # a writer is at it, or died at it
            self._heal(lambda: self.lexical.catch_up(self._store))
        return self.lexical

    def follow(self) -> None:
        """Take in what was committed, durably; for the lock's holder."""
        self.dense.refresh(self._store.state().generation)
        self.lexical.catch_up(self._store)
        self.dense.fit()

    @contextlib.contextmanager
    def still(self, wait: float) -> Iterator[None]:
        """Hold the lock so that nothing is written."""
        with self._lock.held(wait):
            yield
            self.lexical.release()

    @contextlib.contextmanager
    def locked(self, wait: float) -> Iterator[None]:
        """Hold the lock to write, whosever vectors there are; at the end all is durable."""
        if self._store.read_only:
            raise fault.read_only(self._store.folder)
        with self._lock.held(wait):
            try:
                yield
                self.dense.save()
            finally:
                self.lexical.release()

    @contextlib.contextmanager
    def writing(self, wait: float) -> Iterator[None]:
        """Hold the lock to write, from where SQLite is."""
        with self.locked(wait):
            self.own_generation()
            self.follow()
            yield

    def rebuild(self) -> None:
        """Make both anew from SQLite; for the lock's holder."""
        self.own_generation()
        self.dense.rebuild()
        self.lexical.rebuild(self._store)

    def own_generation(self) -> int:
        """The generation of SQLite; its vectors have to be of our encoder."""
        state = self._store.state()
        if state.encoder in (None, self._encoder):
            return state.generation
        raise CollectionError(
            f"{self._store.folder} was made with the encoder {state.encoder}, not with"
            f" {self._encoder}: choose the former, or encode everything anew with"
            f" `anagen rebuild --re-encode --collection {self._store.folder}`."
        )

    def _heal(self, action: Callable[[], None]) -> None:
        try:
            with self._lock.held(0):
                action()
                self.lexical.release()
        except BusyError:
            pass
        except CollectionError as error:  # what there is can be searched all the same
            _log.warning("%s", error)


def _overlay(folder: Path, place: Path) -> None:
    # tantivy needs to write where it reads. Segments never change: they are linked, not copied.
    place.mkdir()
    for file in folder.iterdir() if folder.exists() else ():
        if file.suffix == ".json":
            shutil.copy(file, place / file.name)
        elif file.suffix != ".lock":
            (place / file.name).symlink_to(file.absolute())
