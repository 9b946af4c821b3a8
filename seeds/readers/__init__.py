"""The readers, one module for each form of page."""

from seeds.page import Reader
from seeds.readers import article, digest

READERS: tuple[Reader, ...] = (
    article,
    digest,
)
