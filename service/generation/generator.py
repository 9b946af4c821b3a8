"""The generator: text from a prompt, streamed."""

import hashlib
from collections import abc
from dataclasses import dataclass
from typing import Literal, Protocol

Fault = Literal[
    "busy", "resting", "slow", "unreachable", "refused", "malformed", "cut", "empty", "other"
]
"""What kind of thing went wrong with a generator, for those who count such things."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told: its rules, and the question with its evidence."""

    system: str
    user: str

    @property
    def digest(self) -> str:
        """What an answer's provenance says of its prompt."""
        told = f"{self.system}\0{self.user}".encode("utf-8", "surrogatepass")
        return "sha256:" + hashlib.sha256(told).hexdigest()


class GeneratorError(Exception):
    """Text that did not come, or not to its end; the message says why and holds no secret."""

    def __init__(self, message: str, fault: Fault = "other") -> None:
        super().__init__(message)
        self.fault: Fault = fault


class Generator(Protocol):
    """Writes text. Safe to call from several threads."""

    @property
    def name(self) -> str:
        """The model, for an answer's provenance."""

    def generate(self, prompt: Prompt, seconds: float) -> abc.Generator[str, None, None]:
        """The text in pieces as it is written, for as many seconds as are given.

        A piece comes at least every second; an empty one says only that the work goes on. Closing
        the iterator ends the work. Raises `GeneratorError`; the pieces before it stand.
        """
