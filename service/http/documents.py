"""Documents over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field, SkipValidation
from starlette.responses import Response

from seeds.document import Document, document_json
from seeds.identifier import normal_id
from service.error import UnknownDocumentError
from service.http.accept import prefers
from service.http.body import Body, body_of
from service.http.openapi import json_body, linked, paged, responses
from service.http.page import page_response
from service.http.parts import Served, Taking
from service.http.problem import fields_problem
from service.http.query import only
from service.http.reply import JsonReply
from service.http.report import report_response
from service.http.schema import DeletedSchema, DocumentSchema, ListingSchema, ReportSchema
from service.http.submission import SubmittedDocument, submitted
from service.http.validation import FieldFault
from service.listing import DEFAULT_LIMIT, LARGEST_LIMIT, listing_json, listing_of

MOST_DOCUMENTS = 50_000
_EXAMPLE = {
    "id": "key:minoxidil-1",
    "kind": "snippet",
    "text": "Minoxidil raised hair density by 12% in 40 men.",
    "published": "2023",
}

Place = Annotated[
    int | None, Query(ge=0, description="Of the span to mark, in code points of the text.")
]

router = APIRouter(prefix="/v1/documents", tags=["documents"])


class DocumentsBody(Body):
    """Documents to add; a document is told by its id, and updated where it is there already."""

    # Each is judged on its own, so that a bad one does not keep the others out.
    documents: Annotated[
        list[SkipValidation[SubmittedDocument | Any]],
        Field(
            min_length=1,
            max_length=MOST_DOCUMENTS,
            description="Each is judged on its own: what is no document is in the report.",
        ),
    ]


@router.get(
    "",
    dependencies=[Depends(only("limit", "cursor"))],
    responses=linked(
        responses(ListingSchema), "doc_id", "/documents/0/id", "document", "delete_document"
    ),
)
def documents(
    anagen: Served,
    limit: Annotated[int, Query(ge=1, le=LARGEST_LIMIT)] = DEFAULT_LIMIT,
    cursor: Annotated[str, Query(description="The `next` of the page before.")] = "",
) -> JsonReply:
    """The documents of the collection in order of id, a page at a time."""
    return JsonReply(listing_json(listing_of(anagen.collection, limit, cursor)))


@router.post(
    "",
    dependencies=[Depends(only())],
    openapi_extra=json_body(DocumentsBody, {"documents": [_EXAMPLE]}),
    responses=responses(ReportSchema, 400, 409, 413, 415),
)
async def add_documents(
    body: Annotated[DocumentsBody, Depends(body_of(DocumentsBody))], ingestions: Taking
) -> JsonReply:
    """Add documents, each judged on its own; those that cannot be taken are in the report."""
    report = await ingestions.run(submitted(body.documents))
    return report_response(report)


@router.get(
    "/{doc_id:path}",
    dependencies=[Depends(only("start", "end"))],
    responses=paged(responses(DocumentSchema, 404)),
)
def document(
    doc_id: str,
    anagen: Served,
    request: Request,
    start: Place = None,
    end: Place = None,
) -> Response:
    """One document whole, by its id or an alias, so that anyone can check a citation.

    With `start` and `end` that span of its text is marked. A browser, which prefers HTML, gets a
    page that scrolls there.
    """
    found = anagen.collection.get(normal_id(doc_id))
    if found is None:
        raise UnknownDocumentError(doc_id)
    span = _span(found, start, end)
    if prefers(request.headers.get("Accept", ""), "text/html", "application/json"):
        response: Response = page_response(found, span)
    else:
        response = JsonReply({**document_json(found), **_marked(found, span)})
    response.headers["Vary"] = "Accept"
    return response


def _span(document: Document, start: int | None, end: int | None) -> tuple[int, int] | None:
    if start is None and end is None:
        return None
    if start is None or end is None:
        missing = "start" if start is None else "end"
        raise fields_problem([FieldFault(missing, "is missing: give start and end, or neither")])
    if not start < end <= len(document.text):
        limit = (
            f"must be from {start + 1:,} (behind start) to {len(document.text):,} (the length of"
            f" the text), not {end:,}"
            if start < len(document.text)
            else f"cannot be right: start, {start:,}, is behind the text's {len(document.text):,}"
            " characters"
        )
        raise fields_problem([FieldFault("end", limit)])
    return start, end


def _marked(document: Document, span: tuple[int, int] | None) -> dict[str, Any]:
    if span is None:
        return {}
    return {"marked": {"start": span[0], "end": span[1], "text": document.text[slice(*span)]}}


@router.delete(
    "/{doc_id:path}", dependencies=[Depends(only())], responses=responses(DeletedSchema, 404, 409)
)
def delete_document(doc_id: str, anagen: Served) -> JsonReply:
    """Remove one document, by its id or an alias, at once."""
    deleted = anagen.collection.delete([normal_id(doc_id)])
    if not deleted:
        raise UnknownDocumentError(doc_id)
    return JsonReply({"deleted": deleted})
