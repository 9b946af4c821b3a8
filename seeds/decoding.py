"""The text of a file's bytes."""

import codecs
import re
import unicodedata

_SIGNATURES = (
    (
        b"%PDF-",
        "a PDF document",
        "save its text, or the page that shows its abstract, as a text file",
    ),
    (b"\x1f\x8b", "a gzip archive", "unpack it first (gunzip)"),
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
_WIDE_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_GB2312_LETTER = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")


class DecodingError(ValueError):
    """Bytes that cannot be read as text: the place, and the reason with its remedy."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


def decoded(data: bytes) -> str:
    """The text of UTF-8, or of UTF-16 with a byte-order mark: NFC, lines ended by line feeds.

    Raises `DecodingError` for anything else, and where there is no text.
    """
    for signature, what, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise DecodingError("file", f"is {what}, not text: {remedy}")
    if data.startswith(_WIDE_BOMS):
        raise DecodingError("file", f"is UTF-32, which is not read: {_REMEDY}")
    text = _text(data, *next((form for form in _BOMS if data.startswith(form[0])), (b"", "utf-8")))
    text = text.replace("\ufeff", "")  # files that were joined have their marks inside
    if not text.strip():
        held = "holds only white space" if text else "is empty"
        raise DecodingError("file", f"{held}: name a file with a text in it")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _text(data: bytes, mark: bytes, encoding: str) -> str:
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"byte {len(mark) + error.start}"
        raise DecodingError(place, _fault(body, error)) from error
    if (null := text.find("\x00")) >= 0:
        place = f"byte {len(mark) + len(text[:null].encode(encoding))}"
        raise DecodingError(place, _binary(body))
    return text


def _fault(body: bytes, error: UnicodeDecodeError) -> str:
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
    line = body.count(b"\n", 0, error.start) + 1
    return f"is not UTF-8 (in line {line}) and looks like {looks}: {_REMEDY}"


def _binary(body: bytes) -> str:
    odd, even = body[1::2].count(0), body[::2].count(0)
    if max(odd, even) > len(body) / 5 and min(odd, even) <= len(body) / 100:
        return f"looks like UTF-16 without its byte-order mark: {_REMEDY}"
    return "is binary (it holds NUL bytes): name a text file"


def _is_gb18030(body: bytes) -> bool:
    """Whether the bytes decode as GB18030, most of them as common Chinese characters."""
    try:
        body.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return 4 * len(_GB2312_LETTER.findall(body)) > len(_HIGH.findall(body))
