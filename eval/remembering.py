"""An encoder that remembers passages, so that changed code need not mean encoding all anew."""

import contextlib
import fcntl
import hashlib
import inspect
import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder
from embeddings.vector import Vectors

_MOST = 200_000
"""Vectors remembered of one encoder: 300 MB of 384 dimensions."""


class RememberingEncoder:
    """Another encoder, whose vectors of passages are kept in a file of a folder.

    The file is of the encoder's name, window and code. Several processes may add to it; where it
    cannot be written, what it lacks is encoded again.
    """

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self.name, self.dim, self.window = encoder.name, encoder.dim, encoder.window
        self.count_tokens = encoder.count_tokens
        self.encode_queries = encoder.encode_queries
        source = Path(inspect.getfile(type(encoder))).read_bytes()
        parts = [self.name, self.dim, self.window, hashlib.sha256(source).hexdigest()]
        name = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
        self._file = folder / f"vectors-{name}"
        self._row = np.dtype([("text", "V32"), ("vector", "<f4", (self.dim,))])
        self._known = {row["text"].tobytes(): row["vector"] for row in self._read()}

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dim), rows of unit length, in the order of the texts."""
        names = [hashlib.sha256(text.encode()).digest() for text in texts]
        new = {
            name: text for name, text in zip(names, texts, strict=True) if name not in self._known
        }
        if new:
            vectors = self._encoder.encode_passages(list(new.values()))
            self._known.update(zip(new, vectors, strict=True))
            if len(self._known) <= _MOST:
                self._keep(list(new), vectors)
        return np.array([self._known[name] for name in names], np.float32).reshape(-1, self.dim)

    def _read(self) -> NDArray[np.void]:
        if not self._file.exists():
            return np.empty(0, self._row)
        count = self._file.stat().st_size // self._row.itemsize  # a killed writer leaves a part
        return np.fromfile(self._file, self._row, count)

    def _keep(self, names: Sequence[bytes], vectors: Vectors) -> None:
        rows = np.empty(len(names), self._row)
        rows["text"] = np.array(names, "V32")
        rows["vector"] = vectors
        with contextlib.suppress(OSError), self._file.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            size = os.fstat(file.fileno()).st_size
            file.truncate(size - size % self._row.itemsize)
            file.write(rows.tobytes())
