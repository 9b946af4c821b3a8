"""Markup: text with HTML in it, read whole, and the labelled sections of an abstract."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from html.entities import html5

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from seeds.document import Block
from seeds.label import printed_labels

_HEADING = "caption|dt|h[1-6]|th"
_BOLD = re.compile(f"{_HEADING}|b|bold|strong")
_BLOCK = re.compile(
    f"{_HEADING}|abstract|article|blockquote|body|center|dd|div|dl|head|html|li|ol|p|pre|sec|section|"
    "table|tbody|td|tfoot|thead|tr|ul"
)
_KNOWN = re.compile(
    f"{_BOLD.pattern}|{_BLOCK.pattern}|a|abbr|big|br|cite|code|del|em|font|i|img|ins|italic|mark|math|s|"
    "script|small|span|strike|style|sub|sup|title|tt|u|underline|var|xref"
)

# Attributes need their "=", or `a<b and c>d` would pass for a tag.
_TAG = re.compile(
    r"<(/?)([A-Za-z][\w:.-]*)(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))*\s*/?>"
)
# Some databases give tags with their brackets escaped once too often.
_ESCAPED_TAG = re.compile(
    r"&lt;(/?(?:b|em|i|italic|p|strong|sub|sup|u|h[1-6])\s*/?)&gt;", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_HIDING = re.compile(
    r"\shidden(?:[\s=/>]|$)|\sstyle\s*=[^<>]*?(?:display\s*:\s*none|visibility\s*:\s*hidden"
    r"|(?:font-size|opacity)\s*:\s*0(?:\.0*)?(?:[a-z%]{0,3})\s*(?:[;!\"'>]|$))",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_REPLACEMENT = re.compile(r"#(?:0*65533|[xX]0*[fF]{3}[dD]);")  # U+FFFD, by its own number
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_EXPONENT = re.compile(r"\s*[-−–+]?\d")
_SENTENCE_END = re.compile(r"[.!?)\]。！？）]\s*$")
_LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph's text, a line feed for each line break, and the spans of it that are bold."""

    text: str
    bold: tuple[tuple[int, int], ...]


def plain_text(text: str) -> str:
    """Text in NFC, each run of white space and control characters one space, none at its ends."""
    composed = unicodedata.normalize("NFC", text)
    if "  " in composed or not composed.isprintable():  # most texts are spared the slow search
        composed = _SPACE.sub(" ", composed)
    return composed.strip()


def markup_text(markup: str) -> str:
    """All text of the markup on one line: tags dropped, entities decoded once, powers as `10^6`."""
    return plain_text(" ".join(paragraph.text for paragraph in _paragraphs(markup)))


def abstract_blocks(markup: str) -> list[Block]:
    """The sections of an abstract, told by headings, bold labels, or words known as labels.

    A paragraph without a label belongs to the section before it; before the first label it is a
    block of its own. Nothing is left out but the labels and their colons.
    """
    return _blocks(_paragraphs(markup))


def text_blocks(paragraphs: Iterable[str]) -> list[Block]:
    """The same of paragraphs without markup, whose labels are known by their words alone."""
    return _blocks(_Paragraph(text, ()) for text in paragraphs)


def _blocks(paragraphs: Iterable[_Paragraph]) -> list[Block]:
    blocks: list[Block] = []
    for label, text in itertools.chain.from_iterable(map(_labelled, paragraphs)):
        if label is None and blocks and blocks[-1].label is not None:
            blocks[-1] = Block(blocks[-1].label, f"{blocks[-1].text} {text}".strip())
        else:
            blocks.append(Block(label, text))
    return [block for block in blocks if block.text]


def _paragraphs(markup: str) -> Iterator[_Paragraph]:
    if "<" not in markup and "&" not in markup:
        yield _Paragraph(_SPACE.sub(" ", markup), ())
        return
    soup = BeautifulSoup(f"<div>{_well_formed(markup)}</div>", "html.parser")
    for unseen in soup.find_all(hidden=True):
        unseen.decompose()
    pieces = filter(_is_piece, soup.descendants)
    for _, group in itertools.groupby(pieces, key=lambda piece: id(_block_of(piece))):
        yield _paragraph(group)


