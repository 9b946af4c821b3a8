"""Commands on documents: `list`, `show` and `delete`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from rich.console import RenderableType
from rich.text import Text
from typer import Argument, Option

from embeddings.collection import Collection
from seeds.collect.address import is_address
from seeds.document import Document, document_json
from seeds.evidence import Evidence
from seeds.identifier import normal_id
from seeds.status import Status
from service.bootstrap import encoder_of, existing_collection
from service.command.options import CollectionOption, JsonOption
from service.command.terminal import line_of, plain, print_json, print_lines, print_text, warn
from service.error import InputError, UnknownDocumentError
from service.listing import DEFAULT_LIMIT, listing_json, listing_of
from service.settings import read_settings


def list_documents(
    limit: Annotated[int, Option(metavar="N", help="How many at most.")] = DEFAULT_LIMIT,
    cursor: Annotated[
        str, Option(metavar="CURSOR", help="Go on where the listing before ended.")
    ] = "",
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """List documents in order of id."""
    settings = read_settings(collection)
    with existing_collection(settings, encoder_of(settings)) as documents:
        listing = listing_of(documents, limit, cursor)
    if json:
        print_json(listing_json(listing))
        return
    print_lines([_line(document) for document in listing.documents])
    if listing.next:
        warn(f"There are more: anagen list --cursor '{listing.next}'")


def show(
    doc_id: Annotated[str, Argument(metavar="ID", help="The document's id or an alias.")],
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """Show one document whole."""
    settings = read_settings(collection)
    with existing_collection(settings, encoder_of(settings)) as documents:
        document = _known(documents, doc_id)
    if json:
        print_json(document_json(document))
    else:
        print_text(*_shown(document))


def delete(
    doc_ids: Annotated[
        list[str] | None, Argument(metavar="ID", help="Ids or aliases of documents.")
    ] = None,
    source: Annotated[
        str | None,
        Option(
            metavar="FILE",
            help="Take back what this file or address brought, named as on ingestion.",
        ),
    ] = None,
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """Delete documents.

    Named are either documents or a source; if one id is unknown, nothing is deleted.
    """
    if bool(doc_ids) == bool(source):
        raise InputError("Name either the ids of documents or one --source FILE to delete.")
    settings = read_settings(collection)
    with existing_collection(settings, encoder_of(settings)) as documents:
        if source:
            deleted = _take_back(documents, _location(source))
        else:
            deleted = documents.delete([_known(documents, name).id for name in doc_ids or ()])
    if json:
        print_json({"deleted": deleted})
    else:
        print_lines(
            [f"Deleted {name}" for name in deleted]
            or [
                "Deleted no document: what came from there came from elsewhere too, or told the"
                " status of works, which is taken back."
            ]
        )


def _location(source: str) -> str:
    """A source as documents name it: a path has one form, an address stays as it is."""
    return source if is_address(source) else Path(source).as_posix()


def _take_back(documents: Collection, location: str) -> list[str]:
    before = documents.size().generation
    deleted = documents.delete_source(location)
    if not deleted and documents.size().generation == before:
        raise InputError(
            f"Nothing in the collection came from {location}. Name it as on ingestion:"
            " `anagen show ID` tells a document's sources."
        )
    return deleted


def _known(documents: Collection, name: str) -> Document:
    document = documents.get(normal_id(name))
    if document is None:
        raise UnknownDocumentError(name)
    return document


def _line(document: Document) -> str:
    parts = (document.id, document.kind, document.published or "undated", document.shown_title)
    return "  ".join(line_of(part) for part in parts)


def _shown(document: Document) -> Iterator[RenderableType]:
    yield Text(line_of(document.shown_title), style="bold")
    for name, value in _facts(document):
        yield Text(f"{name}: {line_of(value)}")
    for label, text in _parts(document):
        yield Text()
        if label:
            yield Text(line_of(label), style="bold")
        yield Text(plain(text))


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    facts = (
        ("Id", document.id),
        ("Aliases", ", ".join(document.aliases)),
        ("Kind", document.kind),
        *((f"Title ({code})", title) for code, title in document.titles.items()),
        ("Authors", ", ".join(document.authors)),
        ("Journal", document.journal),
        ("Published", document.published),
        ("Address", document.url),
        ("Language", document.language),
        ("Citations", None if document.citation_count is None else str(document.citation_count)),
        ("About", document.about),
        ("Evidence", _evidence(document.evidence) if document.evidence else None),
        ("Status", _status(document.status) if document.status else None),
        ("Versions", ", ".join(document.versions)),
        *(("Source", f"{source.location}, {source.place}") for source in document.sources),
        *(("From " + origin, ", ".join(names)) for origin, names in _origins(document)),
    )
    return ((label, value) for label, value in facts if value)


def _evidence(evidence: Evidence) -> str:
    known = (
        evidence.study_type and evidence.study_type.replace("_", " "),
        evidence.level and f"level {evidence.level}",
        evidence.sample_size and f"sample size {evidence.sample_size:,}",
        *evidence.species,
    )
    return ", ".join(part for part in known if part)


def _status(status: Status) -> str:
    return ", ".join(part for part in (status.kind, status.date, status.source) if part)


def _origins(document: Document) -> Sequence[tuple[str, list[str]]]:
    """Of a work of several records: which source said what."""
    fields: dict[str, list[str]] = {}
    for name, origin in document.field_sources.items():
        fields.setdefault(origin or "no source", []).append(name)
    return list(fields.items())


def _parts(document: Document) -> Sequence[tuple[str | None, str]]:
    """The text in its sections, with what stands before, between and after them."""
    parts: list[tuple[str | None, str]] = []
    at = 0
    for section in document.sections:
        parts.append((None, document.text[at : section.start]))
        parts.append((section.label, document.text[section.start : section.end]))
        at = section.end
    parts.append((None, document.text[at:]))
    return [(label, text.strip()) for label, text in parts if text.strip()]
