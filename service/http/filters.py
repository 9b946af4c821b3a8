"""Filters in the body of a request."""

from typing import Annotated, Self, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from embeddings.filters import EVERYTHING, Filters
from seeds.design import StudyType
from seeds.document import Kind
from seeds.identifier import normal_id
from service.http.body import PRINTABLE, Body, Text

Year = Annotated[int, Field(ge=1, le=9999)]


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _one_or_more(schema: dict[str, object]) -> WithJsonSchema:
    return WithJsonSchema(
        {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}, {"type": "null"}]}
    )


Texts = Annotated[
    Annotated[list[Text], Field(min_length=1)] | None,
    BeforeValidator(_listed),
    _one_or_more({"type": "string", "pattern": PRINTABLE}),
]


class FiltersBody(Body):
    """Conditions that a document meets all of; one that lacks a field asked for does not pass."""

    year_from: Year | None = None
    year_to: Year | None = None
    journal: Texts = None
    kind: Annotated[
        Annotated[list[Kind], Field(min_length=1)] | None,
        BeforeValidator(_listed),
        _one_or_more({"type": "string", "enum": list(get_args(Kind))}),
    ] = None
    study_type: Annotated[
        Annotated[list[StudyType], Field(min_length=1)] | None,
        BeforeValidator(_listed),
        _one_or_more({"type": "string", "enum": list(get_args(StudyType))}),
    ] = None
    species: Annotated[
        Texts, Field(description="Lower-case English names: human, mouse, guinea pig.")
    ] = None
    language: Texts = None
    doc_ids: list[Text] | None = Field(default=None, description="Ids or aliases.")
    exclude_retracted: bool = True

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        if self.year_from and self.year_to and self.year_from > self.year_to:
            raise ValueError(
                f"have year_from {self.year_from} after year_to {self.year_to}: swap them"
            )
        return self


def filters_of(body: FiltersBody | None) -> Filters:
    """The filters that a body asks for."""
    if body is None:
        return EVERYTHING
    return Filters(
        year_from=body.year_from,
        year_to=body.year_to,
        journal=tuple(body.journal or ()),
        kind=tuple(body.kind or ()),
        study_type=tuple(body.study_type or ()),
        species=tuple(name.strip().lower() for name in body.species or ()),
        language=tuple(body.language or ()),
        doc_ids=None if body.doc_ids is None else tuple(map(normal_id, body.doc_ids)),
        exclude_retracted=body.exclude_retracted,
    )
