"""PubMed's XML: what efetch gives, and the files of the baseline and its updates.

Identifiers come from the article's own list alone: references have such lists too. The abstract is
that of `Abstract`; an `OtherAbstract` is read only where there is no other, and is a summary where
indexers wrote it. `CopyrightInformation` is not read.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence

from seeds.abstract_origin import other_abstract_kind
from seeds.boilerplate import evidence_blocks
from seeds.date import first_date
from seeds.document import Block, Document, Kind, joined
from seeds.identifier import normal_doi, normal_pmcid, normal_pmid
from seeds.identity import identified
from seeds.language import language_code
from seeds.markup import text_blocks
from seeds.page import Deletion, Found, Rejection, placed
from seeds.registry import trial_ids
from seeds.status import Relation, Status, publication_status
from seeds.stream import Stream
from seeds.title import catalogue_titles
from seeds.xml_element import child, child_text, children, element_text, name_of
from seeds.xml_stream import Element, elements, root_name

name = "pubmed"
form = "PubMed XML (PubmedArticleSet, as efetch and the baseline files have it)"

_DELETION = "DeleteCitation"
_ARTICLES = ("PubmedArticle", "PubmedBookArticle")
_SETS = ("PubmedArticleSet", "PubmedBookArticleSet")
_NAME_PARTS = frozenset(("CollectiveName", "ForeName", "Initials", "LastName", "Suffix"))
_ROOTS = frozenset((*_ARTICLES, *_SETS, _DELETION))


def recognises(head: str) -> bool:
    """Whether the first element is one of PubMed's."""
    return root_name(head) in _ROOTS


def read(stream: Stream) -> Iterator[Found]:
    """A document for each article and chapter of a book, and the deletions of PMIDs."""
    for found in elements(stream, (*_ARTICLES, _DELETION), _SETS):
        if isinstance(found, Rejection):
            yield found
        elif name_of(found.element) == _DELETION:
            source = stream.source(name, found.place)
            for pmid in filter(None, map(_pmid, found.element)):
                yield Deletion(f"pmid:{pmid}", source)
        else:
            yield placed(stream, name, found.place, _document(found.element))


def _document(record: Element) -> Document | str:
    citation, article, data = _parts(record)
    languages = [element_text(code) for code in children(article, "Language")]
    # A chapter without a title stands for its book.
    printed = child_text(article, "ArticleTitle") or child_text(article, "Book", "BookTitle")
    vernacular = child_text(article, "VernacularTitle")
    title, titles = catalogue_titles(printed, vernacular, languages)
    kind, language, blocks = _abstract(citation, article)
    text, sections = joined(blocks)
    if not (text or title):
        return "the record has neither a title nor an abstract: fetch it again"
    pmid = next(filter(None, map(_pmid, children(citation, "PMID"))), None)
    types = tuple(map(element_text, _publication_types(article)))
    document = Document(
        id="",
        kind=kind,
        text=text,
        title=title,
        titles=titles,
        authors=tuple(filter(None, map(_author, _authors(article)))),
        journal=_journal(citation, article),
        published=_published(article),
        doi=_doi(article, data),
        pmid=pmid,
        pmcid=_id(data, "pmc", normal_pmcid),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else None,
        sections=sections,
        language=language,
        publication_types=types,
        mesh=tuple(_mesh(citation)),
        trial_ids=trial_ids(_accessions(article)),
        grants=tuple(filter(None, map(_grant, children(article, "GrantList", "Grant")))),
        conflict_statement=child_text(citation, "CoiStatement") or None,
        status=_status(citation, types),
    )
    return identified(document)


def _parts(element: Element) -> tuple[Element | None, Element | None, Element | None]:
    """The citation, the article in it, which of a book's chapter are one, and PubMed's data."""
    book = child(element, "BookDocument")
    if book is not None:
        return book, book, child(element, "PubmedBookData")
    citation = child(element, "MedlineCitation")
    return citation, child(citation, "Article"), child(element, "PubmedData")


def _pmid(element: Element) -> str | None:
    return normal_pmid(element.text or "")


def _id(data: Element | None, scheme: str, normal: Callable[[str], str | None]) -> str | None:
    """The identifier of a scheme in the article's own list."""
    own = children(data, "ArticleIdList", "ArticleId")
    listed = (normal(entry.text or "") for entry in own if entry.get("IdType") == scheme)
    return next(filter(None, listed), None)


