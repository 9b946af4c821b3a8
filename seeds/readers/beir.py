"""BEIR's `corpus.jsonl`: JSON Lines of `_id`, `title` and `text`."""

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from seeds.document import Document
from seeds.formats.beir import beir_document, beir_folder, is_entry
from seeds.page import Page, Rejection
from seeds.readers.json_form import json_keys, read_objects

name = "beir"
form = "a BEIR corpus (JSON Lines of _id, title and text)"


def recognises(page: Page) -> bool:
    """Whether the page is JSON with such keys."""
    return {"_id", "text"} <= json_keys(page)


def read(page: Page) -> Iterator[Document | Rejection]:
    """A document for each line; queries, which have no title, are no documents."""
    if PurePosixPath(page.location).name.startswith("queries") and "title" not in json_keys(page):
        yield page.rejection("file", "holds queries, not documents: name its corpus.jsonl instead")
        return
    folder = beir_folder(page.location, page.sha256)
    yield from read_objects(page, name, is_entry, partial(beir_document, folder=folder))
