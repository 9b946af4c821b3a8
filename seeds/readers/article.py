r"""Article pages: authors, a record in JSON, the title, the abstract, and the journal about itself.

    Xi Chen, Jing Pang
    {"title": "…", "doi": "…", "abstract": "<p>…</p>", …, "resultStr": "{\"title\": \"…\", …}"}
    The English title
    Background: …
    期刊介绍:
    The journal publishes …

`resultStr` holds the record once more, with the English title. The lines beside the record repeat
it and are read for what it lacks. What follows 期刊介绍, "about the journal", is never evidence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seeds.author import are_names, author_names
from seeds.date import iso_date
from seeds.document import Document, Section, joined
from seeds.identifier import normal_doi, normal_pmcid, normal_pmid
from seeds.identity import identified
from seeds.json_object import BrokenJsonError, Fields, first, json_object, texts
from seeds.label import printed_labels
from seeds.language import language_of
from seeds.markup import abstract_blocks, markup_text, plain_text
from seeds.page import Page, Rejection
from seeds.readers.article_form import Article, articles, has_record

name = "article"
form = (
    "article pages (a record in JSON with title, abstract and resultStr, repeated in plain lines)"
)

_ABOUT_JOURNAL = re.compile(r"期刊介[绍紹]\s*[:：]|^期刊介[绍紹]$")
_COUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,9}")
_TYPES_APART = re.compile(r"\s*[;|]\s*|,(?=\S)")
_LONGEST_TITLE = 300
_FOREIGN = 2

Text = tuple[str, tuple[Section, ...]]


@dataclass(frozen=True, slots=True)
class _Lines:
    """What the plain lines say, but for those that are the record's title or authors again."""

    has_title: bool
    authors: str
    body: tuple[str, ...]
    journal: str | None


def recognises(text: str) -> bool:
    """Whether the page holds such a record."""
    return has_record(text)


def read(page: Page) -> Iterator[Document | Rejection]:
    """A document for each record of the page."""
    for article in articles(page):
        if isinstance(article, Rejection):
            yield article
            continue
        records = [article.fields]
        try:
            records = [*_inner_record(article.fields), article.fields]  # the English one first
        except BrokenJsonError as error:
            yield page.rejection(
                f"line {article.line}, column {error.column} of resultStr",
                f"the record inside the record is broken JSON ({error.fault}): the article was "
                "read without it; fetch the page again to have all of it",
            )
        yield _document(page, article, records)


def _inner_record(fields: Fields) -> list[Fields]:
    """The record inside the record, if there is one."""
    inner = fields.get("resultStr")
    if isinstance(inner, dict):
        return [inner]
    if not isinstance(inner, str) or inner.strip() in ("", "null"):
        return []
    return [json_object(inner.strip())[0]]


def _document(page: Page, article: Article, records: Sequence[Fields]) -> Document | Rejection:
    lines = _read_lines(article, records)
    abstracts = [
        joined(abstract_blocks(markup)) for markup in texts(records, "abstract", "AbstractTextCN")
    ]
    title_line = _title_line(records, lines, abstracts)
    title, titles = _titles(records, title_line)
    text, sections = _abstract(abstracts, [line for line in lines.body if line != title_line])
    if not (text or title):
        reason = "the record has neither a title nor an abstract: fetch the page again"
        return page.rejection(f"line {article.line}", reason)
    document = Document(
        id="",
        kind="abstract",
        text=text,
        title=title,
        titles=titles,
        authors=_authors(records) or author_names(lines.authors),
        journal=_journal(records),
        journal_description=lines.journal,
        published=first(iso_date, texts(records, "publicationDate", "EPubDate", "year")),
        doi=first(normal_doi, texts(records, "doi", "DOIUrl", "url", "ListUrlMain")),
        pmid=first(normal_pmid, texts(records, "pmid", "PMID")),
        pmcid=first(normal_pmcid, texts(records, "pmcid", "PMCID")),
        url=first(_address, texts(records, "url", "DOIUrl", "ListUrlMain")),
        sections=sections,
        language=language_of(text or title or ""),
        publication_types=_publication_types(records),
        citation_count=first(_count, texts(records, "citationCount")),
        sources=(page.source(name, article.place),),
    )
    return identified(document)


