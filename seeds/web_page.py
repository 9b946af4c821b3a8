"""Saved web pages: their meta tags, their data for search engines, and their visible text."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from bs4.exceptions import ParserRejectedMarkup

from seeds.json_object import Fields, half_character, objects
from seeds.markup import hides

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*){0,5}"
    r"<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_BRACE = re.compile(r"\{(?=\s*\")")
_DECODER = json.JSONDecoder(strict=False)
_MOST_FAILURES = 2_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_UNSEEN = (
    "aside",
    "button",
    "footer",
    "form",
    "head",
    "header",
    "nav",
    "noscript",
    "style",
    "svg",
    "template",
    "textarea",
)
_MARK = re.compile("\ue000[0-9]+\ue001")
_BREAKING = (
    "address",
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
)


class WebPageError(ValueError):
    """HTML that cannot be taken apart."""


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page's tags, its meta tags by lower-case name, and the objects of its JSON-LD.

    `faults` are what is wrong with JSON-LD that cannot be read.
    """

    soup: BeautifulSoup
    meta: Mapping[str, Sequence[str]]
    linked_data: Sequence[Fields]
    faults: Sequence[str]

    @property
    def title(self) -> str:
        """What the browser shows as the page's title."""
        return self.soup.title.get_text(" ", strip=True) if self.soup.title else ""

    @property
    def address(self) -> str:
        """The page's own address, if it names one."""
        link = self.soup.find("link", rel="canonical")
        return str(link.get("href", "")) if isinstance(link, Tag) else ""


def is_html(text: str) -> bool:
    """Whether a text is a web page."""
    return _HTML.match(text) is not None


def web_page(text: str) -> WebPage:
    """The page of an HTML text. Raises `WebPageError` where it cannot be taken apart."""
    soup = _soup(text)
    meta: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
        name, content = tag.get("name") or tag.get("property"), tag.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            meta.setdefault(name.strip().lower(), []).append(content.strip())
    found: list[Fields] = []
    faults: list[str] = []
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            value = json.loads(script.string or "", strict=False)
        except (ValueError, RecursionError) as error:
            faults.append(str(error) or "it is nested too deeply")
        else:
            if half := half_character(value):
                faults.append(half)
            else:
                found += _flattened(value)
    return WebPage(soup, meta, found, faults)


def visible_lines(text: str, is_kept: Callable[[Fields], bool]) -> str:
    """The visible text of an HTML text, a line for each block.

    JSON objects that are to be kept come whole, each in a line of its own, from scripts too.
    """
    saved: list[str] = []
    parts: list[str] = []
    end = 0
    for start, after in _objects(text, is_kept):
        parts += [text[end:start], f"\ue000{len(saved)}\ue001"]
        saved.append(text[start:after].replace("\n", " "))
        end = after
    lines = _lines(_soup("".join([*parts, text[end:]])))
    return re.sub("\ue000([0-9]{1,6})\ue001", lambda one: _restored(saved, one), lines)


def _objects(text: str, is_kept: Callable[[Fields], bool]) -> Iterator[tuple[int, int]]:
    position = failures = 0
    while (brace := _BRACE.search(text, position)) and failures < _MOST_FAILURES:
        position = brace.end()
        try:
            fields, end = _DECODER.raw_decode(text, brace.start())
        except (ValueError, RecursionError):  # most braces on a page open no JSON
            failures += 1
            continue
        if is_kept(fields):
            yield brace.start(), end
            position = end


def _restored(saved: Sequence[str], mark: re.Match[str]) -> str:
    return f"\n{saved[int(mark[1])]}\n" if int(mark[1]) < len(saved) else ""


def _soup(text: str) -> BeautifulSoup:
    try:
        return BeautifulSoup(_DECLARATION.sub("", text, count=1), "html.parser")
    except (ParserRejectedMarkup, AssertionError, RecursionError) as error:
        raise WebPageError(str(error) or "it is nested too deeply") from error


def _flattened(value: object) -> Iterator[Fields]:
    """The objects of JSON-LD: of lists, of `@graph`, and the main entities of pages."""
    for fields in objects(value):
        yield fields
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flattened(fields.get(key))


def _is_unseen(tag: Tag) -> bool:
    if tag.name in _UNSEEN:
        return True
    # Pages hide themselves as a whole until they are loaded.
    return tag.name not in ("html", "body") and (
        tag.has_attr("hidden") or hides(f' style="{tag.get("style", "")}"')
    )


def _lines(soup: BeautifulSoup) -> str:
    for script in soup.find_all("script"):
        marks = _MARK.findall(script.string or "")
        script.replace_with(NavigableString("".join(marks)))
    for unseen in soup.find_all(_is_unseen):
        # Records of JSON count wherever they stand.
        unseen.replace_with(NavigableString("".join(_MARK.findall(unseen.get_text()))))
    for breaking in soup.find_all(_BREAKING):
        breaking.insert_before("\n")
        breaking.insert_after("\n")
    lines = map(str.strip, soup.get_text().split("\n"))
    return "\n".join(filter(None, lines))