def _doi(article: Element | None, data: Element | None) -> str | None:
    located = (
        normal_doi(entry.text or "")
        for entry in children(article, "ELocationID")
        if entry.get("EIdType") == "doi" and entry.get("ValidYN") != "N"
    )
    own = _id(data, "doi", normal_doi) or next(filter(None, located), None)
    return own or _id(article, "doi", normal_doi)  # a book's chapter has its list within


def _abstract(
    citation: Element | None, article: Element | None
) -> tuple[Kind, str | None, list[Block]]:
    """The abstract's blocks with their language, and whether its authors wrote it."""
    blocks = _blocks(child(article, "Abstract"))
    if blocks:
        return "abstract", "en", blocks
    others = sorted(
        children(citation, "OtherAbstract"),
        key=lambda other: (
            other_abstract_kind(other.get("Type")) == "summary",
            other.get("Language") != "eng",
        ),
    )
    for other in others:
        if blocks := _blocks(other):
            kind = other_abstract_kind(other.get("Type"))
            return kind, language_code(other.get("Language") or "eng"), blocks
    return "abstract", None, []


def _blocks(abstract: Element | None) -> list[Block]:
    parts = list(children(abstract, "AbstractText"))
    labels = [part.get("Label") for part in parts]
    if not any(labels):
        return evidence_blocks(text_blocks(map(element_text, parts)))
    return evidence_blocks(
        Block(label if label != "UNLABELLED" else None, element_text(part))
        for label, part in zip(labels, parts, strict=True)
    )


def _authors(article: Element | None) -> Iterator[Element]:
    """The authors, of a book's chapter else those of the book."""
    own = list(children(article, "AuthorList", "Author"))
    return iter(own) if own else children(article, "Book", "AuthorList", "Author")


def _author(author: Element) -> str:
    if author.get("ValidYN") == "N":
        return ""
    parts = {part.tag: element_text(part) for part in author if part.tag in _NAME_PARTS}
    forename = parts.get("ForeName") or parts.get("Initials")
    person = (forename, parts.get("LastName"), parts.get("Suffix"))
    return parts.get("CollectiveName", "").rstrip(".") or " ".join(filter(None, person))


def _journal(citation: Element | None, article: Element | None) -> str | None:
    return (
        child_text(article, "Journal", "Title")
        or child_text(article, "Journal", "ISOAbbreviation")
        or child_text(citation, "MedlineJournalInfo", "MedlineTA")
        or child_text(article, "Book", "BookTitle")
        or None
    )


def _published(article: Element | None) -> str | None:
    """The date of the issue or of the book, else that of the article on its own."""
    issue = child(article, "Journal", "JournalIssue", "PubDate")
    for date in (issue, child(article, "Book", "PubDate"), child(article, "ArticleDate")):
        parts = [child_text(date, part) for part in ("Year", "Month", "Day")]
        known = list(itertools.takewhile(bool, parts))
        separator = "-" if known[1:2] and known[1].isdecimal() else " "
        found = first_date(separator.join(known)) or first_date(child_text(date, "MedlineDate"))
        if found:
            return found
    return None


def _publication_types(article: Element | None) -> Iterator[Element]:
    yield from children(article, "PublicationTypeList", "PublicationType")
    yield from children(article, "PublicationType")  # of a book's chapter


def _mesh(citation: Element | None) -> Iterator[str]:
    for headings in children(citation, "MeshHeadingList"):
        yield from filter(None, map(element_text, headings.iter("DescriptorName")))


def _accessions(article: Element | None) -> Iterator[tuple[str, str]]:
    """The numbers in registers and data banks, each with the name of its bank."""
    for bank in children(article, "DataBankList", "DataBank"):
        for number in children(bank, "AccessionNumberList", "AccessionNumber"):
            yield child_text(bank, "DataBankName"), element_text(number)


def _grant(grant: Element) -> str:
    return ", ".join(
        filter(None, (child_text(grant, part) for part in ("GrantID", "Agency", "Country")))
    )


def _status(citation: Element | None, types: Sequence[str]) -> Status | None:
    relations = []
    for entry in children(citation, "CommentsCorrectionsList", "CommentsCorrections"):
        pmid = child_text(entry, "PMID")
        reference = child_text(entry, "RefSource") + (f" (PMID {pmid})" if pmid else "")
        relations.append(Relation(entry.get("RefType") or "", reference.strip()))
    return publication_status("PubMed", types, relations)
