"""The abstract as a web page shows it, with its labels."""

import itertools
import re
from copy import copy

from bs4 import BeautifulSoup
from bs4.element import Tag

from seeds.document import Block
from seeds.language import language_of
from seeds.markup import abstract_blocks, is_known_tag

# Names that publishers give to the element of an abstract: id or class.
_NAMES = re.compile(
    r"(?:eng-)?abstracts?(?:[-_]?(?:content|text|body|full|inner|wrap|wrapper|container))?"
    r"|abs(?:1|0001)?(?:-content)?|hlfld-abstract|articleabstract|article-abstract"
    r"|article__abstract|article-section__abstract|doc-abstract"
)
_OTHERS = re.compile(
    r".*(?:graphic|highlight|keyword|lay[-_]?(?:abs|sum)|plain|teaser|video|visual).*"
)
_HOLDERS = ("article", "blockquote", "div", "p", "section")
_UNREAD = (
    "aside",
    "button",
    "figure",
    "form",
    "iframe",
    "img",
    "input",
    "nav",
    "noscript",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
)
_BESIDE = re.compile(r".*(?:keyword|kwd|copyright|license|share|permission|citation|doi).*")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "span", "p", "div")
_ABSTRACT = re.compile(r"(?:abstract|summary|zusammenfassung|résumé|摘要)\s*[:：]?", re.IGNORECASE)
_NO_EVIDENCE = re.compile(
    r"key\s?words?|(?:c|©\s?c)opyright.*|mesh terms|doi|published|license|关键词", re.IGNORECASE
)


def shown_abstracts(soup: BeautifulSoup) -> list[list[Block]]:
    """The abstracts that a page shows, each in its blocks; of several languages the English one."""
    found = []
    for holder in _holders(soup):
        blocks = [
            block
            for block in abstract_blocks(_markup(holder))
            if not (block.label and _NO_EVIDENCE.fullmatch(block.label))
        ]
        if blocks and blocks not in found:
            found.append(blocks)
    english = [blocks for blocks in found if language_of(blocks[0].text) == "en"]
    return english or found[:1]


def _holders(soup: BeautifulSoup) -> list[Tag]:
    """The innermost elements named for abstracts; of PubMed's own the text without its keywords."""
    named = [tag for tag in soup.find_all(_HOLDERS) if _is_abstract(tag)]
    # In the order of a page, what follows an element first is the first within it.
    return [
        tag
        for tag, following in itertools.zip_longest(named, named[1:])
        if not (following and any(parent is tag for parent in following.parents))
        and tag.get_text(strip=True)
    ]


def _is_abstract(tag: Tag) -> bool:
    names = _names(tag)
    return any(map(_NAMES.fullmatch, names)) and not any(map(_OTHERS.fullmatch, names))


def _names(tag: Tag) -> list[str]:
    classes = tag.get("class")
    names = [tag.get("id"), tag.get("role"), *(classes if isinstance(classes, list) else [])]
    return [name.lower() for name in names if isinstance(name, str)]


def _markup(holder: Tag) -> str:
    """The markup of an element, of tags that are known, without what stands beside the text."""
    holder = copy(holder)
    for tag in holder.find_all(_UNREAD):
        tag.decompose()
    for tag in holder.find_all(_HEADINGS):
        if not tag.decomposed and (
            any(map(_BESIDE.fullmatch, _names(tag)))
            or tag.has_attr("hidden")
            or _ABSTRACT.fullmatch(tag.get_text(" ", strip=True))
        ):
            tag.decompose()
    for tag in holder.find_all(lambda one: not is_known_tag(one.name.lower())):
        tag.unwrap()
    return holder.decode_contents()
