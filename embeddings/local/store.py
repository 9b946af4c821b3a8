"""The store: the SQLite file that holds the truth, and the transactions on it."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.local import fault, schema
from embeddings.local.folder import STORE, is_read_only
from embeddings.local.lock import WriterLock

_PAGE = 2_048
_BUSY_SECONDS = 10.0

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class State:
    """The generation, and the oldest from which indexes can catch up; whose vectors, how long."""

    generation: int
    floor: int
    encoder: str | None
    dim: int | None


class Store:
    """One connection to read, shared by all threads, and one to write, for the lock's holder."""

    def __init__(self, folder: Path, lock: WriterLock, wait: float) -> None:
        self.folder = folder
        self.read_only = is_read_only(folder)
        self._path = folder / STORE
        self._guard = threading.Lock()
        self._stamp = self._stamped()
        with self._faults():
            self._reader = self._connect()
            self._reader.execute("BEGIN")  # to see one state: another may be making the file
            with self._reader:
                version = schema.version_of(self._reader, self._path)
            if version < schema.VERSION:
                if self.read_only:
                    raise fault.read_only(folder)
                with lock.held(wait):
                    schema.migrate(self._reader, self._path)
            self._writer = self._reader if self.read_only else self._connect()

    def close(self) -> None:
        """Close the file; the store cannot be used after."""
        with self._guard:
            self._writer.close()
            self._reader.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees what was committed before each statement."""
        with self._guard, self._faults():
            if self.read_only and self._stamp != self._stamped():
                # Such a file is read as if it could not change; somebody else did change it.
                self._stamp = self._stamped()
                self._reader.close()
                self._reader = self._writer = self._connect()
            yield self._reader

    @contextlib.contextmanager
    def writing(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """A transaction of the next generation, durable once left; for the lock's holder only."""
        with self._faults():
            self._writer.execute("BEGIN IMMEDIATE")
            with self._writer:
                self._writer.execute("UPDATE state SET generation = generation + 1")
                found = self._writer.execute("SELECT generation FROM state").fetchone()
                yield self._writer, found[0]

    def rows(self, sql: str, *values: object) -> list[Row]:
        """All rows of a query."""
        with self.reading() as connection:
            return connection.execute(sql, values).fetchall()

    def pages(self, sql: str, *values: object, begin: int = 0) -> Iterator[list[Row]]:
        """Rows of a query a page at a time.

        The query's first column is an ascending integer key; its last parameters are the key
        after which a page begins, and the number of rows.
        """
        last = begin
        while page := self.rows(sql, *values, last, _PAGE):
            yield page
            last = page[-1][0]

    def state(self) -> State:
        """The state as last committed by any process."""
        sql = (
            "SELECT generation, floor, encoder, (SELECT length(vector) / 4 FROM passages LIMIT 1)"
            " FROM state"
        )
        return State(*self.rows(sql)[0])

    def claim(self, connection: sqlite3.Connection, encoder: str) -> None:
        """Note whose vectors a store holds that held none."""
        connection.execute("UPDATE state SET encoder = ? WHERE encoder IS NULL", (encoder,))

    def begin_anew(self, connection: sqlite3.Connection, encoder: str) -> None:
        """Note that all vectors are now an encoder's, and that no index can catch up on that."""
        connection.execute("DELETE FROM removals")
        connection.execute("UPDATE state SET floor = generation, encoder = ?", (encoder,))

    def _connect(self) -> sqlite3.Connection:
        address = self._path.absolute().as_uri()
        if not self.read_only:
            address += "?mode=rwc"
        elif self._stamp[0]:  # a writer is there, or died: its log is read too
            address += "?mode=ro"
        else:  # SQLite would have to write its log's index beside the file
            address += "?immutable=1"
        connection = sqlite3.connect(
            address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        return connection

    def _stamped(self) -> tuple[bool, int, int]:
        log = self._path.with_name(f"{STORE}-wal")
        stat = self._path.stat() if self._path.exists() else None
        logged = log.exists() and log.stat().st_size > 0
        return (logged, stat.st_mtime_ns, stat.st_size) if stat else (logged, 0, 0)

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise fault.of_sqlite(self.folder, error) from error
