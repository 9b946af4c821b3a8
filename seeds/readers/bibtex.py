"""BibTeX, with the abstracts that reference managers put into it.

bibtexparser finds the entries, so that one that is damaged costs none of the others; strings that a
file defines are put in, and LaTeX is read as text.
"""

import logging
import re
from collections.abc import Iterator, Mapping

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
    String,
)

from seeds.author import forename_first
from seeds.boilerplate import evidence_blocks
from seeds.date import first_date
from seeds.document import Document, document_id, joined
from seeds.identifier import normal_doi, normal_pmcid, normal_pmid, work_ids
from seeds.language import language_of
from seeds.latex import latex_text
from seeds.markup import abstract_blocks, markup_text, plain_text
from seeds.page import Page, Rejection
from seeds.title import catalogue_title
from seeds.web_page import is_html

name = "bibtex"
form = "BibTeX (entries as `@article{key, title = {…}, abstract = {…}}`)"

Fields = Mapping[str, str]

_ENTRY = re.compile(
    r"^[ \t]*@(?:article|book|booklet|collection|conference|dataset|electronic|inbook|incollection|"
    r"inproceedings|manual|mastersthesis|misc|online|phdthesis|proceedings|report|techreport|thesis|"
    r"unpublished|www)\s*[{(]\s*[^\s,{}()=\"]*\s*,\s*[\w-]+\s*=",
    re.MULTILINE | re.IGNORECASE,
)
_PART = r'(?:"(?:[^"{}]|\{[^"]*\})*"|\{[^{}]*\}|[^\s"{}#,]+)'
_PARTS = re.compile(_PART)
_JOINED = re.compile(rf"{_PART}(?:\s*#\s*{_PART})+|[^\s\"{{}}#,]+")
_AND = re.compile(r"\s+and\s+(?![^{}]*\})")
_TYPES = {
    "article": "Journal Article",
    "inbook": "Book Chapter",
    "incollection": "Book Chapter",
    "inproceedings": "Congress",
    "mastersthesis": "Academic Dissertation",
    "phdthesis": "Academic Dissertation",
}
_PMID = re.compile(r"PMID:?\s*(\d+)", re.IGNORECASE)
_PMCID = re.compile(r"(PMC\d+)")


def recognises(page: Page) -> bool:
    """Whether a line of the page begins an entry with a field, and no web page shows it."""
    return _ENTRY.search(page.text) is not None and not is_html(page.text)


def read(page: Page) -> Iterator[Document | Rejection]:
    """A document for each entry, in the order of the page."""
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # faults are in the blocks
    strings: dict[str, str] = {}
    keys: set[str] = set()
    for block in parse_string(page.text, parse_stack=[]).blocks:
        line = (block.start_line or 0) + 1
        entry = _entry(block)
        if isinstance(block, String):
            strings[block.key.lower()] = _value(str(block.value), strings)
        elif entry is not None:
            # A key that is there twice names nothing.
            key = entry.key.strip() if entry.key not in keys else ""
            keys.add(entry.key)
            yield _document(page, entry, strings, key, f"line {line}")
        elif isinstance(block, ParsingFailedBlock):
            fault = getattr(block.error, "abort_reason", block.error)
            reason = f"the entry is damaged ({fault}): mend it, or export it again"
            yield page.rejection(f"line {line}", plain_text(reason))


def _value(printed: str, strings: Fields) -> str:
    """A field's value without what encloses it, its parts joined, and names by their strings."""
    parts = _PARTS.findall(printed) if _JOINED.fullmatch(printed) else [printed]
    return "".join(
        part[1:-1] if part[:1] in ("{", '"') else strings.get(part.strip().lower(), part)
        for part in parts
    )


def _entry(block: Block) -> Entry | None:
    """The entry that a block is, also where its key or a field's is there twice."""
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        inner = block.ignore_error_block
        return _entry(inner) if inner is not None else None
    return block if isinstance(block, Entry) else None


def _document(
    page: Page, entry: Entry, strings: Fields, key: str, place: str
) -> Document | Rejection:
    fields: dict[str, str] = {}
    for field in entry.fields:  # of those that are there twice the first
        fields.setdefault(field.key.lower(), _value(str(field.value), strings))
    text, sections = joined(
        evidence_blocks(abstract_blocks(latex_text(fields.get("abstract", ""))))
    )
    title = catalogue_title(_text(fields, "title"))
    if not (text or title):
        return page.rejection(place, "the entry has neither a title nor an abstract: add one")
    doi, pmid, pmcid = _doi(fields), _pmid(fields), _pmcid(fields)
    doc_id = document_id("abstract", text or title or "", doi=doi, pmid=pmid, key=key or None)
    return Document(
        id=doc_id,
        kind="abstract",
        text=text,
        aliases=tuple(known for known in work_ids(doi, pmid, pmcid) if known != doc_id),
        title=title,
        authors=tuple(_authors(fields.get("author", ""))),
        journal=_text(fields, "journal", "journaltitle", "booktitle") or None,
        published=_published(fields),
        doi=doi,
        pmid=pmid,
        pmcid=pmcid,
        url=next(iter(re.findall(r"https?://[^\s{}]+", fields.get("url", ""))), None),
        sections=sections,
        language=language_of(text) if text else None,
        publication_types=(_TYPES[known],) if (known := entry.entry_type.lower()) in _TYPES else (),
        sources=(page.source(name, place),),
    )


def _text(fields: Fields, *keys: str) -> str:
    """The text of the first of these fields that says something."""
    return next(filter(None, (markup_text(latex_text(fields.get(key, ""))) for key in keys)), "")


def _authors(printed: str) -> Iterator[str]:
    for name_ in _AND.split(plain_text(printed)):
        group = name_.startswith("{") and name_.endswith("}")
        author = plain_text(latex_text(name_))
        if author and author.lower() != "others":
            yield author if group else forename_first(author)


def _published(fields: Fields) -> str | None:
    year, month, day = (_text(fields, key) for key in ("year", "month", "day"))
    parts = " ".join(filter(None, (year, month, day if month else "")))
    numbered = "-".join(filter(None, (year, month, day))) if month.isdecimal() else parts
    return first_date(_text(fields, "date")) or first_date(numbered)


def _doi(fields: Fields) -> str | None:
    printed = (_text(fields, "doi").replace(" ", ""), fields.get("url", ""))
    return next(filter(None, map(normal_doi, printed)), None)


def _pmid(fields: Fields) -> str | None:
    is_pubmeds = fields.get("eprinttype", "").lower() in ("pmid", "pubmed")
    noted = _PMID.search(fields.get("note", ""))
    printed = (
        fields.get("pmid", ""),
        fields.get("eprint", "") if is_pubmeds else "",
        noted[1] if noted else "",
    )
    return next(filter(None, map(normal_pmid, printed)), None)


def _pmcid(fields: Fields) -> str | None:
    found = (_PMCID.search(fields.get(key, "")) for key in ("pmcid", "pmc", "note"))
    return next((normal_pmcid(one[1]) for one in found if one), None)
