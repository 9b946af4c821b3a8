"""The readers, one module for each form of page."""

from seeds.page import Reader
from seeds.readers import (
    article,
    beir,
    digest,
    documents,
    europe_pmc,
    openalex,
    semantic_scholar,
    table,
    web,
)

READERS: tuple[Reader, ...] = (
    article,
    digest,
    europe_pmc,
    semantic_scholar,
    openalex,
    beir,
    documents,
    table,
    web,
)
