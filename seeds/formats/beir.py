"""BEIR: the lines of a collection's `corpus.jsonl`."""

import unicodedata
from pathlib import PurePosixPath
from typing import get_args

from seeds.document import Document, Kind
from seeds.identifier import normal_doi, normal_pmcid, normal_pmid
from seeds.json_object import Fields, first, inner, text_of, texts
from seeds.language import language_of

_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


def is_entry(fields: Fields) -> bool:
    """Whether an object is a line of a corpus or of its queries."""
    return {"_id", "text"} <= fields.keys()


def beir_folder(location: str, sha256: str) -> str:
    """The name of the folder of a corpus.

    A corpus without one, as uploads are, is named by its file, or where that is `corpus.jsonl` too
    by the first digits of its digest: two such corpora must not share their ids.
    """
    path = PurePosixPath(location.replace("\\", "/"))
    own = path.name.split(".")[0]
    named = path.parent.name or ("" if own == "corpus" else own)
    return "-".join(named.split()) or sha256[:8]


def beir_id(folder: str, corpus_id: str) -> str:
    """The id of a document of a corpus."""
    return f"beir:{folder}/{corpus_id}"


def beir_document(entry: Fields, folder: str) -> Document | str:
    """The document of a line, its text as it stands there, or the reason why there is none."""
    corpus_id = text_of(entry, "_id")
    title, text, about = text_of(entry, "title"), entry["text"], inner(entry, "metadata")
    if not corpus_id:
        return "its _id is empty, or is no text: give each line one of its own"
    if not isinstance(text, str):
        return f"the text of {corpus_id} is no text"
    if not (text.strip() or title):
        return f"{corpus_id} has neither a title nor a text"
    kind = _KINDS.get(text_of(about, "kind"), "abstract")
    pmid = first(normal_pmid, texts([about], "pmid"))
    doi = first(normal_doi, texts([about], "doi"))
    work = f"doi:{doi}" if doi else f"pmid:{pmid}" if pmid else None
    return Document(
        id=beir_id(folder, corpus_id),
        kind=kind,
        text=unicodedata.normalize("NFC", text),
        title=title or None,
        doi=doi,
        pmid=pmid,
        pmcid=first(normal_pmcid, texts([about], "pmcid")),
        language=language_of(text or title),
        about=None if kind == "abstract" else work,
    )
