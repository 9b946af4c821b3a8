"""Articles on web pages: by the meta tags and data that publishers put there for search engines.

`citation_*` (Highwire), Dublin Core and PRISM meta tags, and schema.org's scholarly articles in
JSON-LD; the abstract as the page shows it, for that has its labels. `og:*` comes last.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from seeds.bibliography import abstract_document, evidence_text
from seeds.date import iso_date
from seeds.document import Block, Document
from seeds.formats.web_abstract import shown_abstracts
from seeds.json_object import Fields, listed, objects, text_of, texts
from seeds.markup import abstract_blocks, markup_text
from seeds.web_page import WebPage

_SCHOLARLY = re.compile(r"(?:https?://schema\.org/)?(?:Medical)?ScholarlyArticle")
_TAG = re.compile(r"<(?:[a-z][a-z0-9]*:)?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\s*$")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{4})")
_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_NAMES_APART = re.compile(r"\s*;\s*")
_ENOUGH = 0.8  # of the longest abstract: then an earlier one, which has labels, is preferred
_NO_TEASER = 200
_DOIS = (
    "citation_doi",
    "prism.doi",
    "dc.identifier",
    "dc.identifier.doi",
    "dcterms.identifier",
    "bepress_citation_doi",
)
_DATES = (
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "prism.publicationdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "article:published_time",
    "citation_year",
)
_LANGUAGES = ("citation_language", "dc.language", "dcterms.language")


def web_document(page: WebPage) -> Document | str:
    """The document of an article's page, or the reason why there is none."""
    article = _scholarly(page)
    shown = shown_abstracts(page.soup)
    titles = [*_marked(page, "citation_title", "dc.title", "dcterms.title")]
    if not (titles or article or shown) or (len(shown) > 1 and not (titles or article)):
        return _no_article(page, len(shown))
    titles += [*texts(article, "headline", "name"), *_marked(page, "og:title"), *_heading(page)]
    return abstract_document(
        title=next(iter(titles), ""),
        abstract=_abstract(page, article, shown),
        doi=[*_meta(page, *_DOIS), *_linked_ids(article)],
        pmid=[*_meta(page, "citation_pmid"), page.address, *_addresses(article)],
        pmcid=[*_meta(page, "citation_pmcid", "citation_pmc"), page.address, *_addresses(article)],
        authors=_authors(page, article),
        journal=next(iter(_journals(page, article)), ""),
        published=_fullest([*_meta(page, *_DATES), *texts(article, "datePublished")]),
        url=[
            *_meta(page, "citation_public_url"),
            page.address,
            *_meta(page, "og:url"),
            *_addresses(article),
        ],
        language=next(iter([*_meta(page, *_LANGUAGES), *texts(article, "inLanguage")]), ""),
        publication_types=_meta(page, "citation_article_type"),
    )


def has_linked_article(page: WebPage) -> bool:
    """Whether the page has a scholarly article in JSON-LD that could be read."""
    return bool(_scholarly(page))


def _meta(page: WebPage, *names: str) -> Iterator[str]:
    for name in names:
        yield from page.meta.get(name, ())


def _marked(page: WebPage, *names: str) -> Iterator[str]:
    """Values of meta tags as markup: only with tags are entities decoded again."""
    for value in _meta(page, *names):
        yield value if _TAG.search(value) else escape(value, quote=False)


def _scholarly(page: WebPage) -> list[Fields]:
    """The page's first scholarly article in JSON-LD, if it has one."""
    found = (
        fields
        for fields in page.linked_data
        if any(isinstance(kind, str) and _SCHOLARLY.fullmatch(kind) for kind in _types(fields))
    )
    return [*found][:1]


def _types(fields: Fields) -> list[object]:
    return listed(fields.get("@type"))


def _no_article(page: WebPage, shown: int) -> str:
    titled = f" (“{markup_text(escape(page.title))[:80]}”)" if page.title else ""
    if shown > 1:
        return f"is a web page{titled} that lists {shown} articles: save each, or export the list"
    return (
        f"is a web page{titled} that names no article (no citation_title or DC.title, no scholarly"
        " article in JSON-LD, no abstract): save the page of the article itself"
    )


