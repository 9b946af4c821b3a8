"""Identity: the id of a document, and the other ids of its work."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from seeds.document import Document, document_id
from seeds.identifier import work_ids


def identified(document: Document, key: str | None = None, names: Iterable[str] = ()) -> Document:
    """The document with its id, and as aliases the work's other ids, `key` and further `names`."""
    own = document_id(
        document.kind, telling_text(document), doi=document.doi, pmid=document.pmid, key=key
    )
    keyed = (f"key:{key}",) if key else ()
    known = dict.fromkeys((*work_ids(document.doi, document.pmid, document.pmcid), *keyed, *names))
    return replace(document, id=own, aliases=tuple(alias for alias in known if alias != own))


def telling_text(document: Document) -> str:
    """What tells a document from others: its text, else title, first author and year.

    Editorials and chapters share their titles.
    """
    return document.text or _imprint(document)


def local_key(key: str, document: Document) -> str:
    """A key that names a work in its own file alone, made one that no other work has.

    Two libraries may both have a `smith2020`. So 8 hex digits are added of what tells works apart:
    title, first author and year, or the text where there is none of these. They are the same
    wherever the file is, and after an abstract was added.
    """
    telling = "".join(filter(str.isalnum, (_imprint(document) or document.text).casefold()))
    return f"{key}-{hashlib.sha256(telling.encode()).hexdigest()[:8]}"


def _imprint(document: Document) -> str:
    year = str(document.year) if document.year else None
    return "\n".join(filter(None, (document.title, *document.authors[:1], year)))
