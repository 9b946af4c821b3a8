"""Lines of the files that are measured with."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from service.error import InputError


def lines_of(file: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers; `InputError` where they cannot be read.

    A byte-order mark and carriage returns are no part of them.
    """
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except OSError as error:
        raise unreadable(file, error) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8 ({error.reason}): save it in UTF-8.") from error


def sha256_of(file: Path) -> str:
    """The digest of a file's bytes; `InputError` where they cannot be read."""
    try:
        with file.open("rb") as data:
            return f"sha256:{hashlib.file_digest(data, 'sha256').hexdigest()}"
    except OSError as error:
        raise unreadable(file, error) from error


def sha256_of_all(files: Sequence[Path]) -> str | None:
    """The digest of one file's bytes, or of the digests of several; None where there are none."""
    digests = [sha256_of(file) for file in files]
    if len(digests) < 2:
        return next(iter(digests), None)
    return f"sha256:{hashlib.sha256(' '.join(digests).encode()).hexdigest()}"


def unreadable(file: Path, error: OSError) -> InputError:
    """Why a file cannot be read."""
    return InputError(f"{file} cannot be read ({error.strerror}): check its name and permissions.")
