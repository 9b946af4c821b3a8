"""Semantic Scholar: papers and snippets, as its services give them.

`tldr` is a sentence that a machine made: it is not read at all.
"""

import re

from seeds.bibliography import abstract_document, plain_abstract
from seeds.document import Document, Section, document_id
from seeds.json_object import Fields, inner, listed, text_of, texts
from seeds.language import language_of
from seeds.markup import markup_text, plain_text

_TYPES = {
    "CaseReport": "Case Reports",
    "JournalArticle": "Journal Article",
    "LettersAndComments": "Letter",
    "MetaAnalysis": "Meta-Analysis",
}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_paper(fields: Fields) -> bool:
    """Whether an object is a paper, or a snippet with its paper."""
    return is_snippet(fields) or "paperId" in fields or {"corpusId", "title"} <= fields.keys()


def is_snippet(fields: Fields) -> bool:
    """Whether an object is a snippet with its paper."""
    return isinstance(fields.get("snippet"), dict)


def semantic_scholar_document(fields: Fields) -> Document | str:
    """The document of a paper or of a snippet, or the reason why there is none."""
    return _snippet(fields) if is_snippet(fields) else _paper(fields)


def _paper(paper: Fields) -> Document | str:
    ids = inner(paper, "externalIds")
    corpus_id = text_of(paper, "corpusId") or text_of(ids, "CorpusId")
    return abstract_document(
        title=text_of(paper, "title"),
        abstract=plain_abstract(text_of(paper, "abstract")),
        doi=texts([ids], "DOI"),
        pmid=texts([ids], "PubMed"),
        pmcid=[_pmcid(number) for number in texts([ids], "PubMedCentral")],
        key=text_of(paper, "paperId") or None,
        names=[f"key:CorpusId:{corpus_id}"] if corpus_id else [],
        authors=_authors(paper),
        journal=text_of(inner(paper, "journal"), "name")
        or text_of(inner(paper, "publicationVenue"), "name")
        or text_of(paper, "venue"),
        published=texts([paper], "publicationDate", "year"),
        url=texts([paper], "url"),
        publication_types=[
            _TYPES.get(kind, _CAPITAL.sub(" ", kind))
            for kind in listed(paper.get("publicationTypes"))
            if isinstance(kind, str)
        ],
        citation_count=_count(paper.get("citationCount")),
    )


def _snippet(fields: Fields) -> Document | str:
    snippet, paper = inner(fields, "snippet"), inner(fields, "paper")
    if text_of(snippet, "snippetKind") == "title":
        return "is a snippet of a title alone, which is no evidence"
    text = plain_text(text_of(snippet, "text"))
    if not text:
        return "is a snippet without a text"
    label = plain_text(text_of(snippet, "section"))
    corpus_id = text_of(paper, "corpusId")
    return Document(
        id=document_id("snippet", text),
        kind="snippet",
        text=text,
        title=markup_text(text_of(paper, "title")) or None,
        authors=_authors(paper),
        sections=(Section(label, 0, len(text)),) if label else (),
        language=language_of(text),
        about=f"key:CorpusId:{corpus_id}" if corpus_id else None,
    )


def _authors(paper: Fields) -> tuple[str, ...]:
    """Names from a list of objects with a `name`, or of strings, as with snippets."""
    entries = [
        entry if isinstance(entry, dict) else {"name": entry}
        for entry in listed(paper.get("authors"))
    ]
    return tuple(map(markup_text, texts(entries, "name")))


def _pmcid(number: str) -> str:
    return number if number.upper().startswith("PMC") else f"PMC{number}"


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
