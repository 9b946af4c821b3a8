"""Origin: where in a document a statement about it was found."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the document's text, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the document other than its text: `title`, `publication_types`, `mesh`."""

    field: str


Origin = Span | Field


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value, and where it was found."""

    value: T
    origin: Origin


def origin_json(origin: Origin) -> dict[str, int | str]:
    """`{"start", "end"}` for a part of the text, `{"field"}` for a field."""
    return asdict(origin)


def origin_from_json(values: Mapping[str, int | str]) -> Origin:
    """The origin that `origin_json` described."""
    if "field" in values:
        return Field(str(values["field"]))
    return Span(int(values["start"]), int(values["end"]))
