"""The readers, one module for each form of page or file."""

from seeds.page import Reader
from seeds.readers import (
    article,
    beir,
    bibtex,
    digest,
    documents,
    europe_pmc,
    jats,
    medline,
    openalex,
    pubmed,
    ris,
    semantic_scholar,
    table,
    web,
)
from seeds.stream import StreamReader

# Told by the beginning of a file, and read piece by piece; they are asked first.
STREAM_READERS: tuple[StreamReader, ...] = (
    pubmed,
    medline,
    ris,
    bibtex,
    jats,
    europe_pmc,
    semantic_scholar,
    openalex,
    beir,
    documents,
    table,
)

# Told by a whole page.
READERS: tuple[Reader, ...] = (
    article,
    digest,
    web,
)
