"""The readers, one module for each form of page or file."""

from seeds.page import Reader
from seeds.readers import article, bibtex, digest, jats, medline, pubmed, ris
from seeds.stream import StreamReader

# Told by the beginning of a file, and read piece by piece; they are asked first.
STREAM_READERS: tuple[StreamReader, ...] = (
    jats,
    medline,
    pubmed,
    ris,
)

# Told by a whole page.
READERS: tuple[Reader, ...] = (
    article,
    bibtex,
    digest,
)
