"""What bibliographic records say of authors and journals, and which of them are preprints."""

from collections.abc import Sequence

from embeddings.title import title_words
from seeds.document import Document

_INITIALS = 3
_PREPRINT_SERVERS = (
    "biorxiv",
    "medrxiv",
    "arxiv",
    "chemrxiv",
    "psyarxiv",
    "research square",
    "ssrn",
    "preprints.org",
    "preprints",
    "authorea",
    "techrxiv",
)
_PREPRINT_DOIS = (
    "10.21203/rs.",
    "10.2139/ssrn",
    "10.20944/preprints",
    "10.26434/chemrxiv",
    "10.48550/arxiv",
    "10.31219/osf",
    "10.31234/osf",
    "10.36227/techrxiv",
    "10.22541/au.",
    "10.64898/",
)
_BIORXIV = "10.1101/"


def journal_words(journal: str | None) -> tuple[str, ...]:
    """The words of a journal's name that count, without a place or an explanation."""
    small = {"the", "of", "and", "in", "for", "a", "an", "on", "de", "la"}
    bare = (journal or "").partition("(")[0].partition(" : ")[0]
    return tuple(word for word in title_words(bare) if word not in small)


def abbreviates(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether names of journals are the same, word by word or by their beginnings or initials."""
    short, long = sorted((one, other), key=lambda words: len("".join(words)))
    initials = "".join(word[0] for word in long)
    if short == (initials,):
        return True
    pairs = zip(short, long, strict=False)
    return len(short) == len(long) and all(b.startswith(a) for a, b in pairs)


def family_names(author: str) -> frozenset[str]:
    """`Smith, John`, `Smith J`, `John Smith`: either end of a name of whole words may be it."""
    before, comma, _ = author.partition(",")
    words = [word for word in before.replace(".", " ").split() if word]
    whole = [w for w in words if not (w.isupper() and w.isascii() and len(w) <= _INITIALS)]
    if comma or len(whole) < len(words):
        whole = (whole or words)[-1:]
    return frozenset("".join(title_words(word)) for word in (*whole[:1], *whole[-1:]))


def is_preprint(one: Document, types: Sequence[str]) -> bool:
    """Whether a record is of a preprint, by its types in lower case, its journal or its DOI."""
    journal = (one.journal or "").casefold()
    doi = one.doi or ""
    # The press that gives bioRxiv its DOIs has journals too; theirs begin with a name.
    biorxiv = doi.startswith(_BIORXIV) and doi[len(_BIORXIV) :][:1].isdigit()
    return (
        any("preprint" in kind or kind == "posted-content" for kind in types)
        or journal.startswith(_PREPRINT_SERVERS)
        or doi.startswith(_PREPRINT_DOIS)
        or biorxiv
    )
