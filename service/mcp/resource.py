"""Resources: the documents of the collection, as clients list and read them."""

import json
from urllib.parse import quote, unquote

from mcp_types import (
    ListResourcesResult,
    ListResourceTemplatesResult,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextResourceContents,
)

from embeddings.collection import Collection
from seeds.document import Document, document_json
from seeds.identifier import normal_id
from service.error import InputError, UnknownDocumentError
from service.link import own_page, source_url
from service.listing import listing_of

_BEFORE = "anagen://documents/"
_JSON = "application/json"

TEMPLATES = ListResourceTemplatesResult(
    resource_templates=[
        ResourceTemplate(
            uri_template=f"{_BEFORE}{{id}}",
            name="document",
            title="Document",
            description="A document whole, by its id or an alias, as JSON; offsets count its text.",
            mime_type=_JSON,
        )
    ]
)


def resource_uri(doc_id: str) -> str:
    """The address of a document as a resource."""
    return f"{_BEFORE}{quote(doc_id, safe=':')}"


def page_of(document: Document, service: str | None) -> str:
    """Where a document is read: its own page, else in the service; without one as a resource."""
    if service is not None:
        return source_url(document, service)
    return own_page(document) or resource_uri(document.id)


def document_of(collection: Collection, doc_id: str) -> Document:
    """The document of an id or alias. Raises `UnknownDocumentError`."""
    found = collection.get(normal_id(doc_id))
    if found is None:
        raise UnknownDocumentError(doc_id)
    return found


def resources(collection: Collection, cursor: str | None) -> ListResourcesResult:
    """The documents in order of id, a page at a time."""
    listing = listing_of(collection, cursor=cursor or "")
    return ListResourcesResult(
        resources=[
            Resource(
                uri=resource_uri(document.id),
                name=document.id,
                title=document.shown_title,
                description=", ".join(
                    part for part in (document.kind, document.journal, document.published) if part
                ),
                mime_type=_JSON,
            )
            for document in listing.documents
        ],
        next_cursor=listing.next,
    )


def resource(collection: Collection, uri: str) -> ReadResourceResult:
    """A document, its id in the address encoded or not. Raises `InputError`."""
    if not uri.startswith(_BEFORE):
        raise InputError(f"{uri[:200]!r} is no resource of Anagen: they begin with {_BEFORE}.")
    document = document_of(collection, unquote(uri.removeprefix(_BEFORE)))
    text = json.dumps(document_json(document), ensure_ascii=False)
    return ReadResourceResult(contents=[TextResourceContents(uri=uri, mime_type=_JSON, text=text)])
