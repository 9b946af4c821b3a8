"""Support: what the evidence says of a sentence."""

from dataclasses import dataclass
from typing import Literal

SupportLabel = Literal["supported", "partial", "unsupported", "contradicted"]


@dataclass(frozen=True, slots=True)
class Support:
    """Whether evidence supports a sentence; `reason` names what differs, in plain English."""

    label: SupportLabel
    reason: str | None = None
