"""BibTeX: what LaTeX and most reference managers read, in UTF-8."""

from collections.abc import Iterator, Sequence

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Block, Entry, Field

from service.export.name import Name
from service.export.work import Work, WorkType

_TYPES: dict[WorkType, str] = {
    "article": "article",
    "chapter": "incollection",
    "conference": "inproceedings",
    "thesis": "phdthesis",
    "preprint": "misc",
    "webpage": "misc",
}
_CONTAINERS: dict[WorkType, str] = {
    "article": "journal",
    "chapter": "booktitle",
    "conference": "booktitle",
    "thesis": "school",
    "preprint": "howpublished",
    "webpage": "howpublished",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Also behind a backslash braces are counted, and one alone would swallow what follows.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{sign: f"\\{sign}" for sign in "$&#%_"},
    }
)
# Addresses and DOIs are printed as they are; only what would unbalance the braces is rewritten.
_VERBATIM = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})


def bibtex(works: Sequence[Work]) -> str:
    """The works as BibTeX entries; letters that are not ASCII stay as they are."""
    entries: list[Block] = [
        Entry(_type(work), work.key, [Field(*field) for field in _fields(work)]) for work in works
    ]
    return write_string(Library(entries), unparse_stack=())


def _type(work: Work) -> str:
    """The type of an entry; an article without a journal is none to BibTeX."""
    return _TYPES[work.type if work.container or work.type != "article" else "preprint"]


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    # Braces of its own keep the capitals of a title.
    yield "title", f"{{{{{_text(work.title)}}}}}"
    if work.authors:
        yield "author", f"{{{' and '.join(map(_author, work.authors))}}}"
    if work.container:
        yield _CONTAINERS[work.type], f"{{{_text(work.container)}}}"
    if work.published:
        parts = work.date_parts
        yield "date", f"{{{work.published}}}"
        yield "year", f"{{{parts[0]}}}"
        if len(parts) > 1:
            yield "month", _MONTHS[parts[1] - 1]
    for name, value in (
        ("doi", work.doi),
        ("pmid", work.pmid),
        ("pmcid", work.pmcid),
        ("url", work.url),
        ("language", work.language),
    ):
        if value:
            yield name, f"{{{value.translate(_VERBATIM)}}}"
    if work.note:
        yield "note", f"{{{_text(work.note)}}}"


def _author(name: Name) -> str:
    if not name.given:
        return f"{{{_text(name.family)}}}"
    return ", ".join(_text(part) for part in (name.family, name.suffix, name.given) if part)


def _text(text: str) -> str:
    return text.translate(_SPECIAL)
