"""JATS, the XML in which journals and PubMed Central keep articles: title and abstract.

Only `front` is read; the article's text is not. Graphical abstracts, summaries for the public and
the like are not the abstract; one in another language is read only where there is no other.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from seeds.boilerplate import evidence_blocks
from seeds.date import first_date
from seeds.document import Block, Document, joined
from seeds.identifier import normal_doi, normal_pmcid, normal_pmid
from seeds.identity import identified
from seeds.language import language_code, language_of
from seeds.markup import plain_text, text_blocks
from seeds.page import Found, Rejection, placed
from seeds.status import Relation, Status, publication_status
from seeds.stream import Stream
from seeds.title import catalogue_title
from seeds.xml_element import child, child_text, children, element_text, name_of
from seeds.xml_stream import Element, elements, root_name

name = "jats"
form = "JATS XML (an `article` with `front` and `article-meta`, alone or in a set)"

_SETS = ("pmc-articleset", "article-set", "articles", "OAI-PMH")
_META = re.compile(r"<(?:front|article-meta|journal-meta)[\s>]")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HREF = "{http://www.w3.org/1999/xlink}href"
_OWN_TITLE = re.compile(r"(?:structured )?abstract|summary|", re.IGNORECASE)
_ABSTRACT = frozenset((None, "abstract", "main", "normal", "structured"))
_NO_ABSTRACT = frozenset(("graphical", "video", "toc", "teaser", "web-summary", "editor-summary"))
_TYPES = {
    "addendum": "Published Erratum",
    "brief-report": "Journal Article",
    "case-report": "Case Reports",
    "clinical-trial": "Clinical Trial",
    "correction": "Published Erratum",
    "editorial": "Editorial",
    "expression-of-concern": "Expression of Concern",
    "letter": "Letter",
    "meta-analysis": "Meta-Analysis",
    "preprint": "Preprint",
    "protocol": "Clinical Trial Protocol",
    "research-article": "Journal Article",
    "retraction": "Retraction of Publication",
    "review-article": "Review",
    "systematic-review": "Systematic Review",
}
_RELATIONS = {
    "corrected-article": "ErratumFor",
    "correction-forward": "ErratumIn",
    "expression-of-concern-forward": "ExpressionOfConcernIn",
    "object-of-concern": "ExpressionOfConcernFor",
    "retracted-article": "RetractionOf",
    "retraction-forward": "RetractionIn",
}


def recognises(head: str) -> bool:
    """Whether the first element is an article, or a set of articles, with JATS's front matter."""
    return root_name(head) in ("article", *_SETS) and _META.search(head) is not None


def read(stream: Stream) -> Iterator[Found]:
    """A document for each article, in the order of the file."""
    for found in elements(stream, ("article",), _SETS):
        if isinstance(found, Rejection):
            yield found
        else:
            yield placed(stream, name, found.place, _document(found.element))


def _document(article: Element) -> Document | str:
    meta = child(article, "front", "article-meta")
    title, titles = _titles(meta)
    language, blocks = _abstract(article, meta)
    text, sections = joined(blocks)
    if not (text or title):
        return "the article has neither a title nor an abstract: fetch it again"
    listed = children(meta, "article-id")
    ids = {entry.get("pub-id-type") or "": element_text(entry) for entry in listed}
    doi = normal_doi(ids.get("doi", ""))
    known = _TYPES.get((article.get("article-type") or "").lower())
    types = (known,) if known else ()
    document = Document(
        id="",
        kind="abstract",
        text=text,
        title=title,
        titles=titles,
        authors=tuple(filter(None, map(_author, _contributors(meta)))),
        journal=_journal(article),
        published=_published(meta),
        doi=doi,
        pmid=normal_pmid(ids.get("pmid", "")),
        pmcid=normal_pmcid(ids.get("pmcid", "")) or _pmcid(ids.get("pmc", "")),
        url=f"https://doi.org/{doi}" if doi else None,
        sections=sections,
        language=language,
        publication_types=types,
        grants=tuple(_grants(meta)),
        conflict_statement=_conflict(article, meta),
        status=_status(meta, types),
    )
    return identified(document)


def _pmcid(printed: str) -> str | None:
    return normal_pmcid(f"PMC{printed.upper().removeprefix('PMC')}")


