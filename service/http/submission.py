"""Submissions: documents as clients send them, each judged on its own."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import Field, ValidationError

from seeds.document import Document, Kind, Source
from seeds.field import LONGEST_TEXT, LONGEST_TITLE
from seeds.page import Rejection
from seeds.status import StatusKind
from seeds.submission import PREFIXES, SubmissionError, submitted_document
from service.http.body import Body
from service.http.validation import field_faults

_SOURCE = "request"


class SectionBody(Body):
    """A labelled part of the text, `text[start:end]` in code points."""

    label: Annotated[str, Field(min_length=1)]
    start: Annotated[int, Field(ge=0)]
    end: int


class StatusBody(Body):
    """What became of the work after it was published, since when, and who says so."""

    kind: StatusKind
    date: str | None = None
    source: str


class SourceBody(Body):
    """Where a document was read."""

    location: str
    sha256: str
    reader: str
    place: str
    read_at: str


class SubmittedDocument(Body):
    """A document, in the fields that GET returns; only `text` is required."""

    # The shape alone, which a schema can tell; what values must be is said in `seeds.submission`.
    text: Annotated[str, Field(max_length=LONGEST_TEXT, description="Kept exactly as sent.")]
    id: Annotated[
        str | None,
        Field(
            description="Left out, it is made from the DOI, the PMID or the text."
            f" One without a prefix ({' '.join(PREFIXES)}) becomes key:ID.",
        ),
    ] = None
    kind: Annotated[
        Kind,
        Field(
            description="abstract: the authors' own; summary: someone else's words about a paper;"
            " snippet, which claims the least and so is the default: a passage from or about one."
        ),
    ] = "snippet"
    aliases: list[str] = Field(default_factory=list)
    title: Annotated[str, Field(max_length=LONGEST_TITLE)] | None = None
    titles: dict[str, str] = Field(default_factory=dict)
    authors: list[str] = Field(default_factory=list)
    journal: str | None = None
    journal_description: str | None = None
    published: Annotated[
        str | None, Field(description="As precise as known: 2024, 2024-11 or 2024-11-25.")
    ] = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None
    sections: list[SectionBody] = Field(default_factory=list)
    language: Annotated[
        str | None, Field(description="Left out, it is told from the text; null: not known.")
    ] = None
    publication_types: list[str] = Field(default_factory=list)
    mesh: list[str] = Field(default_factory=list)
    trial_ids: list[str] = Field(default_factory=list)
    grants: list[str] = Field(default_factory=list)
    conflict_statement: str | None = None
    citation_count: Annotated[int, Field(ge=0)] | None = None
    about: str | None = None
    evidence: Annotated[
        dict[str, Any] | None, Field(description="Told anew by the other fields.")
    ] = None
    status: StatusBody | None = None
    sources: list[SourceBody] = Field(default_factory=list)
    versions: list[str] = Field(default_factory=list, description="Found anew, never taken over.")
    field_sources: dict[str, str] = Field(
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
        except SubmissionError as error:
            yield Rejection(_SOURCE, place, str(error))


def _document(body: SubmittedDocument, place: str, read_at: str) -> Document:
    digest = hashlib.sha256(body.text.encode()).hexdigest()
    origin = Source(_SOURCE, digest, "documents", place, read_at)
    return submitted_document(body.model_dump(exclude_unset=True), origin)
