"""Links: where a person reads a document."""

from urllib.parse import quote

from seeds.document import Document

MARKED = "marked"
"""The name of the place that is marked, in the page of a document."""


def own_page(document: Document) -> str | None:
    """The page of a document at its publisher, in PubMed or where it was read, if it has one."""
    if document.doi:
        return f"https://doi.org/{quote(document.doi, safe='/:;()')}"
    if document.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{quote(document.pmid)}/"
    if document.pmcid:
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(document.pmcid)}/"
    if document.url and document.url.startswith(("https://", "http://")):
        return document.url
    return None


def source_url(document: Document, service: str) -> str:
    """The page of a document at its publisher or PubMed, or where it has none in the service.

    `service` is the address that the service is reached at, without a slash at its end.
    """
    return own_page(document) or document_url(document.id, service)


def document_url(doc_id: str, service: str, span: tuple[int, int] | None = None) -> str:
    """The address of a document in the service, with the span that is marked and scrolled to."""
    address = f"{service}/v1/documents/{quote(doc_id, safe=':/')}"
    return f"{address}?start={span[0]}&end={span[1]}#{MARKED}" if span else address