def _heading(page: WebPage) -> Iterator[str]:
    for heading in page.soup.find_all("h1"):
        yield heading.decode_contents()


def _abstract(page: WebPage, article: list[Fields], shown: Sequence[list[Block]]) -> list[Block]:
    """The abstract: as shown, unless another is clearly longer; teasers only where none is."""
    meta = _marked(page, "citation_abstract", "dc.description.abstract", "dcterms.abstract")
    known = [*shown, *map(abstract_blocks, (*meta, *texts(article, "abstract")))]
    teasers = [
        abstract_blocks(teaser)
        for teaser in (
            *texts(article, "description"),
            *_marked(page, "dc.description", "dcterms.description"),
            *_marked(page, "og:description"),
        )
        if len(teaser) >= _NO_TEASER and not _CUT_OFF.search(teaser)
    ]
    found = [blocks for blocks in known if evidence_text(blocks)[0]] or teasers[:1]
    lengths = [sum(len(block.text) for block in blocks) for blocks in found]
    longest = max(lengths, default=0)
    return next(
        (
            blocks
            for blocks, length in zip(found, lengths, strict=True)
            if length >= _ENOUGH * longest
        ),
        [],
    )


def _linked_ids(article: list[Fields]) -> Iterator[str]:
    for fields in article:
        for identifier in listed(fields.get("identifier")):
            if isinstance(identifier, dict):
                yield from texts([identifier], "value", "@id", "url")
            elif isinstance(identifier, str):
                yield identifier
        yield from _addresses([fields])


def _addresses(article: list[Fields]) -> Iterator[str]:
    for fields in article:
        for key in ("url", "@id", "sameAs"):
            yield from (value for value in listed(fields.get(key)) if isinstance(value, str))


def _authors(page: WebPage, article: list[Fields]) -> list[str]:
    for names in (
        ("citation_author",),
        ("citation_authors",),
        ("dc.creator", "dcterms.creator"),
        ("dc.contributor", "dcterms.contributor"),
    ):
        if values := [*_marked(page, *names)]:
            return [name for value in values for name in _NAMES_APART.split(value)]
    return [name for fields in article for name in _linked_names(fields)]


def _linked_names(article: Fields) -> Iterator[str]:
    for author in listed(article.get("author")):
        if isinstance(author, dict):
            spoken = f"{text_of(author, 'givenName')} {text_of(author, 'familyName')}".strip()
            yield text_of(author, "name") or spoken
        elif isinstance(author, str):
            yield author


def _journals(page: WebPage, article: list[Fields]) -> Iterator[str]:
    yield from _marked(page, "citation_journal_title", "prism.publicationname")
    yield from _marked(page, "citation_journal_abbrev", "citation_conference_title")
    parts = [part for fields in article for part in objects(fields.get("isPartOf"))]
    for _ in range(3):  # an article is part of an issue, that of a volume, that of a journal
        yield from texts([part for part in parts if "Periodical" in _types(part)], "name")
        parts += [whole for part in parts for whole in objects(part.get("isPartOf"))]
    yield from texts(parts, "name")
    yield from _marked(page, "dc.source")


def _fullest(dates: Sequence[str]) -> list[str]:
    """The first date, as precise as any other that agrees with it."""
    known = [date for printed in dates if (date := iso_date(printed) or _slashed(printed))]
    agreeing = [date for date in known if date.startswith(known[0])]
    return [max(agreeing, key=len)] if agreeing else []


def _slashed(printed: str) -> str | None:
    """The date of `25/11/2024` or `11/2024`; of `10/11/2024`, which has two readings, the year."""
    if match := _MONTH_YEAR.fullmatch(printed):
        return iso_date(f"{match[2]}-{match[1]}")
    if not (match := _SLASHES.fullmatch(printed)):
        return None
    first, second, year = match.groups()
    readings = {iso_date(f"{year}-{first}-{second}"), iso_date(f"{year}-{second}-{first}")} - {None}
    return readings.pop() if len(readings) == 1 else year if readings else None
