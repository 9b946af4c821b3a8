"""A stream: one source file that can be read piece by piece, as often as is wanted."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedIOBase
from typing import Protocol

from seeds.decoding import DecodingError, decoded
from seeds.document import Source
from seeds.page import Found, Page, Rejection
from seeds.unpacking import unpacked

_HEAD = 1 << 16
_LONGEST_LINE = 1 << 24
_LARGEST_PAGE = 1 << 26
_NO_LINES = "is of no form that is read piece by piece: name a file of such a form, or split it"


@dataclass(frozen=True, slots=True)
class Stream:
    """The text of one file or upload, unpacked if it is a gzip archive, and not held in memory.

    `sha256` is that of the file's own bytes, packed as they are. `head` is the text at its
    beginning: 65,536 characters, or up to the first that cannot be read.
    """

    location: str
    sha256: str
    read_at: str
    head: str
    open: Callable[[], BufferedIOBase]

    def source(self, reader: str, place: str) -> Source:
        """The source of a document that a reader found at a place of this stream."""
        return Source(self.location, self.sha256, reader, place, self.read_at)

    def rejection(self, place: str, reason: str) -> Rejection:
        """The refusal of what stands at a place of this stream."""
        return Rejection(self.location, place, reason)

    def pieces(self) -> Iterator[str]:
        """The text in pieces, as it is written: not NFC, which could glue an accent to a tag."""
        return _pieces(self.open)

    def lines(self) -> Iterator[str]:
        """The lines of the text without their ends, in NFC; raises `DecodingError` as they come."""
        held: list[str] = []
        number, size = 1, 0
        for piece in self.pieces():
            begun, *others = piece.split("\n")
            held.append(begun)
            if others:
                *lines, rest = ("".join(held), *others)
                for line in lines:
                    yield unicodedata.normalize("NFC", line)
                number, held, size, begun = number + len(lines), [rest], 0, rest
            size += len(begun)
            if size > _LONGEST_LINE:
                reason = f"is longer than {_LONGEST_LINE:,} characters: break the line or leave it"
                raise DecodingError(f"line {number}", reason)
        if rest := "".join(held):
            yield unicodedata.normalize("NFC", rest)

    def page(self, remedy: str = _NO_LINES) -> Page:
        """The whole text at once; raises `DecodingError` where there is none, or too much."""
        parts: list[str] = []
        size = 0
        for piece in self.pieces():
            parts.append(piece)
            size += len(piece)
            if size > _LARGEST_PAGE:
                reason = f"is larger than {_LARGEST_PAGE:,} characters, and {remedy}"
                raise DecodingError("file", reason)
        text = "".join(parts)
        if not text.strip():
            held = "holds only white space" if text else "is empty"
            raise DecodingError("file", f"{held}: name a file with a text in it")
        composed = unicodedata.normalize("NFC", text)
        return Page(self.location, self.sha256, self.read_at, composed)


class StreamReader(Protocol):
    """Reads one form of file piece by piece; a module with these names is such a reader.

    `form` says for messages how a file of the form is told. No two recognise the same beginning.
    """

    name: str
    form: str

    def recognises(self, head: str) -> bool:
        """Whether a file that begins with this text is of the reader's form."""

    def read(self, stream: Stream) -> Iterator[Found]:
        """The documents of the stream in its order, and what of it could not be read.

        Passes on the `DecodingError` that the stream raises, without what it cuts.
        """


def stream_of(location: str, open_: Callable[[], BufferedIOBase]) -> Stream:
    """The stream of a file that can be opened again and again; raises what opening it raises."""
    with open_() as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    read_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Stream(location, sha256, read_at, _head(open_), open_)


def _pieces(open_: Callable[[], BufferedIOBase]) -> Iterator[str]:
    with open_() as file:
        yield from decoded(unpacked(file))


def _head(open_: Callable[[], BufferedIOBase]) -> str:
    head = ""
    try:
        for piece in _pieces(open_):
            head += piece
            if len(head) >= _HEAD:
                break
    except DecodingError:
        # Whoever reads on meets the fault again, at its place.
        return head
    return head[:_HEAD]
