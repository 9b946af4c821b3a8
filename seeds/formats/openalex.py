"""OpenAlex: works, with their abstracts as inverted indexes."""

import re
from collections.abc import Iterator

from seeds.bibliography import abstract_document, plain_abstract
from seeds.document import Document
from seeds.json_object import Fields, inner, objects, text_of, texts
from seeds.markup import markup_text
from seeds.status import Status

NAME = "OpenAlex"

_WORK = re.compile(r"(?:https?://)?(?:(?:api\.)?openalex\.org/)?(?:works/)?(W\d+)", re.IGNORECASE)
_TELLING = frozenset(
    ("abstract_inverted_index", "authorships", "primary_location", "publication_year")
)
_TYPES = {
    "article": "Journal Article",
    "erratum": "Published Erratum",
    "journal-article": "Journal Article",
    "posted-content": "Preprint",
    "retraction": "Retraction of Publication",
}
_NOTICES = frozenset(("erratum", "retraction"))
# OpenAlex marks notices as retracted works.
_NOTICE_TITLE = re.compile(
    r"(?:notice\s+of\s+retraction|retraction\s+(?:note|notice)|(?:statement\s+of\s+)?retraction)"
    r"\s*(?:[:.–—-]|\b(?:of|to|for|notice)\b)",
    re.IGNORECASE,
)
_MOST_WORDS = 100_000


def is_work(fields: Fields) -> bool:
    """Whether an object is a work: by its id, or by two fields that only works have."""
    return bool(_WORK.fullmatch(text_of(fields, "id"))) or len(_TELLING & fields.keys()) > 1


def openalex_document(work: Fields) -> Document | str:
    """The document of a work, or the reason why there is none."""
    ids = inner(work, "ids")
    own = _WORK.fullmatch(text_of(work, "id") or text_of(ids, "openalex"))
    kind = text_of(work, "type")
    return abstract_document(
        title=text_of(work, "title", "display_name"),
        abstract=plain_abstract(inverted(inner(work, "abstract_inverted_index"))),
        doi=[*texts([work], "doi"), *texts([ids], "doi")],
        pmid=texts([ids], "pmid"),
        pmcid=texts([ids], "pmcid"),
        key=own[1].upper() if own else None,
        authors=_authors(work),
        journal=_journal(work),
        published=_dates(work),
        url=[
            *texts([inner(work, "primary_location")], "landing_page_url"),
            *texts([work], "doi", "id"),
        ],
        language=text_of(work, "language"),
        publication_types=[_TYPES.get(kind, kind.replace("-", " ").capitalize())] if kind else [],
        mesh=texts(objects(work.get("mesh")), "descriptor_name"),
        citation_count=_count(work.get("cited_by_count")),
        status=_status(work, kind),
    )


def inverted(index: Fields) -> str:
    """The text of an inverted index, `{word: [positions]}`: words in order, one space between.

    Missing positions leave nothing; words that share a position follow each other in the index's
    order.
    """
    placed = [
        (position, word)
        for word, positions in index.items()
        if isinstance(positions, list)
        for position in positions
        if isinstance(position, int) and not isinstance(position, bool)
    ]
    placed.sort(key=lambda one: one[0])
    return " ".join(word for _, word in placed[:_MOST_WORDS])


def _authors(work: Fields) -> Iterator[str]:
    for authorship in objects(work.get("authorships")):
        yield text_of(inner(authorship, "author"), "display_name") or text_of(
            authorship, "raw_author_name"
        )


def _journal(work: Fields) -> str:
    """The name of the journal; a repository is named only where a work has nothing else."""
    locations = [inner(work, "primary_location"), *objects(work.get("locations"))]
    sources = [inner(location, "source") for location in locations]
    sources.append(inner(work, "host_venue"))
    sources.sort(key=lambda source: source.get("type") == "repository")
    return next(texts(sources, "display_name"), "")


def _dates(work: Fields) -> Iterator[str]:
    """The date; the first of January stands for a year of which nothing else is known."""
    date, year = text_of(work, "publication_date"), text_of(work, "publication_year")
    if date.endswith("-01-01"):
        yield date[:4]
    yield from (date, year)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _status(work: Fields, kind: str) -> Status | None:
    title = markup_text(text_of(work, "title", "display_name"))
    if kind in _NOTICES or _NOTICE_TITLE.match(title):
        return Status("notice", next(filter(None, _dates(work)), None), NAME)
    return Status("retracted", None, NAME) if work.get("is_retracted") is True else None
