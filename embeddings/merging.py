"""Merging: how the records of one work become one document.

The abstract is that of the richest record: one with a text before one without, a whole text before
one that was cut short, one with two or more sections before a plain one, then the longer. All other
fields are the richest record's that has them, but for: authors, the longest list; `published`, the
most precise date; `citation_count`, the greatest; `status`, what prevails; publication types and
aliases, those of all. The evidence is told anew of the whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from embeddings.title import title_likeness
from embeddings.work import NEAR_TITLE
from seeds.appraisal import evidence_of
from seeds.document import Document, document_json
from seeds.identifier import work_ids
from seeds.status import prevailing

_SECTIONS = 2
_SCHEMES = ("doi:", "pmid:", "pmcid:", "key:")
_COMBINED = frozenset(("id", "aliases", "titles", "sources", "versions", "field_sources", "kind"))
_OF_THE_TEXT = ("text", "sections", "language")


def by_richness(documents: Sequence[Document]) -> list[Document]:
    """Records of a work, the richest first, in the same order whichever way they came."""
    return sorted(documents, key=_richness)


def merged(documents: Sequence[Document]) -> Document:
    """One document of the records of a work; its id is the strongest of theirs."""
    ranked = by_richness(documents)
    richest = ranked[0]
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for field in fields(Document):
        if field.name in _COMBINED:
            continue
        best = richest if field.name in _OF_THE_TEXT else _best(ranked, field.name)
        values[field.name] = getattr(best, field.name)
        if values[field.name]:
            origins[field.name] = _origin(best)
    types = dict.fromkeys(kind for one in ranked for kind in one.publication_types)
    values["publication_types"] = tuple(types)
    origins.pop("publication_types", None)
    whole = replace(richest, **values, field_sources=origins)
    names = [*own_ids(ranked), *_aliases(ranked)]
    return replace(
        whole,
        id=names[0],
        aliases=tuple(names[1:]),
        titles=_titles(whole, ranked),
        evidence=evidence_of(whole) if whole.evidence else None,
        sources=(),
    )


def named(document: Document, doc_id: str) -> Document:
    """A document under another of its names; the former becomes an alias."""
    if doc_id == document.id:
        return document
    names = dict.fromkeys((document.id, *document.aliases))
    return replace(document, id=doc_id, aliases=tuple(name for name in names if name != doc_id))


def own_ids(documents: Sequence[Document]) -> list[str]:
    """What may be the id of a work: its records' ids, then its identifiers, the strongest first."""
    own = {one.id for one in documents}
    others = {name for one in documents for name in work_ids(one.doi, one.pmid, one.pmcid)}
    return [*sorted(own, key=_strength), *sorted(others - own, key=_strength)]


def _aliases(documents: Sequence[Document]) -> list[str]:
    names = {name for one in documents for name in one.aliases}
    return sorted(names.difference(own_ids(documents)), key=_strength)


def _strength(name: str) -> tuple[int, str]:
    found = (n for n, scheme in enumerate(_SCHEMES) if name.startswith(scheme))
    return next(found, len(_SCHEMES)), name


def _richness(one: Document) -> tuple[Any, ...]:
    known = sum(bool(getattr(one, field.name)) for field in fields(Document))
    return (
        not one.text,
        one.text.rstrip().endswith(("...", "…")),
        len(one.sections) < _SECTIONS,
        -len(one.text),
        -known,
        _strength(one.id),
        _origin(one),
        repr({**document_json(one), "sources": ()}),
    )


def _best(ranked: Sequence[Document], name: str) -> Document:
    having = [one for one in ranked if getattr(one, name)]
    if not having:
        return ranked[0]
    if name == "status":
        status = prevailing(one.status for one in having if one.status)
        return next(one for one in having if one.status == status)
    if name == "authors":
        return max(having, key=lambda one: len(one.authors))
    if name == "published":
        return max(having, key=lambda one: len(one.published or ""))
    if name == "citation_count":
        return max(having, key=lambda one: one.citation_count or 0)
    return having[0]


def _titles(whole: Document, ranked: Sequence[Document]) -> dict[str, str]:
    """Other titles by language, without such as differ by a sign or a letter from one there.

    A second one in a language has a private subtag: `en-x-2`.
    """
    said = [whole.title or ""]
    language = whole.language or "und"
    titles: dict[str, str] = {}
    for key, title in _titles_of(ranked):
        if any(title_likeness(one, title) >= NEAR_TITLE for one in said):
            continue
        said.append(title)
        n = 1
        name = key
        while name in titles or name == language:
            n += 1
            name = f"{key}-x-{n}"
        titles[name] = title
    return titles


def _titles_of(ranked: Sequence[Document]) -> Iterator[tuple[str, str]]:
    for one in ranked:
        yield from one.titles.items()
        if one.title:
            yield one.language or "und", one.title


def _origin(one: Document) -> str:
    """File or address, and the place in it, from which a record was read."""
    return next((", ".join(filter(None, (s.location, s.place))) for s in one.sources), "")
