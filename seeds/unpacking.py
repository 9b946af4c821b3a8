"""The bytes of a file in pieces, unpacked if the file is a gzip archive."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BufferedIOBase

from seeds.decoding import DecodingError

_GZIP = b"\x1f\x8b"
_FORMAT = zlib.MAX_WBITS | 16  # gzip, by the manual of zlib
_PIECE = 1 << 16
_MOST_UNPACKED = 1 << 20  # in one step: a small archive can hold any number of zeros
_REMEDY = "fetch it again"


def unpacked(file: BufferedIOBase) -> Iterator[bytes]:
    """The bytes of a file in pieces; an archive is told by its first bytes, not by its name.

    Raises `DecodingError` where an archive is damaged or cut off, once all that could be unpacked
    before has been given.
    """
    first = file.read(_PIECE)
    pieces = _pieces(first, file)
    yield from _gunzipped(pieces) if first.startswith(_GZIP) else pieces


def _pieces(first: bytes, file: BufferedIOBase) -> Iterator[bytes]:
    piece = first
    while piece:
        yield piece
        piece = file.read(_PIECE)


def _gunzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The contents of an archive's members, one after the other."""
    unpacker = zlib.decompressobj(_FORMAT)
    at, inside, is_full = 0, False, False
    for piece in pieces:
        at += len(piece)
        rest = piece
        while rest or is_full:
            if not inside and not (rest := rest.lstrip(b"\0")):  # members may be padded
                break
            before = unpacker.copy()
            try:
                data = unpacker.decompress(rest, _MOST_UNPACKED)
            except zlib.error as error:
                yield from _before_fault(before.decompress, rest)
                reason = f"the gzip archive is damaged near here ({error}): {_REMEDY}"
                raise DecodingError(f"byte {at - len(rest)}", reason) from error
            yield data
            inside, rest = not unpacker.eof, unpacker.unconsumed_tail
            is_full = inside and len(data) == _MOST_UNPACKED
            if unpacker.eof:
                rest, unpacker = unpacker.unused_data, zlib.decompressobj(_FORMAT)
    if inside:
        raise DecodingError(f"byte {at}", f"the gzip archive is cut off here: {_REMEDY}")


def _before_fault(unpack: Callable[[bytes], bytes], packed: bytes) -> Iterator[bytes]:
    """What can be unpacked, byte by byte, of what failed as a whole."""
    for at in range(len(packed)):
        try:
            yield unpack(packed[at : at + 1])
        except zlib.error:
            return
