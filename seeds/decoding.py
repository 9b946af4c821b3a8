"""The text of a file's bytes."""

import codecs
import io
import itertools
import re
from collections.abc import Iterable, Iterator

from seeds.charset import declared_charset

_SIGNATURES = (
    (
        b"%PDF-",
        "a PDF document",
        "save its text, or the page that shows its abstract, as a text file",
    ),
    (b"\x1f\x8b", "a gzip archive within another", "unpack it first (gunzip)"),
    (b"PK\x03\x04", "a ZIP archive or an Office document", "unpack it, or save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as plain text"),
    (b"BZh", "a bzip2 archive", "unpack it first (bunzip2)"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first (unxz)"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it first (unzstd)"),
    (b"\x89PNG\r\n", "a PNG image", "give the text itself; images are not read"),
    (b"\xff\xd8\xff", "a JPEG image", "give the text itself; images are not read"),
    (b"GIF8", "a GIF image", "give the text itself; images are not read"),
    (b"II*\x00", "a TIFF image", "give the text itself; images are not read"),
    (b"MM\x00*", "a TIFF image", "give the text itself; images are not read"),
    (b"SQLite format 3\x00", "an SQLite database", "export its texts first"),
    (b"\x7fELF", "a program", "name a text file"),
)
_REMEDY = "save it as UTF-8 and try again"
_XML_REMEDY = (
    "save it as UTF-8, or let its first line declare its encoding, as in"
    ' <?xml version="1.0" encoding="windows-1252"?>, and try again'
)
_WIDE_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_BOMS = (
    (codecs.BOM_UTF8, codecs.utf_8_decode, "utf-8"),
    (codecs.BOM_UTF16_LE, codecs.utf_16_le_decode, "utf-16-le"),
    (codecs.BOM_UTF16_BE, codecs.utf_16_be_decode, "utf-16-be"),
)
_UNMARKED = (b"", codecs.utf_8_decode, "utf-8")
_BEGINNING = 4_096  # enough for a signature, and for what the file declares
_LARGEST_DECLARED = 1 << 26
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_GB2312_LETTER = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")


class DecodingError(ValueError):
    """Bytes that cannot be read as text: the place, and the reason with its remedy."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


def decoded(pieces: Iterable[bytes]) -> Iterator[str]:
    """The text of UTF-8, or of UTF-16 with a byte-order mark, in pieces; lines end by line feeds.

    A page or an XML file that is not UTF-8 is read by the encoding that it declares. No encoding is
    guessed: bytes that could be Windows-1252 could be Windows-1250 or MacRoman too, and names and
    signs would be wrong without a word.
    Raises `DecodingError` at what is no such text, once all that stands before it has been given.
    """
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    for text in _decoded(iter(pieces)):
        # Files that were joined have their marks inside.
        yield newlines.decode(text).replace("\ufeff", "")
    yield newlines.decode("", final=True)


def _decoded(pieces: Iterator[bytes]) -> Iterator[str]:
    first = _beginning(pieces)
    mark, decode, encoding = next((form for form in _BOMS if first.startswith(form[0])), _UNMARKED)
    charset = declared_charset(first)
    if charset and charset != encoding and not mark:
        first = _held(first, pieces)
        if text := _as_declared(first, charset):
            yield text
            return
    remedy = _XML_REMEDY if not charset and first.lstrip().startswith(b"<?xml") else _REMEDY
    at, line, rest = len(mark), 1, b""
    for piece in itertools.chain([first[len(mark) :]], filter(None, pieces), [b""]):
        rest += piece
        fault = None
        try:
            text, used = decode(rest, "strict", not piece)
        except UnicodeDecodeError as error:
            text, used = decode(rest[: error.start], "strict", True)
            fault = _fault(rest, error, line + text.count("\n"), remedy)
        if (null := text.find("\x00")) >= 0:
            text, fault = text[:null], _binary(rest)
            used = len(text.encode(encoding))
        yield text
        at, line, rest = at + used, line + text.count("\n"), rest[used:]
        if fault:
            raise DecodingError(f"byte {at}", fault)


def _beginning(pieces: Iterator[bytes]) -> bytes:
    """The first bytes, enough to tell what they are; raises where they begin no text."""
    first = b""
    while len(first) < _BEGINNING and (piece := next(pieces, b"")):
        first += piece
    for signature, what, remedy in _SIGNATURES:
        if first.startswith(signature):
            raise DecodingError("file", f"is {what}, not text: {remedy}")
    if first.startswith(_WIDE_BOMS):
        raise DecodingError("file", f"is UTF-32, which is not read: {_REMEDY}")
    return first


def _held(first: bytes, pieces: Iterator[bytes]) -> bytes:
    """All bytes of a file, or its first ones where it is large: its encoding is then not tried."""
    held = io.BytesIO()
    held.write(first)
    while held.tell() <= _LARGEST_DECLARED and (piece := next(pieces, b"")):
        held.write(piece)
    return held.getvalue()


def _as_declared(data: bytes, charset: str) -> str | None:
    """The text of bytes that are no UTF-8 by the encoding that they declare, if they are so."""
    if len(data) > _LARGEST_DECLARED or b"\x00" in data:
        return None
    return _text(data, charset) if _text(data, "utf-8") is None else None


def _text(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


def _fault(body: bytes, error: UnicodeDecodeError, line: int, remedy: str) -> str:
    """What bytes that do not decode look like, and the remedy."""
    if b"\x00" in body and error.encoding == "utf-8":
        return _binary(body)
    if error.end == len(body) and error.reason in ("unexpected end of data", "truncated data"):
        return "ends in the middle of a character, as a file does that was cut off: fetch it again"
    if error.encoding != "utf-8":
        return f"has a UTF-16 byte-order mark but is not UTF-16: {_REMEDY}"
    if len(_CONTROL.findall(body)) > len(body) / 20:
        return "is binary (it holds many control characters): name a text file"
    looks = "GB18030 (Chinese)" if _is_gb18030(body) else "Latin-1 or Windows-1252"
    byte = f"byte 0x{body[error.start]:02X} in line {line}"
    return f"is not UTF-8 ({byte}) and looks like {looks}: {remedy}"


def _binary(body: bytes) -> str:
    odd, even = body[1::2].count(0), body[::2].count(0)
    if max(odd, even) > len(body) / 5 and min(odd, even) <= len(body) / 100:
        return f"looks like UTF-16 without its byte-order mark: {_REMEDY}"
    return "is binary (it holds NUL bytes): name a text file"


def _is_gb18030(body: bytes) -> bool:
    """Whether the bytes decode as GB18030, most of them as common Chinese characters."""
    try:
        codecs.getincrementaldecoder("gb18030")().decode(body)  # the end may come in the next piece
    except UnicodeDecodeError:
        return False
    return 4 * len(_GB2312_LETTER.findall(body)) > len(_HIGH.findall(body))
