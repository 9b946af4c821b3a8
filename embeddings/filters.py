"""Filters of a search: which documents it may find."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that a document meets all of; one without any leaves out retracted works alone.

    Years are inclusive. `journal`, `kind`, `study_type`, `species`, `language` and `doc_ids` pass
    a document that equals any of their values; journals are compared without case, and a journal
    of two names (`A/B`) by either or both. Species are lower-case English names, of which a
    document may have several. Ids may be aliases. A document that lacks a field that is asked for
    does not pass. `without` are ids or aliases of documents that are left out.
    """

    year_from: int | None = None
    year_to: int | None = None
    journal: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    study_type: tuple[str, ...] = ()
    species: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    doc_ids: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    exclude_retracted: bool = True


EVERYTHING = Filters()
"""What is searched where nothing else is asked for: everything that is not retracted."""


def journal_names(journal: str) -> tuple[str, ...]:
    """What journals are compared by: a journal's whole name, then the names of its parts."""
    parts = [" ".join(part.split()).casefold() for part in journal.split("/")]
    return tuple(dict.fromkeys(("/".join(parts), *filter(None, parts))))
