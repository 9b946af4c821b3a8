"""Saved web pages: an article's page, or one of the seeds' two page forms inside HTML."""

from collections.abc import Iterator
from dataclasses import replace

from seeds.document import Document
from seeds.formats.web import has_linked_article, web_document
from seeds.page import Page, Reader, Rejection
from seeds.readers import article, digest
from seeds.readers.article_form import is_record
from seeds.readers.json_form import LOST, placed
from seeds.web_page import WebPageError, is_html, visible_lines, web_page

name = "web"
form = "web pages of articles (HTML with citation_* or Dublin Core meta tags, or JSON-LD)"

_FORMS: tuple[Reader, ...] = (article, digest)


def recognises(page: Page) -> bool:
    """Whether the page is HTML."""
    return is_html(page.text)


def read(page: Page) -> Iterator[Document | Rejection]:
    """The documents of a form inside the page, else of the article that the page is of."""
    try:
        inside = replace(page, text=visible_lines(page.text, is_record))
        for reader in _FORMS:
            if reader.recognises(inside):
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
        if document.text and "\ufffd" in page.text:
            yield page.rejection("file", LOST)


def _of_its_text(found: Document | Rejection) -> Document | Rejection:
    """The same, with places counted in the page's text, not in its HTML."""
    if isinstance(found, Rejection):
        return replace(found, place=f"{found.place} of its text")
    sources = (replace(one, place=f"{one.place} of its text") for one in found.sources)
    return replace(found, sources=tuple(sources))
