"""Documents from bibliographic data: an abstract, and what a database or a page says of its work.

What a format gives as text may have markup in it. Here it becomes exact text; boilerplate is left
out.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape

from seeds.author import natural_name
from seeds.boilerplate import evidence_blocks
from seeds.date import iso_date
from seeds.document import Block, Document, Section, joined
from seeds.identifier import normal_doi, normal_pmcid, normal_pmid
from seeds.identity import identified
from seeds.json_object import first
from seeds.label import printed_labels
from seeds.language import language_code, language_of
from seeds.markup import abstract_blocks, markup_text, text_blocks
from seeds.status import Status

NOTHING = "has neither a title nor an abstract: get the record again, with its abstract"

_BLANK_LINES = re.compile(r"\n\s*\n")
_OPENING = re.compile(r"\s*(?:Abstract|ABSTRACT)(?:\s*[:.]\s*|\s*\n\s*|\s+(?=[A-Z]))")
_ADDRESS = re.compile(r"https?://\S+")


def abstract_document(
    *,
    title: str = "",
    abstract: Iterable[Block] = (),
    doi: Iterable[str] = (),
    pmid: Iterable[str] = (),
    pmcid: Iterable[str] = (),
    key: str | None = None,
    names: Sequence[str] = (),
    authors: Iterable[str] = (),
    journal: str = "",
    published: Iterable[str] = (),
    url: Iterable[str] = (),
    language: str = "",
    publication_types: Iterable[str] = (),
    mesh: Iterable[str] = (),
    citation_count: int | None = None,
    status: Status | None = None,
) -> Document | str:
    """The document of a work, or the reason why there is none.

    Of several values the first is taken that is valid. `title`, `journal` and `authors` are markup;
    `names` are further ids of the work.
    """
    text, sections = evidence_text(abstract)
    shown = markup_text(title)
    if not (text or shown):
        return NOTHING
    document = Document(
        id="",
        kind="abstract",
        text=text,
        title=shown or None,
        authors=_distinct(natural_name(markup_text(author)) for author in authors),
        journal=markup_text(journal) or None,
        published=first(iso_date, published),
        doi=first(normal_doi, doi),
        pmid=first(normal_pmid, pmid),
        pmcid=first(normal_pmcid, pmcid),
        url=next((address for address in url if _ADDRESS.fullmatch(address)), None),
        sections=sections,
        language=language_of(text or shown) or language_code(language),
        publication_types=_distinct(map(markup_text, publication_types)),
        mesh=_distinct(map(markup_text, mesh)),
        citation_count=citation_count,
        status=status,
    )
    return identified(document, key, names)


def plain_abstract(text: str) -> list[Block]:
    """The blocks of an abstract without tags for its parts: labels may have lines of their own."""
    text = _OPENING.sub("", text, count=1)
    if not any(sign in text for sign in "\n<&"):
        return text_blocks([text])
    paragraphs = (_BLANK_LINES.split(text)) if "\n" in text else [text]
    return abstract_blocks("".join(f"<p>{_with_headings(part)}</p>" for part in paragraphs))


def evidence_text(blocks: Iterable[Block]) -> tuple[str, tuple[Section, ...]]:
    """The text of an abstract's blocks and its sections, without what is no evidence."""
    return joined(evidence_blocks(blocks))


def is_heading(line: str) -> bool:
    """Whether a line is nothing but the label of an abstract's section."""
    line = line.strip(" \t:：")
    return any(start == 0 and label == line for start, _, label in printed_labels(f"{line}: "))


def _with_headings(paragraph: str) -> str:
    lines = paragraph.split("\n")
    if len(lines) == 1:
        return paragraph
    return "<br>".join(f"<h4>{escape(line)}</h4>" if is_heading(line) else line for line in lines)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))
