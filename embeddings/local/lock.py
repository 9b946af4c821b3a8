"""The writer's lock: one writer at a time, whatever thread or process it is in."""

import contextlib
import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import RawIOBase
from pathlib import Path

from embeddings.collection import CollectionError
from embeddings.local import fault
from embeddings.local.folder import LOCK

_PAUSE = 0.02


class BusyError(CollectionError):
    """Another writer holds the lock."""


class WriterLock:
    """The lock of a folder: `writer.lock`, which the system frees however its holder ends.

    Each holding opens the file anew, so that threads of one process exclude each other too.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / LOCK

    @contextlib.contextmanager
    def held(self, wait: float) -> Iterator[None]:
        """Hold the lock; `BusyError`, naming its holder, where it is not free in `wait` seconds."""
        try:
            file = self._path.open("a+b", buffering=0)
        except OSError as error:
            raise fault.of_system(self._folder, error) from error
        with file:
            self._acquire(file, time.monotonic() + wait)
            _note(file, _self())
            try:
                yield
            finally:
                _note(file, b"")

    def _acquire(self, file: RawIOBase, deadline: float) -> None:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise BusyError(
                        f"{self._folder} is being written by {_holder(file)}: try again when that"
                        " has ended."
                    ) from None
                time.sleep(_PAUSE)
            else:
                return


def _self() -> bytes:
    started = datetime.now(UTC).isoformat(timespec="seconds")
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200]
    return json.dumps({"pid": os.getpid(), "command": command, "started": started}).encode()


def _note(file: RawIOBase, note: bytes) -> None:
    # For people: the lock itself holds without it, on a full disk too.
    with contextlib.suppress(OSError):
        file.truncate(0)
        file.write(note)


def _holder(file: RawIOBase) -> str:
    file.seek(0)
    try:
        holder = json.loads(file.readall() or b"")
    except ValueError:  # it has only just taken the lock
        return "another process"
    return f"process {holder['pid']} ({holder['command']}) since {holder['started']}"
