"""Tests of where a person reads a document."""

from dataclasses import replace

from seeds.document import Document
from service.link import document_url, source_url

SERVICE = "http://127.0.0.1:8000"
PAPER = Document(id="doi:10.1/a", kind="abstract", text="Hair grew.")


def test_the_publisher_comes_before_pubmed_and_the_page_that_was_read() -> None:
    """What names the work itself comes first; the service has what has no other page."""
    document = replace(PAPER, doi="10.1/a<b>", pmid="7", pmcid="PMC8", url="https://news.example/x")
    assert source_url(document, SERVICE) == "https://doi.org/10.1/a%3Cb%3E"
    document = replace(document, doi=None)
    assert source_url(document, SERVICE) == "https://pubmed.ncbi.nlm.nih.gov/7/"
    document = replace(document, pmid=None)
    assert source_url(document, SERVICE) == "https://pmc.ncbi.nlm.nih.gov/articles/PMC8/"
    document = replace(document, pmcid=None)
    assert source_url(document, SERVICE) == "https://news.example/x"
    document = replace(document, url="javascript:alert(1)")
    assert source_url(document, SERVICE) == f"{SERVICE}/v1/documents/doi:10.1/a"


def test_an_id_of_any_characters_and_a_span_are_in_the_address() -> None:
    """Spaces, question marks and letters of any script are encoded."""
    address = document_url("key:Größe? 1#2", SERVICE, (3, 9))
    path = "/v1/documents/key:Gr%C3%B6%C3%9Fe%3F%201%232"
    assert address == f"{SERVICE}{path}?start=3&end=9#marked"
