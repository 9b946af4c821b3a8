"""Works: which documents tell of one and the same."""

from collections.abc import Iterable

from seeds.document import Document


def work_of_each(documents: Iterable[Document]) -> dict[str, str]:
    """For the id of each document a name that those of one work share.

    A work is an abstract with what others wrote about it, and a paper with its preprint.
    """
    known: dict[str, str] = {}
    names: dict[str, str] = {}
    for document in documents:
        own = {document.id, *document.aliases, *document.versions}
        own |= {document.about} if document.about else set()
        joined = {names[name] for name in own if name in names}
        work = min(joined, default=document.id)
        names = {name: work if found in joined else found for name, found in names.items()}
        known = {name: work if found in joined else found for name, found in known.items()}
        names |= dict.fromkeys(own, work)
        known[document.id] = work
    return known
