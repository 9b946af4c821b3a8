"""Europe PMC JSON: pages of search results, single results, and lists of them."""

from collections.abc import Iterator

from seeds.formats.europe_pmc import europe_pmc_document, is_result
from seeds.page import Found
from seeds.readers.json_form import json_keys, read_objects
from seeds.stream import Stream

name = "europe_pmc"
form = "Europe PMC JSON (search results, best with resultType=core)"

_KEYS = frozenset(
    (
        "abstractText",
        "authorString",
        "citedByCount",
        "commentCorrectionList",
        "firstPublicationDate",
        "hasPDF",
        "hasReferences",
        "hasTextMinedTerms",
        "hitCount",
        "inEPMC",
        "inPMC",
        "journalInfo",
        "meshHeadingList",
        "nextCursorMark",
        "pubTypeList",
        "pubYear",
        "resultList",
    )
)
_TELLING = 2  # so many of these keys tell the form from other JSON


def recognises(head: str) -> bool:
    """Whether the file is JSON with such keys."""
    return len(_KEYS & json_keys(head)) >= _TELLING


def read(stream: Stream) -> Iterator[Found]:
    """A document for each result."""
    return read_objects(stream, name, is_result, europe_pmc_document)