def _read_lines(article: Article, records: Sequence[Fields]) -> _Lines:
    titles = {_letters(markup_text(title)) for title in texts(records, "title", "TitleCN")}
    repeated = titles | {_letters(markup_text(authors)) for authors in texts(records, "authors")}
    before = [line for _, line in article.before if _letters(markup_text(line)) not in repeated]
    authors = next(filter(are_names, before), "")
    lines = [line for _, line in (*article.before, *article.after)]
    body: list[str] = []
    journal: list[str] = []
    part = body
    for line in lines:
        if line == authors or _letters(markup_text(line)) in repeated:
            part = body
            continue
        text, *about = _ABOUT_JOURNAL.split(line, maxsplit=1)
        part.append(text)
        if about:
            part = journal
            part += about
    return _Lines(
        has_title=any(_letters(markup_text(line)) in titles for line in lines),
        authors=markup_text(authors),
        body=tuple(filter(None, body)),
        journal="\n".join(filter(None, map(markup_text, journal))) or None,
    )


def _title_line(records: Sequence[Fields], lines: _Lines, abstracts: Sequence[Text]) -> str | None:
    """The line that is the English title, where no record has one: the first of the body.

    It is not taken for the title if it is long, labelled, or a part of the abstract.
    """
    is_known = any(_foreignness(title) < _FOREIGN for title in texts(records, "title"))
    if is_known or lines.has_title or not lines.body:
        return None
    line = markup_text(lines.body[0])
    in_abstract = any(_letters(line) in _letters(text) for text, _ in abstracts)
    is_title = not in_abstract and not any(printed_labels(line)) and len(line) <= _LONGEST_TITLE
    return lines.body[0] if is_title else None


def _titles(records: Sequence[Fields], line: str | None) -> tuple[str | None, dict[str, str]]:
    """The English title, else the first, and those in other languages by their codes."""
    candidates = [
        *texts(records, "title"),
        *texts(records, "TitleCN"),
        *([line] if line else []),
    ]
    known = sorted(filter(None, map(markup_text, candidates)), key=_foreignness)
    if not known:
        return None, {}
    titles: dict[str, str] = {}
    for title in known[1:]:
        language = language_of(title)
        if language and language != language_of(known[0]):
            titles.setdefault(language, title)
    return known[0], titles


def _abstract(abstracts: Sequence[Text], body: Sequence[str]) -> Text:
    """The English abstract, else the first there is: of the records, else of the plain lines."""
    plain = joined(abstract_blocks("".join(f"<p>{line}</p>" for line in body)))
    known = [found for found in (*abstracts, plain) if found[0]]
    return min(known, key=lambda found: _foreignness(found[0]), default=("", ()))


def _foreignness(text: str) -> int:
    """0 for English, 1 for what may be English, 2 for another language."""
    language = language_of(text)
    return 0 if language == "en" else 1 if language is None else _FOREIGN


def _letters(text: str) -> str:
    """Letters and digits alone: what two copies of a text have in common."""
    return "".join(filter(str.isalnum, text.casefold()))


def _authors(records: Sequence[Fields]) -> tuple[str, ...]:
    """Names from one string, or from a list of strings or of objects with a `name`."""
    for authors in filter(None, (fields.get("authors") for fields in records)):
        if isinstance(authors, str):
            return author_names(markup_text(authors))
        if isinstance(authors, list):
            entries = [entry if isinstance(entry, dict) else {"name": entry} for entry in authors]
            return tuple(map(markup_text, texts(entries, "name")))
    return ()


def _journal(records: Sequence[Fields]) -> str | None:
    named = [journal for fields in records if isinstance(journal := fields.get("journal"), dict)]
    names = (*texts(named, "name"), *texts(records, "journal", "PeriodicalName"))
    return next(filter(None, map(markup_text, names)), None)


def _publication_types(records: Sequence[Fields]) -> tuple[str, ...]:
    for types in filter(None, (fields.get("publicationTypes") for fields in records)):
        if isinstance(types, str):
            return tuple(filter(None, _TYPES_APART.split(plain_text(types))))
        if isinstance(types, list):
            return tuple(map(plain_text, texts([{"type": entry} for entry in types], "type")))
    return ()


def _count(text: str) -> int | None:
    return int(text.replace(",", "")) if _COUNT.fullmatch(text) else None


def _address(text: str) -> str | None:
    return text if re.fullmatch(r"https?://\S+", text) else None
