"""BibTeX, with the abstracts that reference managers put into it.

bibtexparser takes the entries apart, one at a time; strings that a file defines are put in, and
LaTeX is read as text. The key of an entry names it in its own file alone: in its id it is followed
by digits that tell it from the works that other files name so.
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
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from seeds.author import forename_first
from seeds.bibtex_part import Part, parts
from seeds.boilerplate import evidence_blocks
from seeds.date import first_date
from seeds.document import Document, joined
from seeds.identifier import normal_doi, normal_pmcid, normal_pmid
from seeds.identity import identified, local_key
from seeds.language import language_of
from seeds.latex import latex_text
from seeds.markup import abstract_blocks, markup_text, plain_text
from seeds.page import Found, Reader, placed
from seeds.readers import article, digest
from seeds.stream import Stream
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
_OPENING = re.compile(
    r"^[ \t]*@(?:string\s*[{(]\s*[\w-]+\s*=|preamble\s*[{(]\s*[{\"])",
    re.MULTILINE | re.IGNORECASE,
)
_LOST_ENTRY = re.compile(r"\b(?:abstract|author|title)\s*=\s*[{\"]", re.IGNORECASE)
_OTHERS: tuple[Reader, ...] = (article, digest)
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


def recognises(head: str) -> bool:
    """Whether a line begins an entry with a field, a string or a preamble, and it is no HTML."""
    begins = _ENTRY.search(head) or _OPENING.search(head)
    return begins is not None and not is_html(head)


def read(stream: Stream) -> Iterator[Found]:
    """A document for each entry, in the order of the file."""
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # faults are in the blocks
    strings: dict[str, str] = {}
    for part in parts(stream.lines()):
        if part.text is None:
            reason = "is longer than any entry: a bracket is missing, or it is no BibTeX"
            yield stream.rejection(f"line {part.line}", reason)
            continue
        blocks = parse_string(part.text, parse_stack=[]).blocks
        is_damaged = any(isinstance(block, ParsingFailedBlock) for block in blocks)
        for block in blocks:
            place = f"line {part.line + (block.start_line or 0)}"
            entry = _entry(block)
            if isinstance(block, String):
                strings[block.key.lower()] = _value(str(block.value), strings)
            elif entry is not None:
                yield placed(stream, name, place, _document(entry, strings))
            elif isinstance(block, ParsingFailedBlock):
                yield stream.rejection(place, _fault(block, part))
            elif reason := "" if is_damaged else _no_comment(block):
                yield stream.rejection(place, reason)


def _fault(block: ParsingFailedBlock, part: Part) -> str:
    """What is wrong with an entry, and the remedy; its part is all of the file that was seen."""
    fault = str(getattr(block.error, "abort_reason", block.error)).rstrip()
    if "end of file" in fault:
        before = f"the next, in line {part.next}" if part.next else "the file ends"
        fault = f"it is not closed before {before}"
    return f"the entry is damaged ({plain_text(fault)}): mend it, or export it again"


def _no_comment(block: Block) -> str:
    """Why a text between entries, where BibTeX has its comments, is more than that, or nothing."""
    text = block.comment or "" if isinstance(block, ImplicitComment) else ""
    if _LOST_ENTRY.search(text):
        return "fields stand here outside of any entry, its beginning is damaged: export it again"
    others = [one.name for one in _OTHERS if one.recognises(text)] if text else []
    return f"holds pages of several forms (bibtex and {others[0]}): part them" if others else ""


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


def _document(entry: Entry, strings: Fields) -> Document | str:
    fields: dict[str, str] = {}
    for field in entry.fields:  # of those that are there twice the first
        fields.setdefault(field.key.lower(), _value(str(field.value), strings))
    text, sections = joined(
        evidence_blocks(abstract_blocks(latex_text(fields.get("abstract", ""))))
    )
    title = catalogue_title(_text(fields, "title"))
    if not (text or title):
        return "the entry has neither a title nor an abstract: add one"
    document = Document(
        id="",
        kind="abstract",
        text=text,
        title=title,
        authors=tuple(_authors(fields.get("author", ""))),
        journal=_text(fields, "journal", "journaltitle", "booktitle") or None,
        published=_published(fields),
        doi=_doi(fields),
        pmid=_pmid(fields),
        pmcid=_pmcid(fields),
        url=next(iter(re.findall(r"https?://[^\s{}]+", fields.get("url", ""))), None),
        sections=sections,
        language=language_of(text) if text else None,
        publication_types=(_TYPES[known],) if (known := entry.entry_type.lower()) in _TYPES else (),
    )
    is_named = document.doi or document.pmid or not entry.key.strip()
    return identified(document, None if is_named else local_key(entry.key.strip(), document))


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
