"""Saved web pages: an article's page, or one of the seeds' two page forms inside HTML."""

from collections.abc import Iterator
from dataclasses import replace

from seeds.document import Document
from seeds.formats.web import has_linked_article, web_document
from seeds.page import Deletion, Found, Page, Reader, placed
from seeds.readers import article, digest
from seeds.readers.article_form import is_record
from seeds.web_page import WebPageError, is_html, visible_lines, web_page

name = "web"
form = "web pages of articles (HTML with citation_* or Dublin Core meta tags, or JSON-LD)"

_FORMS: tuple[Reader, ...] = (article, digest)


def recognises(text: str) -> bool:
    """Whether the page is HTML."""
    return is_html(text)


def read(page: Page) -> Iterator[Found]:
    """The documents of a form inside the page, else of the article that the page is of."""
    try:
        inside = replace(page, text=visible_lines(page.text, is_record))
        for reader in _FORMS:
            if reader.recognises(inside.text):
                yield from map(_of_its_text, reader.read(inside))
                return
        taken_apart = web_page(page.text)
    except WebPageError as error:
        yield page.rejection("file", f"is HTML that cannot be taken apart ({error}): save it again")
        return
    document = placed(page, name, "file", web_document(taken_apart))
    yield document
    if isinstance(document, Document):
        for fault in () if has_linked_article(taken_apart) else taken_apart.faults:
            reason = f"its JSON-LD is broken ({fault}): the page was read without it"
            yield page.rejection("JSON-LD", reason)


def _of_its_text(found: Found) -> Found:
    """The same, with places counted in the page's text, not in its HTML."""
    match found:
        case Document():
            sources = (replace(one, place=f"{one.place} of its text") for one in found.sources)
            return replace(found, sources=tuple(sources))
        case Deletion():
            source = replace(found.source, place=f"{found.source.place} of its text")
            return replace(found, source=source)
        case _:
            return replace(found, place=f"{found.place} of its text")
