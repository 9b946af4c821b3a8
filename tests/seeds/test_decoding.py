"""The text of a file's bytes."""

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seeds.decoding import DecodingError, decoded

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
    assert decoded(data) == "β ≥ 5 µ\n"


def test_text_comes_composed() -> None:
    """Letters and their accents are one code point where Unicode has one (NFC)."""
    assert decoded("Garci\u0301a".encode()) == "García"


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
        (b"", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b" \r\n\t", "white space"),
    ],
)
def test_what_holds_no_text_is_named(data: bytes, what: str) -> None:
    """Archives, images and documents are told by their first bytes; nothing is nothing."""
    with pytest.raises(DecodingError) as caught:
        decoded(data)
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
        decoded(data)
    assert (caught.value.place, looks in caught.value.reason) == (place, True)


def test_a_chinese_page_in_gb18030_is_not_taken_for_latin_1() -> None:
    """Accents stand alone among Latin letters; Chinese characters stand side by side."""
    with pytest.raises(DecodingError, match="GB18030"):
        decoded(f"作者\n{CHINESE}".encode("gb18030"))
    with pytest.raises(DecodingError, match="Latin-1"):
        decoded("L'étude a été menée chez des sujets âgés".encode("latin-1"))


@given(st.binary())
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00")
def test_any_bytes_give_text_or_a_refusal(data: bytes) -> None:
    """No bytes make it fail in another way, and the text is free of carriage returns and NULs."""
    try:
        text = decoded(data)
    except DecodingError:
        return
    assert "\r" not in text
    assert "\x00" not in text
