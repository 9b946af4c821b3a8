"""RIS, which reference managers and most services export.

    TY  - JOUR
    TI  - Vesicles in hair loss
    AB  - Hair falls.
    ER  -

What has no tag goes on with the line before it. Tags are used in many ways: of those that may hold
the same, the first that is there is read.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from seeds.author import forename_first
from seeds.boilerplate import evidence_blocks
from seeds.date import first_date
from seeds.document import Block, Document, joined
from seeds.identifier import normal_doi, normal_pmcid, normal_pmid
from seeds.identity import identified
from seeds.language import language_of
from seeds.markup import abstract_blocks, markup_text, text_blocks
from seeds.page import Found
from seeds.readers.tagged_form import read_entries
from seeds.stream import Stream
from seeds.tagged import Entry, Layout
from seeds.title import catalogue_title
from seeds.web_page import is_html

name = "ris"
form = "RIS (lines as `TY  - JOUR`, an `ER  -` at the end of each work)"

_LAYOUT = Layout(
    line=re.compile(r"(?P<tag>[A-Z][A-Z0-9])  -(?: ?(?P<value>.*))?$"),
    first="TY",
    continued=re.compile(""),
    last="ER",
)
_FIRST_LINE = re.compile(r"^TY  - ?[A-Z0-9]+\s*$", re.MULTILINE)
_TYPES = {
    "CHAP": "Book Chapter",
    "CONF": "Congress",
    "CPAPER": "Congress",
    "JOUR": "Journal Article",
    "THES": "Academic Dissertation",
    "UNPB": "Preprint",
}
_PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)
_PRINTED_PMID = re.compile(
    r"(?:PMID:?\s*|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(\d+)", re.IGNORECASE
)
_PRINTED_PMCID = re.compile(r"(?<![A-Za-z])(PMC\d+)")
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/\S+", re.IGNORECASE)


def recognises(head: str) -> bool:
    """Whether a line gives the type of a work with its RIS tag, and no web page shows it."""
    return _FIRST_LINE.search(head) is not None and not is_html(head)


def read(stream: Stream) -> Iterator[Found]:
    """A document for each work, in the order of the file."""
    return read_entries(stream, name, _LAYOUT, _document, _missing_end)


def _missing_end(entry: Entry) -> str | None:
    reason = "the work has no `ER  -` at its end, it was cut off: export it again"
    return None if entry.is_closed else reason


def _document(entry: Entry) -> Document | str:
    text, sections = joined(evidence_blocks(_abstract(entry.values("AB", "N2"))))
    title = catalogue_title(markup_text(entry.value("TI", "T1", "CT", "BT")))
    if not (text or title):
        return "the work has neither a title (TI, T1) nor an abstract (AB, N2): add one"
    addresses = [part.strip() for value in entry.values("UR") for part in value.split(";")]
    document = Document(
        id="",
        kind="abstract",
        text=text,
        title=title,
        authors=tuple(forename_first(markup_text(author)) for author in entry.values("AU", "A1")),
        journal=markup_text(entry.value("T2", "JF", "JO", "JA", "J2", "J1")) or None,
        published=_published(entry),
        doi=_doi(entry),
        pmid=_pmid(entry),
        pmcid=_pmcid(entry),
        url=next((part for part in addresses if re.match(r"https?://", part)), None),
        sections=sections,
        language=language_of(text) if text else None,
        publication_types=tuple(_publication_types(entry)),
    )
    return identified(document)


def _abstract(parts: Sequence[str]) -> list[Block]:
    """The blocks of an abstract, in which some services print markup."""
    if any(sign in part for part in parts for sign in "<&"):
        return abstract_blocks("".join(f"<p>{part}</p>" for part in parts))
    return text_blocks(parts)


def _published(entry: Entry) -> str | None:
    """The date that is most precise among those of the year of publication."""
    printed = [value for tag in ("PY", "Y1", "DA") for value in entry.values(tag)]
    dates = [date for date in map(_date, printed) if date]
    return max((date for date in dates if date[:4] == dates[0][:4]), key=len, default=None)


def _date(printed: str) -> str | None:
    """The date of `2020/11/25/Winter`, whose parts may be empty."""
    year, *rest = (part.strip() for part in printed.split("/"))
    parts = itertools.takewhile(bool, (year, *rest[:2]))
    return first_date("/".join(parts))


def _doi(entry: Entry) -> str | None:
    addresses = [found[0] for _, value in entry.fields if (found := _DOI_ADDRESS.search(value))]
    printed = [*entry.values("DO"), *entry.values("M3"), *addresses]
    return next(filter(None, map(normal_doi, printed)), None)


def _pmid(entry: Entry) -> str | None:
    """The accession number in PubMed's own exports, else what is called a PMID."""
    is_pubmeds = any(_PUBMED.search(value) for value in entry.values("DB"))
    own = entry.values("AN") if is_pubmeds else []
    found = [*own, *_printed(entry, _PRINTED_PMID, ("AN", "N1", "UR", "L2", "C1"))]
    return next(filter(None, map(normal_pmid, found)), None)


def _pmcid(entry: Entry) -> str | None:
    found = _printed(entry, _PRINTED_PMCID, ("C2", "AN", "N1", "UR", "L2"))
    return next(filter(None, map(normal_pmcid, found)), None)


def _printed(entry: Entry, pattern: re.Pattern[str], tags: Sequence[str]) -> list[str]:
    values = (value for tag in tags for value in entry.values(tag))
    return [found[1] for value in values if (found := pattern.search(value))]


def _publication_types(entry: Entry) -> Iterator[str]:
    """The type of the work in PubMed's words, and what the service calls it itself."""
    if known := _TYPES.get(entry.value("TY")):
        yield known
    own = markup_text(entry.value("M3"))
    if own and own != known and not normal_doi(own):
        yield own
