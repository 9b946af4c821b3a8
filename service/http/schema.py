"""What responses look like, for the description of the routes.

Responses are made from the service's own types and are not checked against these on their way; a
test does that.
"""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from seeds.document import Document


class _Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class DocumentHeadSchema(_Schema):
    """What a citation, a hit and a listing say of a document."""

    id: str
    kind: Literal["abstract", "summary", "snippet"]
    title: str | None
    authors: list[str]
    journal: str | None
    published: str | None
    doi: str | None
    pmid: str | None
    url: str | None
    evidence: dict[str, Any] | None
    status: dict[str, str | None] | None


class SentenceSchema(_Schema):
    """A sentence of an answer: `answer[start:end] == text`."""

    text: str
    start: int
    end: int
    citations: list[int]
    role: Literal["finding", "background"]
    support: Literal["verbatim", "supported", "partial"]


class CitationSchema(_Schema):
    """The words that a sentence rests on: `document.text[start:end] == quote`."""

    n: int
    document: DocumentHeadSchema
    passage_id: str
    section: str | None
    quote: str
    start: int
    end: int
    score: float


class CorpusSchema(_Schema):
    """The collection that was asked."""

    documents: int
    passages: int
    generation: int
    newest: str | None


class ProvenanceSchema(_Schema):
    """What an answer was made with."""

    encoder: str
    index: str
    generator: str | None
    prompt: str | None
    settings: str


class TimingsSchema(_Schema):
    """Milliseconds."""

    retrieve: float
    answer: float
    total: float


class RemovedSchema(_Schema):
    """A sentence that did not hold and was taken out."""

    text: str
    support: Literal["unsupported", "contradicted"]
    reason: str


class AnswerSchema(_Schema):
    """Sentences with citations, or the reason why there is none. Offsets count code points."""

    id: str
    question: str
    standalone_question: str
    status: Literal["answered", "abstained"]
    abstain_reason: Literal["no_evidence", "off_topic", "no_answer_in_evidence"] | None
    hint: str | None
    answer: str
    sentences: list[SentenceSchema]
    evidence_line: str | None
    citations: list[CitationSchema]
    removed: list[RemovedSchema]
    unresolved_markers: int
    mode: Literal["local", "llm"]
    degraded: bool
    degraded_reason: str | None
    confidence: float
    corpus: CorpusSchema
    provenance: ProvenanceSchema
    timings_ms: TimingsSchema


class HitSchema(_Schema):
    """A passage that was found: `document.text[start:end] == text`."""

    passage_id: str
    doc_id: str
    text: str
    start: int
    end: int
    section: str | None
    score: float
    rank: int
    document: DocumentHeadSchema


class HitsSchema(_Schema):
    """Passages, best first."""

    hits: list[HitSchema]


class MarkedSchema(_Schema):
    """The span that was asked for: `document.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class DocumentSchema(Document):
    """A document whole; `marked` is there where a span was asked for."""

    marked: MarkedSchema | None = None


class ListingSchema(_Schema):
    """Documents in order of id; `next` is the cursor of the following page, or null."""

    documents: list[DocumentHeadSchema]
    next: str | None


class DeletedSchema(_Schema):
    """Ids of the documents that are gone."""

    deleted: list[str]


class RejectionSchema(_Schema):
    """What was not taken in, and why."""

    source: str
    place: str
    reason: str


class MergedSchema(_Schema):
    """A work that was there, and the ids with which more was said of it."""

    id: str
    origins: list[str] = Field(alias="from")


class ReportSchema(_Schema):
    """What an ingestion did."""

    added: list[str]
    updated: list[str]
    unchanged: int
    merged: list[MergedSchema]
    rejected: list[RejectionSchema]


class HealthSchema(_Schema):
    """The process answers."""

    status: Literal["ok"]


class ReadinessSchema(_Schema):
    """The collection and the encoder are in use; `model` is null where none is set."""

    status: Literal["ready"]
    encoder: str
    model: Literal["ready", "resting"] | None
    documents: int
    passages: int
    generation: int


class FieldFaultSchema(_Schema):
    """What is wrong with one field of a request."""

    field: str
    reason: str


class ProblemSchema(_Schema):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldFaultSchema] | None = None
    report: ReportSchema | None = None
    request_id: str | None = None
