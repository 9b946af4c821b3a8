"""The elements of an XML file, one at a time, however large the file is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.entities import html5
from typing import TypeAlias

from lxml import etree

from seeds.page import Rejection
from seeds.stream import Stream

Element: TypeAlias = etree._Element  # lxml names it no otherwise

_LONGEST = 1 << 25
_LONGEST_TAG = 4_000
_ROOT = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*<(?P<name>[\w:.-]+)",
    re.DOTALL | re.IGNORECASE,
)
_NAMESPACE = re.compile(r"""\sxmlns:[\w.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*')""")
_DEFAULT_NAMESPACE = re.compile(r"""\sxmlns\s*=\s*(?:"[^"<>]*"|'[^'<>]*')""")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_POSITION = re.compile(r"(?:, | )line \d+.*")
_REMEDY = "fetch it again"


@dataclass(frozen=True, slots=True)
class Placed:
    """An element and its place in the file."""

    place: str
    element: Element


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag that was looked for, if there was one, and the text before it."""

    before: str
    name: str = ""
    closes: bool = False
    markup: str = ""


@dataclass(slots=True)
class _Element:
    """An element that is being read: its number and its line, counted from 1, and its markup."""

    name: str
    number: int
    line: int
    markup: list[str]
    size: int = 0

    def takes(self, tag: _Tag) -> bool:
        """Whether the text before a tag, and the tag itself, can be part of it; both are taken."""
        self.markup += (tag.before, tag.markup)
        self.size += len(tag.before)
        is_end = tag.closes and tag.name == self.name
        return self.size <= _LONGEST and (is_end or not tag.name)

    @property
    def fault(self) -> str:
        """Why it does not take a tag."""
        if self.size > _LONGEST:
            return f"<{self.name}> is longer than {_LONGEST:,} characters: {_REMEDY}"
        return f"<{self.name}> is not closed, it is damaged or was cut off: {_REMEDY}"

    @property
    def place(self) -> str:
        """Its place in the file."""
        return f"record {self.number} (line {self.line})"


def root_name(head: str) -> str | None:
    """The name of a file's first element, if the file begins as XML does."""
    found = _ROOT.match(head)
    return found["name"].rpartition(":")[2] if found else None


def elements(
    stream: Stream, names: Sequence[str], roots: Sequence[str]
) -> Iterator[Placed | Rejection]:
    """The elements with these names in their order, each parsed on its own.

    So one that is damaged costs none of the others, and entities that the file declares, which
    could name other files or grow without bounds, are never looked at. `roots` are the elements
    that hold them: one that is not closed shows that the file was cut off.
    """
    number, line, namespaces = 0, 1, ""
    unclosed: list[str] = []
    reading: _Element | None = None
    for tag in _tags(stream.pieces(), (*names, *roots)):
        line += tag.before.count("\n")
        if reading and not reading.takes(tag):
            yield stream.rejection(reading.place, reading.fault)
            reading = None
        if tag.name in roots:
            namespaces = _namespaces(tag, unclosed) or namespaces
        elif tag.name and not tag.closes:
            number += 1
            reading = _Element(tag.name, number, line, [tag.markup])
        elif tag.name and not reading:
            reason = f"{tag.markup} closes nothing, what it belongs to is damaged: {_REMEDY}"
            yield stream.rejection(f"line {line}", reason)
        if reading and (tag.closes or tag.markup.endswith("/>")):
            yield _parsed(stream, reading, namespaces)
            reading = None
        line += tag.markup.count("\n")
    yield from _cut(stream, reading, unclosed, line)


def _namespaces(root: _Tag, unclosed: list[str]) -> str:
    """The namespaces that a tag of a root declares; the roots that are not closed are kept."""
    if not root.closes:
        unclosed.append(root.name)
    elif unclosed:
        unclosed.pop()
    return " ".join(_NAMESPACE.findall(root.markup))


def _cut(
    stream: Stream, reading: _Element | None, unclosed: Sequence[str], line: int
) -> Iterator[Rejection]:
    """What is missing at the end of a file."""
    if reading:
        reason = f"the file ends within this <{reading.name}>, it was cut off: {_REMEDY}"
        yield stream.rejection(reading.place, reason)
    elif unclosed:
        reason = f"the file ends before </{unclosed[-1]}>, it was cut off: {_REMEDY}"
        yield stream.rejection(f"line {line}", reason)


def _tags(pieces: Iterable[str], names: Sequence[str]) -> Iterator[_Tag]:
    """The tags of these names, and the text before, between and behind them in bounded parts."""
    pattern = re.compile(rf"<(/?)({'|'.join(map(re.escape, names))})(?=[\s/>])[^<>]*>")
    rest = ""
    for piece in pieces:
        rest += piece
        end = 0
        for found in pattern.finditer(rest):
            yield _Tag(rest[end : found.start()], found[2], bool(found[1]), found[0])
            end = found.end()
        cut = rest.rfind("<", end)  # a tag may go on in the next piece
        if cut < 0 or len(rest) - cut > _LONGEST_TAG:
            cut = len(rest)
        yield _Tag(rest[end:cut])
        rest = rest[cut:]
    yield _Tag(rest)


def _parsed(stream: Stream, reading: _Element, namespaces: str) -> Placed | Rejection:
    markup = _ENTITY.sub(_character, "".join(reading.markup))
    if "xmlns=" in markup:
        markup = _DEFAULT_NAMESPACE.sub("", markup)  # names are then what they are without one
    # Prefixes may be declared on what holds the elements.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        outer = etree.fromstring(f"<_ {namespaces}>{markup}</_>".encode(), parser)
    except etree.XMLSyntaxError as error:
        line = reading.line + (error.lineno or 1) - 1
        reason = f"is not well-formed XML in line {line} ({_POSITION.sub('', error.msg)})"
        return stream.rejection(reading.place, f"{reason}: {_REMEDY}")
    return Placed(reading.place, outer[0])


def _character(entity: re.Match[str]) -> str:
    """The character of an entity that HTML knows, as publishers' document types do."""
    character = html5.get(entity[1], "")
    return character if character and character not in "<>&\"'" else entity[0]
