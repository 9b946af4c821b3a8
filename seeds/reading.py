"""Reading source files: from files to pages to documents."""

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from seeds.decoding import DecodingError, decoded
from seeds.document import Document
from seeds.page import Page, Rejection
from seeds.readers import READERS


def source_files(paths: Sequence[Path]) -> Iterator[Path | Rejection]:
    """The files that paths name, in their order, and the paths that name none.

    A directory stands for all files under it, sorted by name; hidden ones and directories that hold
    themselves through a link are passed over. A file that is named twice comes once.
    """
    seen: set[Path] = set()
    for path in paths:
        nothing = True
        for found in _files(path, frozenset()):
            nothing = False
            if isinstance(found, Rejection):
                yield found
            elif (file := found.resolve()) not in seen:
                seen.add(file)
                yield found
        if nothing:
            reason = "the directory holds no files (hidden ones are passed over): name another"
            yield Rejection(_location(path), "directory", reason)


def read_file(path: Path) -> Iterator[Document | Rejection]:
    """The documents of a file, and what of it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        yield _unreadable(path, error)
    else:
        yield from read_bytes(_location(path), data)


def read_bytes(location: str, data: bytes) -> Iterator[Document | Rejection]:
    """The documents of a file's bytes, for example an upload, and what of them cannot be read."""
    try:
        text = decoded(data)
    except DecodingError as error:
        yield Rejection(location, error.place, error.reason)
        return
    read_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    page = Page(location, hashlib.sha256(data).hexdigest(), read_at, text)
    readers = [reader for reader in READERS if reader.recognises(page)]
    match readers:
        case [reader]:
            yield from reader.read(page)
        case []:
            forms = "; ".join(reader.form for reader in READERS)
            yield page.rejection("file", f"is of no form that is known; these are read: {forms}")
        case _:
            names = " and ".join(reader.name for reader in readers)
            yield page.rejection(
                "file",
                f"holds pages of several forms ({names}): put each page in a file of its own",
            )


def _files(path: Path, above: frozenset[Path]) -> Iterator[Path | Rejection]:
    """The files of a path that was reached through the directories above it."""
    try:
        mode = path.stat().st_mode
        entries = sorted(path.iterdir()) if stat.S_ISDIR(mode) else []
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)
        return
    if stat.S_ISREG(mode):
        yield path
    elif not stat.S_ISDIR(mode):
        reason = "is neither a file nor a directory: save what it gives to a file and name that"
        yield Rejection(_location(path), "file", reason)
    elif (here := path.resolve()) not in above:
        for entry in entries:
            if not entry.name.startswith("."):
                yield from _files(entry, above | {here})


def _unreadable(path: Path, error: OSError | ValueError) -> Rejection:
    match error:
        case FileNotFoundError():
            reason = "does not exist: check the name"
        case PermissionError():
            reason = "may not be read by this user: change its permissions (chmod +r)"
        case IsADirectoryError():
            reason = "is a directory, not a file: name a file"
        case OSError():
            reason = f"cannot be read ({error.strerror}): check the name and the disk it is on"
        case _:
            reason = f"is no possible name of a file ({error}): check the name"
    return Rejection(_location(path), "file", reason)


def _location(path: Path) -> str:
    """A path as it is told and kept; what is no UTF-8 in it is shown in hexadecimal."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
