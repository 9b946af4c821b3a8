"""The encoding that a page or an XML file declares for itself."""

import codecs
import re

_HEAD = 4_096
_META = re.compile(
    rb"<meta[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})")
# As browsers take them: the wider encoding for the narrower that pages name.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_UNREAL = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")


def declared_charset(data: bytes) -> str | None:
    """The name of the codec for what a file declares in its first bytes, or None.

    A declaration that can be read is no UTF-16, whatever it says.
    """
    head = data[:_HEAD]
    declaration = _XML.search(head) or _META.search(head)
    if declaration is None:
        return None
    try:
        codec = codecs.lookup(declaration[1].decode("ascii")).name
    except LookupError:
        return None
    # Codecs that are not encodings of text ("rot13", "hex") decode nothing here.
    if codec in _UNREAL or not getattr(codecs.lookup(codec), "_is_text_encoding", True):
        return None
    return _WIDER.get(codec, codec)