def _titles(meta: Element | None) -> tuple[str | None, dict[str, str]]:
    group = child(meta, "title-group")
    parts = (child_text(group, "article-title"), child_text(group, "subtitle"))
    printed = ": ".join(filter(None, parts))
    titles: dict[str, str] = {}
    for other in children(group, "trans-title-group"):
        code = language_code(other.get(_LANGUAGE) or "")
        translated = catalogue_title(child_text(other, "trans-title"))
        if code and translated:
            titles.setdefault(code, translated)
    return catalogue_title(printed), titles


def _abstract(article: Element, meta: Element | None) -> tuple[str | None, list[Block]]:
    """The abstract's blocks and their language: the article's own, else a translation."""
    own = article.get(_LANGUAGE)
    found = [
        (abstract.get(_LANGUAGE) or own, abstract)
        for tag in ("abstract", "trans-abstract")
        for abstract in children(meta, tag)
        if abstract.get("abstract-type") not in _NO_ABSTRACT
    ]
    # Summaries for the public and highlights come last.
    found.sort(key=lambda one: one[1].get("abstract-type") not in _ABSTRACT)
    for language, abstract in found:
        if blocks := evidence_blocks(_joined_sections(_blocks(abstract))):
            text = " ".join(block.text for block in blocks)
            return language_code(language or "") or language_of(text), blocks
    return None, []


def _blocks(abstract: Element, label: str | None = None) -> Iterator[Block]:
    """The sections of an abstract; a paragraph without a label may have it printed within."""
    for part in abstract:
        match name_of(part):
            case "title":
                title = element_text(part).rstrip(":： .")
                label = label if _OWN_TITLE.fullmatch(title) else title
            case "sec":
                yield from _blocks(part)
            case "label" | "object-id":
                pass
            case _ if label:
                yield Block(label, element_text(part))
            case _:
                yield from text_blocks([element_text(part)])


def _joined_sections(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, the paragraphs of a section as one."""
    for label, section in itertools.groupby(blocks, key=lambda block: block.label):
        if label:
            yield Block(label, " ".join(block.text for block in section if block.text))
        else:
            yield from section


def _contributors(meta: Element | None) -> Iterator[Element]:
    for group in children(meta, "contrib-group"):
        for contributor in children(group, "contrib"):
            if contributor.get("contrib-type") in (None, "author", "collab"):
                yield contributor


def _author(contributor: Element) -> str:
    person = child(contributor, "name")
    if person is None:
        person = child(contributor, "name-alternatives", "name")
    if person is not None:
        parts = [child_text(person, part) for part in ("given-names", "surname", "suffix")]
        return " ".join(filter(None, parts))
    group = child(contributor, "collab")
    if group is not None:  # the members of a group may be listed within it
        return plain_text(group.text or "") or child_text(group, "institution")
    return child_text(contributor, "string-name")


def _journal(article: Element) -> str | None:
    journal = child(article, "front", "journal-meta")
    group_title = child_text(journal, "journal-title-group", "journal-title")
    return group_title or child_text(journal, "journal-title") or None


def _published(meta: Element | None) -> str | None:
    """The first date of publication, of those that are there the most precise."""
    dates: list[str] = []
    for date in children(meta, "pub-date"):
        parts = [child_text(date, part) for part in ("year", "month", "day")]
        known = "-".join(itertools.takewhile(bool, parts))
        if found := first_date(known) or first_date(date.get("iso-8601-date") or ""):
            dates.append(found)
    return min(dates, key=lambda date: (date[:4], -len(date), date), default=None)


def _grants(meta: Element | None) -> Iterator[str]:
    for group in children(meta, "funding-group"):
        for award in children(group, "award-group"):
            numbers = [element_text(number) for number in children(award, "award-id")]
            yield ", ".join(filter(None, (*numbers, child_text(award, "funding-source"))))


def _conflict(article: Element, meta: Element | None) -> str | None:
    """What the article states of conflicts of interest, in its notes."""
    notes = (child(meta, "author-notes"), child(article, "back", "fn-group"))
    for note in itertools.chain.from_iterable(children(group, "fn") for group in notes):
        if (note.get("fn-type") or "").lower() in ("coi-statement", "conflict"):
            return element_text(note) or None
    return None


def _status(meta: Element | None, types: Sequence[str]) -> Status | None:
    relations = [
        Relation(_RELATIONS[kind], (related.get(_HREF) or element_text(related)).strip())
        for related in children(meta, "related-article")
        if (kind := related.get("related-article-type") or "") in _RELATIONS
    ]
    return publication_status("JATS", types, relations)
