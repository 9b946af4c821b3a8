"""The text of a file's bytes."""

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seeds.decoding import DecodingError, decoded


def text_of(data: bytes) -> str:
    """The text of bytes that come in one piece."""
    return "".join(decoded([data]))


CHINESE = "间充质干细胞外泌体治疗获得性毛囊角化症:一个病例系列。\n"


@pytest.mark.parametrize(
    "data",
    [
        "β ≥ 5 µ\n".encode(),
        codecs.BOM_UTF8 + "β ≥ 5 µ\n".encode(),
        codecs.BOM_UTF16_LE + "β ≥ 5 µ\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "β ≥ 5 µ\n".encode("utf-16-be"),
        codecs.BOM_UTF8 + "β ≥ ".encode() + codecs.BOM_UTF8 + "5 µ\n".encode(),
        "β ≥ 5 µ\r\n".encode(),
        "β ≥ 5 µ\r".encode(),
    ],
)
def test_the_encodings_that_are_read_give_one_text(data: bytes) -> None:
    """UTF-8, with or without a byte-order mark, UTF-16 with one; all line ends are line feeds."""
    assert text_of(data) == "β ≥ 5 µ\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PK\x03\x04", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"GIF89a", "GIF"),
        (codecs.BOM_UTF32_LE + b"a\x00\x00\x00", "UTF-32"),
    ],
)
def test_what_holds_no_text_is_named(data: bytes, what: str) -> None:
    """Archives, images and documents are told by their first bytes."""
    with pytest.raises(DecodingError) as caught:
        text_of(data)
    assert caught.value.place == "file"
    assert what in caught.value.reason


@pytest.mark.parametrize(
    ("data", "place", "looks"),
    [
        ("Tous\nLes patients âgés".encode("latin-1"), "byte 18", "Latin-1"),
        (b"Exosomes\n" + CHINESE.encode("gb18030"), "byte 9", "GB18030"),
        ("β".encode()[:1], "byte 0", "cut off"),
        (b"abc\x00def", "byte 3", "NUL"),
        ("Exosomes help.".encode("utf-16-le"), "byte 1", "UTF-16"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "byte 4", "cut off"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "byte 2", "UTF-16"),
        (codecs.BOM_UTF16_LE + "ab\x00".encode("utf-16-le"), "byte 6", "NUL"),
        (bytes(range(1, 32)) + b"\xff\xfe", "byte 31", "binary"),
    ],
)
def test_bytes_that_do_not_decode_are_placed_and_described(
    data: bytes, place: str, looks: str
) -> None:
    """The refusal names the first wrong byte, counted from 0, and what the file looks like."""
    with pytest.raises(DecodingError) as caught:
        text_of(data)
    assert (caught.value.place, looks in caught.value.reason) == (place, True)


def test_a_chinese_page_in_gb18030_is_not_taken_for_latin_1() -> None:
    """Accents stand alone among Latin letters; Chinese characters stand side by side."""
    with pytest.raises(DecodingError, match="GB18030"):
        text_of(f"作者\n{CHINESE}".encode("gb18030"))
    with pytest.raises(DecodingError, match="Latin-1"):
        text_of("L'étude a été menée chez des sujets âgés".encode("latin-1"))


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso-8859-1", "Les patients âgés: “5 µm”."),
        ("gb2312", CHINESE),
        ("shift_jis", "毛包の研究。"),
        ("utf-8", "Les patients âgés."),
    ],
)
@pytest.mark.parametrize("size", [7, 10_000])
def test_a_page_is_read_by_the_encoding_that_it_declares(
    charset: str, text: str, size: int
) -> None:
    """Saved web pages are often not UTF-8, and browsers take the wider encoding for a narrower."""
    wider = {"iso-8859-1": "cp1252", "gb2312": "gb18030", "shift_jis": "cp932"}
    page = f'<html><meta charset="{charset}">\n{text}'
    data = page.encode(wider.get(charset, charset))
    assert "".join(decoded(data[at : at + size] for at in range(0, len(data), size))) == page


def test_a_declaration_that_is_not_true_does_no_harm() -> None:
    """What is UTF-8 is read as that, and what is neither is refused with its place."""
    page = '<html><meta charset="iso-8859-1">β'
    assert text_of(page.encode()) == page
    with pytest.raises(DecodingError, match=r"byte 33: is not UTF-8 \(byte 0x81 in line 1\)"):
        text_of(b'<html><meta charset="iso-8859-1">\x81')


def test_xml_that_declares_no_encoding_is_utf_8_or_refused() -> None:
    """So XML says; the byte, its line and both remedies are named, and no encoding is guessed."""
    declared = '<?xml version="1.0" encoding="windows-1252"?>\n<a>±5 µg</a>'
    assert text_of(declared.encode("cp1252")) == declared
    plain = '<?xml version="1.0"?>\n<a>±5 µg</a>'.encode("cp1252")
    with pytest.raises(DecodingError) as caught:
        text_of(plain)
    assert (caught.value.place, caught.value.reason) == (
        "byte 25",
        "is not UTF-8 (byte 0xB1 in line 2) and looks like Latin-1 or Windows-1252: save it as"
        " UTF-8, or let its first line declare its encoding, as in"
        ' <?xml version="1.0" encoding="windows-1252"?>, and try again',
    )
    with pytest.raises(DecodingError, match="save it as UTF-8 and try again"):
        text_of('<?xml version="1.0" encoding="UTF-8"?><a>±</a>'.encode("cp1252"))


@given(st.binary())
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00")
def test_any_bytes_give_text_or_a_refusal(data: bytes) -> None:
    """No bytes make it fail in another way, and the text is free of carriage returns and NULs."""
    try:
        text = text_of(data)
    except DecodingError:
        return
    assert "\r" not in text
    assert "\x00" not in text


def outcome(pieces: list[bytes]) -> tuple[str, str | None]:
    """The text up to the first fault, and the place of the fault."""
    text = ""
    try:
        for piece in decoded(pieces):
            text += piece
    except DecodingError as error:
        return text, error.place
    return text, None


TEXTS = st.lists(
    st.sampled_from(["β", "a", "\r", "\n", "\r\n", "間", "\U0001f9ec", "\ufeff", "e\u0301", " "])
).map("".join)


@given(
    TEXTS,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([b"", b"\xff", b"\x00\x00", b"\xd8"]),
    st.integers(1, 9),
)
def test_how_bytes_come_in_pieces_changes_nothing(
    text: str, encoding: str, fault: bytes, size: int
) -> None:
    """Pieces may end within a character or a line end; text and the place of a fault stay."""
    data = text.encode(encoding) + fault
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert outcome(pieces) == outcome([data])


def test_what_stands_before_a_fault_is_given_first() -> None:
    """The text up to the first byte that is none, then the fault with its byte and its line."""
    pieces = decoded([b"First.\nSecond \xe9.\nThird.", b"\nFourth."])
    assert next(pieces) == "First.\nSecond "
    with pytest.raises(DecodingError, match=r"byte 14: is not UTF-8 \(byte 0xE9 in line 2\)"):
        next(pieces)