def _well_formed(markup: str) -> str:
    """Markup in which all but known tags and entities is text: `n<m` opens no tag."""
    markup = _COMMENT.sub("", _with_tags(markup))
    parts: list[str] = []
    end = 0
    for tag in _TAG.finditer(markup):
        prefix, _, name = tag[2].lower().rpartition(":")
        if prefix or _KNOWN.fullmatch(name):  # prefixes: jats:p, mml:math
            parts += [_escaped(markup[end : tag.start()]), _plain_tag(name, tag[1], tag[0])]
            end = tag.end()
    return "".join([*parts, _escaped(markup[end:])])


def _with_tags(markup: str) -> str:
    """Markup with its escaped tags opened, where some of them close what others open."""
    names = {tag.lower().rstrip(" /") for tag in _ESCAPED_TAG.findall(markup)}
    paired = any(f"/{name}" in names for name in names)
    return _ESCAPED_TAG.sub(r"<\1>", markup) if paired else markup


def is_known_tag(tag_name: str) -> bool:
    """Whether markup has tags of this name; others are text."""
    return _KNOWN.fullmatch(tag_name) is not None


def hides(tag: str) -> bool:
    """Whether a tag, as it is written, hides what it holds from who reads the page."""
    return _HIDING.search(tag) is not None


def _plain_tag(name: str, slash: str, tag: str) -> str:
    """A tag without attributes but `hidden`; blocks stand apart even without their other half."""
    hidden = " hidden" if hides(tag) else ""
    name = "h2" if name == "title" else name
    space = " " if _BLOCK.fullmatch(name) else ""
    return f"{space}<{slash}{name}{hidden}>{space}"


def _escaped(text: str) -> str:
    return escape(_ENTITY.sub(_decoded, text), quote=False)


def _decoded(entity: re.Match[str]) -> str:
    character = unescape(entity[0])
    known = entity[1] in html5 or entity[1].startswith("#")
    is_character = character.strip("\ufffd") or _REPLACEMENT.fullmatch(entity[1])
    return character if known and is_character else entity[0]


def _is_piece(node: PageElement) -> bool:
    # Comments, scripts and styles are of subclasses.
    return type(node) is NavigableString or (isinstance(node, Tag) and node.name == "br")


def _block_of(piece: PageElement) -> Tag | None:
    return next((parent for parent in piece.parents if _BLOCK.fullmatch(parent.name)), None)


def _paragraph(pieces: Iterator[PageElement]) -> _Paragraph:
    text = ""
    bold: list[tuple[int, int]] = []
    for piece in pieces:
        around = {parent.name for parent in piece.parents}
        start = len(text)
        text += "\n" if isinstance(piece, Tag) else _run(text, str(piece), around)
        if any(map(_BOLD.fullmatch, around)):
            if bold and bold[-1][1] == start:
                start = bold.pop()[0]
            bold.append((start, len(text)))
    return _Paragraph(text, tuple(bold))


def _run(before: str, text: str, around: set[str]) -> str:
    """A piece of text as it follows another: a line feed in it is a space."""
    run = _SPACE.sub(" ", text)
    return raised(before, run) if "sup" in around else run


def raised(before: str, text: str) -> str:
    """Superscript text as it follows other text: an exponent has its mark, `10^6`."""
    is_power = before[-1:].isdigit() and _EXPONENT.match(text)
    return f"^{text.lstrip()}" if is_power else text


def _labelled(paragraph: _Paragraph) -> Iterator[tuple[str | None, str]]:
    """The parts of a paragraph, each with its label."""
    text = paragraph.text
    bold = (_bold_label(text, start, end) for start, end in paragraph.bold)
    labels = [label for label in bold if label] or printed_labels(text)
    name, begin = None, 0
    for start, end, next_name in labels:
        yield name, plain_text(text[begin:start])
        name, begin = next_name, end
    yield name, plain_text(text[begin:])


def _bold_label(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """Start, end and words of the label that a bold span is, or None where it is emphasis.

    A label begins a line or follows a sentence, and ends with a colon or stands alone on its line.
    """
    before, words, after = (
        text[:start].rstrip(" "),
        plain_text(text[start:end]),
        text[end:].lstrip(" "),
    )
    begins_line = not before or before.endswith("\n")
    label = words.rstrip(":： ")
    if not label or len(label) > _LONGEST_LABEL:
        return None
    if label != words and (begins_line or _SENTENCE_END.search(before)):
        return start, end, label
    if begins_line and after.startswith((":", "：")):
        return start, len(text) - len(after) + 1, label
    if begins_line and (not after or after.startswith("\n")) and not words.endswith((".", "。")):
        return start, end, label
    return None
