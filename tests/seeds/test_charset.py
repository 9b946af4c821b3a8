"""Encodings that files declare."""

import pytest

from seeds.charset import declared_charset


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b'<html><meta charset="utf-8">', "utf-8"),
        (b"<META CHARSET=iso-8859-1>", "cp1252"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb18030"),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?><html>', "iso8859-2"),
        (b'<meta charset="shift_jis">', "cp932"),
        (b'<meta charset="utf-16">', None),
        (b'<meta charset="rot13">', None),
        (b'<meta charset="nonsense">', None),
        (b"charset=utf-8", None),
        (b"", None),
    ],
)
def test_a_declared_encoding_is_taken_as_browsers_take_it(data: bytes, charset: str | None) -> None:
    """The wider encoding for the narrower; what cannot be true, or is none, gives None."""
    assert declared_charset(data) == charset
