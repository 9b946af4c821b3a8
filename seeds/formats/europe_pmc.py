"""Europe PMC: results of its search service, as `resultType=core` or `lite` gives them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from seeds.author import author_names
from seeds.bibliography import abstract_document
from seeds.date import iso_date
from seeds.document import Document
from seeds.json_object import Fields, first, inner, listed, objects, text_of, texts
from seeds.markup import abstract_blocks, markup_text
from seeds.status import Relation, Status, publication_status

NAME = "Europe PMC"

_TELLING = frozenset(("abstractText", "authorString", "firstPublicationDate", "pubYear", "title"))
_TYPES_APART = re.compile(r"\s*;\s*")


def is_result(fields: Fields) -> bool:
    """Whether an object is a result: an id and its source, and no reference to another's."""
    return {"id", "source"} <= fields.keys() and (
        bool(_TELLING & fields.keys()) or not {"reference", "type"} & fields.keys()
    )


def europe_pmc_document(result: Fields) -> Document | str:
    """The document of a result, or the reason why there is none."""
    source, own = text_of(result, "source").upper(), text_of(result, "id")
    return abstract_document(
        title=text_of(result, "title"),
        abstract=abstract_blocks(text_of(result, "abstractText")),
        doi=texts([result], "doi"),
        pmid=[*texts([result], "pmid"), *([own] if source == "MED" else [])],
        pmcid=[*texts([result], "pmcid"), own],
        key={"MED": None, "PMC": own}.get(source, f"{source}/{own}") if own else None,
        authors=_authors(result),
        journal=_journal(result),
        published=_dates(result),
        url=_addresses(result, source, own),
        language=text_of(result, "language"),
        publication_types=_types(result, source),
        mesh=texts(objects(inner(result, "meshHeadingList").get("meshHeading")), "descriptorName"),
        citation_count=_count(result),
        status=_status(result),
    )


def _authors(result: Fields) -> Iterable[str]:
    named = [
        text_of(author, "collectiveName")
        or f"{text_of(author, 'firstName')} {text_of(author, 'lastName')}".strip()
        or text_of(author, "fullName")
        for author in objects(inner(result, "authorList").get("author"))
    ]
    return named if any(named) else author_names(text_of(result, "authorString").rstrip("."))


def _journal(result: Fields) -> str:
    journal = inner(result, "journalInfo", "journal")
    return (
        text_of(journal, "title", "medlineAbbreviation", "isoabbreviation", "ISOAbbreviation")
        or text_of(result, "journalTitle")
        or text_of(inner(result, "bookOrReportDetails"), "publisher")
    )


def _dates(result: Fields) -> Iterator[str]:
    """The dates of publication, best first; the printed one is given a day that nobody printed."""
    issue = inner(result, "journalInfo")
    dates = texts([result], "firstPublicationDate", "electronicPublicationDate")
    invented = text_of(issue, "printPublicationDate")
    yield from (date for date in dates if date != invented)
    yield from texts([issue], "dateOfPublication", "printPublicationDate", "yearOfPublication")
    yield from texts([result], "firstPublicationDate", "pubYear")


def _addresses(result: Fields, source: str, own: str) -> Iterator[str]:
    listing = objects(inner(result, "fullTextUrlList").get("fullTextUrl"))
    for style in ("doi", "html"):
        yield from texts([one for one in listing if one.get("documentStyle") == style], "url")
    if source and own:
        yield f"https://europepmc.org/article/{source}/{own}"


def _types(result: Fields, source: str) -> list[str]:
    types = [
        kind
        for entry in listed(inner(result, "pubTypeList").get("pubType") or result.get("pubType"))
        if isinstance(entry, str)
        for kind in _TYPES_APART.split(entry)
    ]
    is_unnamed = source == "PPR" and "preprint" not in map(str.casefold, types)
    return [*types, "Preprint"] if is_unnamed else types


def _count(result: Fields) -> int | None:
    count = text_of(result, "citedByCount")
    return int(count) if count.isdecimal() and len(count) < 10 else None


def _status(result: Fields) -> Status | None:
    listing = objects(inner(result, "commentCorrectionList").get("commentCorrection"))
    relations = [
        Relation(text_of(entry, "type"), markup_text(text_of(entry, "reference")))
        for entry in listing
    ]
    status = publication_status(NAME, _types(result, ""), relations)
    if status is None or status.date or status.kind != "notice":
        return status
    # Without a date of its own: a notice is as old as its publication.
    return replace(status, date=first(iso_date, _dates(result)))
