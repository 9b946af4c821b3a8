"""The encoder: texts to unit vectors."""

from collections.abc import Sequence
from typing import Protocol

from embeddings.vector import Vectors


class EncoderError(Exception):
    """An encoder that cannot be had; the message names it, what is wrong, and the remedy."""


class Encoder(Protocol):
    """Turns questions and passages into vectors of one space.

    `name` identifies weights and revision: two encoders of one name give the same vectors.
    Creating an encoder is cheap; the weights are loaded at the first use. Safe to call from
    several threads.
    """

    @property
    def name(self) -> str:
        """Model and revision or digest, as in `sentence-transformers/all-MiniLM-L6-v2@53aa51`."""

    @property
    def dim(self) -> int:
        """Number of columns of every vector."""

    @property
    def window(self) -> int:
        """Tokens read of a text, special tokens included; what lies beyond is not seen."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and without a limit."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dim), rows of unit length, in the order of the texts."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dim), rows of unit length, in the order of the texts."""
