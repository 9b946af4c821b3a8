"""A page: one source file's decoded text, and what its reader makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from seeds.document import Document, Source


@dataclass(frozen=True, slots=True)
class Rejection:
    """What was not taken in: the source, the place in it, and the reason with its remedy."""

    source: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Deletion:
    """A source's word that a document is to be deleted if it is known, by its id.

    It holds for what was read before it, not for what comes after.
    """

    id: str
    source: Source


Found = Document | Deletion | Rejection


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one file or address: NFC, lines ended by a line feed, no byte-order mark."""

    location: str
    sha256: str
    read_at: str
    text: str

    def source(self, reader: str, place: str) -> Source:
        """The source of a document that a reader found at a place of this page."""
        return Source(self.location, self.sha256, reader, place, self.read_at)

    def rejection(self, place: str, reason: str) -> Rejection:
        """The refusal of what stands at a place of this page."""
        return Rejection(self.location, place, reason)


class Located(Protocol):
    """What is read, whole or piece by piece, and knows where it comes from."""

    def source(self, reader: str, place: str) -> Source:
        """The source of a document that a reader found at a place of it."""

    def rejection(self, place: str, reason: str) -> Rejection:
        """The refusal of what stands at a place of it."""


class Reader(Protocol):
    """Reads one form of page, chosen by what the page holds; a module with these names is a reader.

    `form` says for messages how a page of the form is told. No two readers recognise the same page.
    """

    name: str
    form: str

    def recognises(self, text: str) -> bool:
        """Whether a page of this text is of the reader's form."""

    def read(self, page: Page) -> Iterator[Found]:
        """The documents of the page in its order, and what of it could not be read."""


def placed(
    origin: Located, reader: str, place: str, document: Document | str
) -> Document | Rejection:
    """A document with the place where it was read, or the refusal, for a reason, of what is there.

    Sources that a document has already are kept.
    """
    if isinstance(document, str):
        return origin.rejection(place, document)
    return replace(document, sources=document.sources or (origin.source(reader, place),))


def lines_place(first: int, last: int) -> str:
    """The place of lines, counted from 1: `line 3` or `lines 3-4`."""
    return f"line {first}" if first == last else f"lines {first}-{last}"
