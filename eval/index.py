"""The index of a corpus, made once and kept in the cache folder of the user."""

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.local import LocalCollection
from eval.dataset import Dataset
from eval.digest import code_digest
from eval.lines import sha256_of
from eval.remembering import RememberingEncoder
from service.error import InputError


def default_cache() -> Path:
    """The folder that the system keeps for caches, as the XDG base directories say."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".cache") / "anagen-eval"


@dataclass(frozen=True, slots=True)
class Index:
    """The collection of a corpus, and the folder that holds it."""

    collection: LocalCollection
    folder: Path

    @property
    def bytes(self) -> int:
        """The bytes of its files."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())


@contextlib.contextmanager
def indexed(
    dataset: Dataset, encoder: Encoder, cache: Path, tell: Callable[[str], None]
) -> Iterator[Index]:
    """The index of a data set's corpus, made where the cache has none.

    It is known by the bytes of the corpus, the encoder and the code that makes passages. Another
    process that makes the same one is waited for; what a killed one made is gone on from. `tell`
    hears what takes a while.
    """
    place = cache.expanduser() / _key(dataset, encoder)
    made, folder = place / "made", place / "collection"
    if not (made.exists() and folder.exists()):
        with _alone(place, tell):
            if not (made.exists() and folder.exists()):
                _make(folder, dataset, RememberingEncoder(encoder, place.parent), tell)
                made.touch()
    with LocalCollection.existing(folder, encoder) as collection:
        yield Index(collection, folder)


def _key(dataset: Dataset, encoder: Encoder) -> str:
    files = dataset.corpus_files()
    parts = [encoder.name, code_digest(("seeds", "embeddings")), dataset.document_id("")]
    parts += [part for file in files for part in (file.name, sha256_of(file))]
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return f"{dataset.name}-{digest[:16]}"


@contextlib.contextmanager
def _alone(place: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the right to make what belongs in a folder, which the system frees however we end."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        file = (place / "lock").open("ab")
    except OSError as error:
        raise InputError(
            f"The cache folder {place} cannot be written ({error.strerror}): make room or name"
            " another with --cache."
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Another process is indexing this corpus: waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make(folder: Path, dataset: Dataset, encoder: Encoder, tell: Callable[[str], None]) -> None:
    tell(f"Indexing {dataset.name} into {folder}, which is done once")
    durable = 0

    def acknowledge(ids: Sequence[str]) -> None:
        nonlocal durable
        durable += len(ids)
        tell(f"{dataset.name}: {durable:,} documents indexed")

    with LocalCollection.open(folder, encoder) as collection:
        collection.add(dataset.documents(), acknowledge)
        if not collection.size().documents:
            raise InputError(f"The corpus of {dataset.folder} is empty: nothing can be measured.")
