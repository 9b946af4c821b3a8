"""Faults of SQLite, tantivy and the disk, as errors that name the folder and the remedy."""

import errno
import sqlite3
from pathlib import Path

from embeddings.collection import CollectionError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_TANTIVY_FULL = tuple(f"os error {code})" for code in _FULL)


class DamagedIndexError(CollectionError):
    """An index that cannot be used, and has to be made anew."""


def full(folder: Path) -> CollectionError:
    """The disk has no room left."""
    return CollectionError(
        f"The disk that holds {folder} is full. What was acknowledged is safe: make room on it,"
        " then run the same command again."
    )


def read_only(folder: Path) -> CollectionError:
    """The folder may be read, and not written."""
    return CollectionError(
        f"{folder} is read-only: it can be searched, not changed. Make it writable, or name"
        " another folder with --collection."
    )


def of_sqlite(folder: Path, error: sqlite3.Error) -> CollectionError:
    """What SQLite complained of."""
    name = getattr(error, "sqlite_errorname", "")  # Python's own errors have none
    if name.startswith("SQLITE_FULL"):
        return full(folder)
    if name.startswith("SQLITE_READONLY"):
        return read_only(folder)
    if name.startswith("SQLITE_BUSY"):
        return CollectionError(
            f"{folder} is held by another program ({error}): try again when that has ended."
        )
    if name.startswith("SQLITE_NOTADB"):
        return CollectionError(
            f"{folder / 'collection.sqlite'} is not an SQLite file, so {folder} is no collection:"
            " name another folder, or bring the file back from a copy."
        )
    if name.startswith("SQLITE_CORRUPT"):
        return CollectionError(
            f"{folder / 'collection.sqlite'} is damaged ({error}): bring the folder back from a"
            " copy, or ingest the sources into a new one."
        )
    return CollectionError(
        f"{folder} cannot be used (SQLite: {error}): see that the disk has room and that the"
        " folder is readable."
    )


def of_system(folder: Path, error: OSError) -> CollectionError:
    """What the operating system complained of."""
    if error.errno in _FULL:
        return full(folder)
    if error.errno in _REFUSED:
        return read_only(folder)
    return CollectionError(f"{folder} cannot be used ({error}): name another folder.")


def of_tantivy(folder: Path, error: BaseException) -> CollectionError:
    """What tantivy complained of, of which it gives the text alone."""
    if any(code in str(error) for code in _TANTIVY_FULL):
        return full(folder)
    return DamagedIndexError(
        f"The lexical index of {folder} cannot be used ({error}): make it anew with"
        f" `anagen rebuild --collection {folder}`."
    )
