"""A file that is replaced whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path


def replace_file(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write a file so that whoever reads it, now or after a crash, finds the old or the new one."""
    waiting = path.with_name(f".{path.name}.new")
    try:
        with waiting.open("wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    except OSError:
        waiting.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
