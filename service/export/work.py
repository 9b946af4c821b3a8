"""Cited works: what a bibliography says of each, told by the document that was cited."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from seeds.document import Document
from seeds.title import catalogue_title
from service.answer import Answer
from service.export.name import Name, name_of
from service.link import own_page, source_url
from service.standing import standing

WorkType = Literal["article", "chapter", "conference", "thesis", "preprint", "webpage"]

_TYPES: tuple[tuple[str, WorkType], ...] = (
    ("preprint", "preprint"),
    ("chapter", "chapter"),
    ("congress", "conference"),
    ("dissertation", "thesis"),
)
_KINDS = {
    "abstract": "",
    "summary": "Summary by others of a work, not the work itself",
    "snippet": "Snippet from or about a work, not the work itself",
}
# Words by which readers of notes know an identifier as the work's own are left out.
_SCHEMES = {"doi": "DOI ", "pmid": "PubMed ", "pmcid": "PubMed Central "}
_SMALL = frozenset(("a", "an", "the", "on", "of", "in", "and", "for", "to", "with", "is", "are"))


@dataclass(frozen=True, slots=True)
class Work:
    """A cited work; its identifiers are its own, and `remarks` say what else it is or is not.

    A summary or a snippet is a `webpage`: the words are somebody's about a work, or taken from it.
    `key` is ASCII and names it within one export. `published` is an ISO date as precise as known.
    """

    key: str
    type: WorkType
    title: str
    authors: tuple[Name, ...]
    container: str | None
    published: str | None
    doi: str | None
    pmid: str | None
    pmcid: str | None
    url: str | None
    language: str | None
    remarks: tuple[str, ...]

    @property
    def note(self) -> str:
        """The remarks as one text."""
        return "; ".join(self.remarks)

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day, as far as they are known."""
        return tuple(map(int, self.published.split("-"))) if self.published else ()


def cited_works(answer: Answer, service: str | None) -> list[Work]:
    """Each work that an answer cites, once, in the order of its citations.

    `service` is the address of the service, which shows what has no page elsewhere.
    """
    documents = {one.document.id: one.document for one in answer.citations}
    keys = _keys(documents.values())
    return [
        _work(document, key, service)
        for document, key in zip(documents.values(), keys, strict=True)
    ]


def _work(document: Document, key: str, service: str | None) -> Work:
    title, status = _line(document.shown_title), document.status
    return Work(
        key=key,
        type=_type(document),
        title=catalogue_title(title) or title,
        authors=tuple(name_of(author) for author in document.authors if author.strip()),
        container=_line(document.journal or "") or None,
        published=document.published,
        doi=document.doi,
        pmid=document.pmid,
        pmcid=document.pmcid,
        url=own_page(document) if service is None else source_url(document, service),
        language=document.language,
        remarks=tuple(filter(None, (standing(status) if status else "", _nature(document)))),
    )


def _type(document: Document) -> WorkType:
    if document.kind != "abstract":
        return "webpage"
    printed = " ".join(document.publication_types).casefold()
    return next((known for word, known in _TYPES if word in printed), "article")


def _nature(document: Document) -> str:
    """What a document is that is not a work's own abstract, and of which work, where that is known.

    The other work's identifier is written so that nobody takes it for this one's.
    """
    nature = _KINDS[document.kind]
    if not (nature and document.about):
        return nature
    scheme, _, value = document.about.partition(":")
    named = _SCHEMES.get(scheme, "") + (value.removeprefix("PMC") if value else scheme)
    return f"{nature} (the work is {named})"


def _line(text: str) -> str:
    return " ".join(text.split())


def _keys(documents: Iterable[Document]) -> list[str]:
    """`smith2024exosomes`, with a number behind what would be there twice."""
    keys: list[str] = []
    for document in documents:
        family = _ascii(name_of(document.authors[0]).family) if document.authors else "anon"
        words = (_ascii(word) for word in document.shown_title.split())
        word = next((word for word in words if word and word not in _SMALL), "")
        key = f"{family}{(document.published or '')[:4]}{word}"
        taken, n = key, 1
        while taken in keys:
            n += 1
            taken = f"{key}-{n}"
        keys.append(taken)
    return keys


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.casefold())
