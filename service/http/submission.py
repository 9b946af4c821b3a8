"""Submissions: documents as clients send them, each judged on its own."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError

from seeds.document import Document, Section, Source, document_id
from seeds.identifier import normal_doi, normal_id, normal_pmcid, normal_pmid
from seeds.language import language_of
from seeds.page import Rejection
from service.http.body import READABLE, Body, Text
from service.http.validation import field_faults, shown

LONGEST_TEXT = 1_000_000
LONGEST_TITLE = 2_000
LONGEST_NAME = 500

_SOURCE = "request"
_PREFIXES = ("doi:", "pmid:", "pmcid:", "key:", "sha:", "beir:")
_NORMAL = {"doi": normal_doi, "pmid": normal_pmid, "pmcid": normal_pmcid}
_DATE = re.compile("[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def _identifier(normal: Callable[[str], str | None], example: str) -> AfterValidator:
    def checked(text: str) -> str:
        if found := normal(text):
            return found
        raise ValueError(f"must be like {example}, not {shown(text)}")

    return AfterValidator(checked)


def _date(text: str) -> str:
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        known = False
    else:
        known = _DATE.fullmatch(text) is not None
    if not known:
        raise ValueError(
            f"must be a date as precise as known, like 2024, 2024-11 or 2024-11-25,"
            f" not {shown(text)}"
        )
    return text


def _address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError(f"must begin with https:// or http://, not {shown(text)}")
    return text


def _name(text: str) -> str:
    if not text.strip() or len(text) > LONGEST_NAME or "\n" in text or "\r" in text:
        raise ValueError(f"must be one line of 1 to {LONGEST_NAME} characters, not {shown(text)}")
    return text


Name = Annotated[Text, AfterValidator(_name)]


class SectionBody(Body):
    """A labelled part of the text, `text[start:end]` in code points."""

    label: Annotated[str, Field(min_length=1), READABLE]
    start: Annotated[int, Field(ge=0)]
    end: int


class SourceBody(Body):
    """Where a document was read."""

    location: Text
    sha256: Text
    reader: Text
    place: Text
    read_at: Text


class SubmittedDocument(Body):
    """A document, in the fields that GET returns; only `text` is required."""

    text: Annotated[
        str, Field(max_length=LONGEST_TEXT, description="Kept exactly as sent."), READABLE
    ]
    id: Annotated[
        Name | None,
        Field(
            description="Left out, it is made from the DOI, the PMID or the text."
            f" One without a prefix ({' '.join(_PREFIXES)}) becomes key:ID.",
        ),
    ] = None
    kind: Annotated[
        Literal["abstract", "summary", "snippet"],
        Field(
            description="abstract: the authors' own; summary: someone else's words about a paper;"
            " snippet, which claims the least and so is the default: a passage from or about one."
        ),
    ] = "snippet"
    aliases: list[Name] = Field(default_factory=list)
    title: Annotated[str, Field(max_length=LONGEST_TITLE), READABLE] | None = None
    titles: dict[Text, Text] = Field(default_factory=dict)
    authors: list[Text] = Field(default_factory=list)
    journal: Text | None = None
    journal_description: Text | None = None
    published: Annotated[Text, AfterValidator(_date)] | None = None
    doi: Annotated[Text, _identifier(normal_doi, "10.1111/jocd.16683")] | None = None
    pmid: Annotated[Text, _identifier(normal_pmid, "39587764")] | None = None
    pmcid: Annotated[Text, _identifier(normal_pmcid, "PMC123456")] | None = None
    url: Annotated[Text, AfterValidator(_address)] | None = None
    sections: list[SectionBody] = Field(default_factory=list)
    language: Text | None = None
    publication_types: list[Text] = Field(default_factory=list)
    citation_count: Annotated[int, Field(ge=0)] | None = None
    about: Name | None = None
    evidence: None = None
    status: None = None
    sources: list[SourceBody] = Field(default_factory=list)
    versions: list[Name] = Field(default_factory=list, description="Found anew, never taken over.")
    field_sources: dict[Text, Text] = Field(
        default_factory=dict, description="Found anew, never taken over."
    )


def submitted(values: Sequence[object]) -> Iterator[Document | Rejection]:
    """The documents of a request in their order, and those that cannot be taken, with reasons."""
    read_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for n, value in enumerate(values):
        place = f"documents[{n}]"
        try:
            yield _document(SubmittedDocument.model_validate(value), place, read_at)
        except ValidationError as error:
            faults = field_faults(error.errors(), SubmittedDocument)
            reason = "; ".join(f"{fault.field} {fault.reason}" for fault in faults)
            yield Rejection(_SOURCE, place, reason)
        except _UnfitError as error:
            yield Rejection(_SOURCE, place, str(error))


class _UnfitError(ValueError):
    pass


def _document(body: SubmittedDocument, place: str, read_at: str) -> Document:
    if not body.text.strip() and not (body.title or "").strip():
        raise _UnfitError("text is empty, and there is no title: send one of them")
    sections = _sections(body)
    name, known = _identity(body)
    digest = hashlib.sha256(body.text.encode()).hexdigest()
    origin = Source(_SOURCE, digest, "documents", place, read_at)
    names = [*body.aliases, body.id or name]
    names += [f"{scheme}:{value}" for scheme, value in known.items() if value]
    aliases = dict.fromkeys(alias for alias in map(normal_id, names) if alias != name)
    return Document(
        id=name,
        kind=body.kind,
        text=body.text,
        aliases=tuple(aliases),
        title=body.title,
        titles=body.titles,
        authors=tuple(body.authors),
        journal=body.journal,
        journal_description=body.journal_description,
        published=body.published,
        doi=known["doi"],
        pmid=known["pmid"],
        pmcid=known["pmcid"],
        url=body.url,
        sections=sections,
        language=body.language or language_of(body.text),
        publication_types=tuple(body.publication_types),
        citation_count=body.citation_count,
        about=normal_id(body.about) if body.about else None,
        sources=tuple(Source(**source.model_dump()) for source in body.sources) or (origin,),
    )


def _identity(body: SubmittedDocument) -> tuple[str, dict[str, str | None]]:
    """The id, and the identifiers by scheme, which may follow from it and never contradict it."""
    known = {"doi": body.doi, "pmid": body.pmid, "pmcid": body.pmcid}
    if body.id is None:
        return document_id(body.kind, body.text, doi=body.doi, pmid=body.pmid), known
    name = normal_id(body.id)
    if not name.startswith(_PREFIXES):
        name = f"key:{name}"
    scheme, _, rest = name.partition(":")
    if scheme in _NORMAL:
        value = _NORMAL[scheme](rest)
        if value is None:
            raise _UnfitError(f"id is {shown(name)}, which is no {scheme.upper()}")
        if known[scheme] not in (None, value):
            raise _UnfitError(f"id is {shown(name)} and {scheme} is {known[scheme]!r}: choose one")
        known[scheme] = value
    if known["doi"] and scheme not in ("doi", "beir"):
        raise _UnfitError(
            f"id is {shown(name)}, and a document with a DOI has that as its id:"
            " leave id out, and add the other id to aliases"
        )
    return name, known


def _sections(body: SubmittedDocument) -> tuple[Section, ...]:
    at = 0
    for n, section in enumerate(body.sections):
        span = f"sections[{n}] is {section.start} to {section.end}"
        if section.end <= section.start:
            raise _UnfitError(f"{span}: end must be greater than start")
        if section.end > len(body.text):
            raise _UnfitError(f"{span}, and the text has {len(body.text)} characters")
        if section.start < at:
            raise _UnfitError(f"{span}: sections come in order and do not overlap")
        at = section.end
    return tuple(Section(section.label, section.start, section.end) for section in body.sections)
