"""What the tools return, for the description of the tools."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from service.http.schema import AnswerSchema


class _Schema(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FoundSchema(_Schema):
    """A document that was found."""

    id: str
    title: str
    url: str


class SearchSchema(_Schema):
    """Documents, best first."""

    results: list[FoundSchema]


class FetchSchema(_Schema):
    """A document with its text."""

    id: str
    title: str
    text: str
    url: str
    metadata: dict[str, str]


class LinkSchema(_Schema):
    """Where a person reads what citation `n` quotes: its source, and the quote marked."""

    n: int
    url: str
    marked: str | None


class AskSchema(AnswerSchema):
    """The answer, and where its citations are read."""

    links: list[LinkSchema]


class FaultSchema(_Schema):
    """What does not hold of an answer."""

    citation: int | None
    fault: str
    detail: str


class VerifySchema(_Schema):
    """Whether an answer's citations hold."""

    ok: bool
    citations: int
    faults: list[FaultSchema]


class DocumentSchema(BaseModel):
    """A document whole: sections and citations count the code points of its `text`."""

    model_config = ConfigDict(extra="allow")

    id: str
    kind: str
    text: str
    aliases: list[str]
    title: str | None
    authors: list[str]
    journal: str | None
    published: str | None
    doi: str | None
    pmid: str | None
    pmcid: str | None
    url: str | None
    sections: list[dict[str, Any]]
    about: str | None
    evidence: dict[str, Any] | None = Field(description="What kind of study, on whom and how many.")
    status: dict[str, Any] | None = Field(description="Null, or what became of the work since.")
