"""The text of an XML element, read whole."""

import re
from collections.abc import Iterator

from seeds.markup import markup_text, plain_text, raised
from seeds.xml_stream import Element

_PRINTED_TAG = re.compile(r"</(?:b|bold|em|i|italic|p|strong|sub|sup|u)>", re.IGNORECASE)
_SILENT = frozenset(("annotation", "annotation-xml", "graphic", "inline-graphic", "media"))
_LISTS = ("def-list", "list", "list-item", "table", "td", "tr")
_BLOCK = frozenset(
    ("break", "DispFormula", "disp-formula", "disp-quote", "p", "sec", "title", *_LISTS)
)
_ABOVE = {"msup": 1, "msubsup": 2}  # which child stands above the others
_TEX = re.compile(r"\\begin\{document\}(?P<formula>.*)\\end\{document\}", re.DOTALL)


def name_of(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, *path: str) -> Iterator[Element]:
    """The elements at the end of a path of names; of its other steps the first that is there."""
    for name in path[:-1]:
        element = child(element, name)
    return iter(()) if element is None else element.iterchildren(path[-1])


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at the end of a path of names."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(name), None)
    return element


def child_text(element: Element | None, *path: str) -> str:
    """The text of the first element at the end of a path, or nothing."""
    found = child(element, *path)
    return "" if found is None else element_text(found)


def element_text(element: Element) -> str:
    """All text of an element on one line, in NFC, with powers as `10^6`."""
    text = plain_text(_gathered("", element) if len(element) else element.text or "")
    if "</" in text and _PRINTED_TAG.search(text):
        # Tags that were escaped once too often; what else was decoded is decoded for good.
        return markup_text(text.replace("&", "&amp;"))
    return text


def _gathered(before: str, element: Element) -> str:
    """The text before an element with that of the element."""
    text = before + (element.text or "")
    for part in element:
        name = name_of(part)
        if name == "math":
            text += _formula(part)
        elif name == "sup":
            text += raised(text, _gathered("", part))
        elif name == "tex-math":
            text += _tex(part)
        elif name in _BLOCK:
            text = _gathered(f"{text} ", part) + " "
        elif name not in _SILENT:
            text = _gathered(text, part)
        text += part.tail or ""
    return text


def _formula(element: Element) -> str:
    """A formula of MathML on one line, `a/b` and `10^6`; white space between its parts is none."""
    name = name_of(element)
    if name in _SILENT:
        return ""
    parts = list(map(_formula, element))
    names = list(map(name_of, element))
    if "mprescripts" in names:  # marks that stand before the first part
        at = names.index("mprescripts")
        parts = parts[at:] + parts[:at]
    if name in _ABOVE and len(parts) > _ABOVE[name]:
        at = _ABOVE[name]
        parts[at] = raised("".join(parts[:at]), parts[at])
    own = element.text or ""
    return (own if own.strip(" \n\t") else "") + ("/" if name == "mfrac" else "").join(parts)


def _tex(element: Element) -> str:
    """A formula in TeX, if there is no other form of it, without the document that it is set in."""
    parent = element.getparent()
    if parent is not None and name_of(parent) == "alternatives" and len(parent) > 1:
        return ""
    text = element.text or ""
    found = _TEX.search(text)
    return (found["formula"] if found else text).strip().strip("$")
