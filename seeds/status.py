"""Editorial status: whether a work was retracted, doubted or corrected, as a source says."""

from dataclasses import dataclass
from typing import Literal

StatusKind = Literal["retracted", "concern", "corrected", "reinstated", "notice"]


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a work, since when, and who says so; a notice is about another work."""

    kind: StatusKind
    date: str | None
    source: str
