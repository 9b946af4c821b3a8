"""BEIR's `corpus.jsonl`: JSON Lines of `_id`, `title` and `text`."""

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from seeds.formats.beir import beir_document, beir_folder, is_entry
from seeds.page import Found
from seeds.readers.json_form import json_keys, read_objects
from seeds.stream import Stream

name = "beir"
form = "a BEIR corpus (JSON Lines of _id, title and text)"


def recognises(head: str) -> bool:
    """Whether the file is JSON with such keys."""
    return {"_id", "text"} <= json_keys(head)


def read(stream: Stream) -> Iterator[Found]:
    """A document for each line; queries, which have no title, are no documents."""
    if PurePosixPath(stream.location).name.startswith("queries") and "title" not in json_keys(
        stream.head
    ):
        yield stream.rejection(
            "file", "holds queries, not documents: name its corpus.jsonl instead"
        )
        return
    folder = beir_folder(stream.location, stream.sha256)
    yield from read_objects(stream, name, is_entry, partial(beir_document, folder=folder))
