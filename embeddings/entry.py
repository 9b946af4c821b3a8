"""Entries: bibliographic records as works are compared by, and how related ones find each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations

from embeddings.bibliography import family_names, is_preprint
from embeddings.title import is_notice, title_keys, title_words
from seeds.document import Document
from seeds.identifier import normal_doi, normal_id, work_ids

SCHEMES = ("doi:", "pmid:", "pmcid:")
VERSION_YEARS = 3
"""Years between a preprint and its paper, at most."""

_SAME_YEARS = 1  # online at the end of one year, in print in the next
_PREPRINT = "preprint"
_NOTICES = ("erratum", "corrigend", "expression of concern", "retraction of", "retraction notice")
_MEETING = ("meeting abstract", "conference abstract", "conference paper", "congress")
_STATED = [
    frozenset(stated)
    for stated in chain.from_iterable(combinations(SCHEMES, n) for n in range(len(SCHEMES) + 1))
]


@dataclass(frozen=True)
class Entry:
    """A record as works are compared by; what is derived is derived once."""

    document: Document

    @cached_property
    def mergeable(self) -> bool:
        """Whether it is an abstract that says which work it is of."""
        one = self.document
        if one.kind != "abstract" or one.id.startswith("beir:"):
            return False
        return bool(self.claimed or (one.title and one.authors and one.published))

    @cached_property
    def claimed(self) -> frozenset[str]:
        """The ids of the work: its identifiers, and what else names it."""
        names = (self.document.id, *self.document.aliases)
        return self.own | {name for name in map(normal_id, names) if name.startswith(SCHEMES)}

    @cached_property
    def own(self) -> frozenset[str]:
        """The identifiers that the record itself states."""
        one = self.document
        doi = normal_doi(one.doi) if one.doi else None
        stated = {normal_id(name) for name in work_ids(doi, one.pmid, one.pmcid)}
        name = normal_id(one.id)
        return frozenset(stated | ({name} if name.startswith(SCHEMES) else set()))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(title_words(self.document.text))

    @cached_property
    def names(self) -> frozenset[str]:
        """What may be the first author's family name."""
        return family_names(self.document.authors[0]) if self.document.authors else frozenset()

    @cached_property
    def nature(self) -> str:
        """Preprint, notice, meeting abstract or, by default, article: no two are the same work."""
        one = self.document
        types = [kind.casefold() for kind in one.publication_types]
        if is_notice(one.title or "") or any(mark in kind for kind in types for mark in _NOTICES):
            return "notice"
        if is_preprint(one, types):
            return _PREPRINT
        return "meeting" if any(mark in kind for kind in types for mark in _MEETING) else "article"

    def found_by(self) -> Iterator[str]:
        """By what related records find it."""
        yield from self._ids_of_work()
        found, _ = self._title_keys
        yield from self._titled(found, [(self._stated, 0)])

    def looks_for(self) -> Iterator[str]:
        """By what it finds them: each name here of a related record is in its `found_by`.

        Titles are not looked for among records that state other identifiers of the same schemes,
        nor far from its year: of many like titles, few could be the same work.
        """
        yield from self._ids_of_work()
        near = range(-_SAME_YEARS, _SAME_YEARS + 1)
        far = range(-VERSION_YEARS, VERSION_YEARS + 1)
        is_preprint = self.nature == _PREPRINT
        others = [one for one in _STATED if is_preprint or not one & self._schemes]
        years = far if is_preprint else near
        _, sought = self._title_keys
        yield from self._titled(sought, [(_named(one), year) for one in others for year in years])
        yield from self._titled(sought, [(_PREPRINT, year) for year in far])

    @cached_property
    def _schemes(self) -> frozenset[str]:
        return frozenset(
            scheme for scheme in SCHEMES for name in self.own if name[: len(scheme)] == scheme
        )

    @property
    def _stated(self) -> str:
        return _PREPRINT if self.nature == _PREPRINT else _named(self._schemes)

    def _ids_of_work(self) -> Iterator[str]:
        yield f"id {self.document.id}"
        if self.mergeable:
            yield from (f"id {name}" for name in self.claimed if name != self.document.id)

    @cached_property
    def _title_keys(self) -> tuple[set[str], set[str]]:
        return title_keys(self.document.title or "") if self.mergeable else (set(), set())

    def _titled(self, keys: set[str], sorts: list[tuple[str, int]]) -> Iterator[str]:
        """Names by title, first author and year, for what such records state and years from it."""
        if published := self.document.year:
            for key in keys:
                for name in self.names:
                    yield from (f"{sort} {published + year} {name} {key}" for sort, year in sorts)


def _named(schemes: frozenset[str]) -> str:
    return "".join(sorted(schemes))
