"""Reading source files: from files to streams or pages to documents."""

import io
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from io import BufferedIOBase
from pathlib import Path

from seeds.decoding import DecodingError
from seeds.document import Document
from seeds.lost_letter import ALL_LOST, LOST, without_lost_letters
from seeds.page import Found, Rejection
from seeds.readers import READERS, STREAM_READERS
from seeds.retractions import markings
from seeds.status import Marking
from seeds.stream import Stream, stream_of


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
            yield Rejection(location_of(path), "directory", reason)


def read_file(path: Path) -> Iterator[Found]:
    """The documents of a file, and what of it cannot be read."""
    try:
        yield from _read(stream_of(location_of(path), lambda: path.open("rb")))
    except OSError as error:
        yield _unreadable(path, error)


def read_bytes(location: str, data: bytes) -> Iterator[Found]:
    """The documents of a file's bytes, and what of them cannot be read."""
    return read_opened(location, lambda: io.BytesIO(data))


def read_opened(location: str, open_: Callable[[], BufferedIOBase]) -> Iterator[Found]:
    """The documents of a file that can be opened again and again, for example an upload.

    Raises what opening and reading it raise.
    """
    return _read(stream_of(location, open_))


def read_statuses(path: Path) -> Iterator[Marking | Rejection]:
    """What a table of editorial status says of works, and what of it cannot be read."""
    try:
        yield from markings(stream_of(location_of(path), lambda: path.open("rb")))
    except OSError as error:
        yield _unreadable(path, error)


def _read(stream: Stream) -> Iterator[Found]:
    """What a stream holds, the sentences left out of which letters were lost."""
    for found in _as_written(stream):
        document = without_lost_letters(found) if isinstance(found, Document) else None
        if document is None or document is found:
            yield found
            continue
        own = (one.place for one in document.sources if one.sha256 == stream.sha256)
        place = next(own, document.id)
        if document.text or document.title:
            yield document
            yield stream.rejection(place, LOST)
        else:
            yield stream.rejection(place, ALL_LOST)


def _as_written(stream: Stream) -> Iterator[Found]:
    try:
        found = [
            (form.name, form.read(stream))
            for form in STREAM_READERS
            if form.recognises(stream.head)
        ]
        if not found:
            page = stream.page()
            found = [(form.name, form.read(page)) for form in READERS if form.recognises(page.text)]
        match found:
            case [(_, documents)]:
                yield from documents
            case []:
                streamed = [reader.form for reader in STREAM_READERS]
                forms = "; ".join([*streamed, *(reader.form for reader in READERS)])
                reason = f"is of no form that is known; these are read: {forms}"
                yield stream.rejection("file", reason)
            case _:
                names = " and ".join(name for name, _ in found)
                reason = (
                    f"holds pages of several forms ({names}): put each page in a file of its own"
                )
                yield stream.rejection("file", reason)
    except DecodingError as error:
        yield stream.rejection(error.place, error.reason)


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
        yield Rejection(location_of(path), "file", reason)
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
    return Rejection(location_of(path), "file", reason)


def location_of(path: Path) -> str:
    """A path as it is told and kept; what is no UTF-8 in it is shown in hexadecimal."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
