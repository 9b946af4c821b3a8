"""The folder of a collection: what may be in it, and what may be done with it."""

import os
from pathlib import Path

from embeddings.collection import CollectionError
from embeddings.local import fault

STORE = "collection.sqlite"
LOCK = "writer.lock"
LEXICAL = "lexical"
DENSE = "dense.faiss"
_OURS = {STORE, f"{STORE}-wal", f"{STORE}-shm", LOCK, LEXICAL, DENSE, "lost+found"}


def make(folder: Path) -> None:
    """Make a folder for a collection, unless there is one; other things may not be in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = os.listdir(folder)
    except OSError as error:
        raise fault.of_system(folder, error) from error
    others = sorted(name for name in names if name not in _OURS and not name.startswith("."))
    if others and STORE not in names:
        raise CollectionError(
            f"{folder} is no collection: it holds {', '.join(others[:3])}. Name an empty or a new"
            " folder."
        )


def require(folder: Path) -> None:
    """See that a collection is there."""
    if not (folder / STORE).exists():
        raise CollectionError(
            f"There is no collection in {folder}: name its folder with --collection, or make one"
            f" with `anagen ingest --collection {folder} FILE…`."
        )


def is_read_only(folder: Path) -> bool:
    """Whether this process may not change the collection that is there."""
    file = folder / STORE
    if os.access(folder, os.W_OK) and (not file.exists() or os.access(file, os.W_OK)):
        return False
    if not file.exists():
        raise CollectionError(
            f"There is no collection in {folder}, and none can be made: the folder is read-only."
        )
    return True
