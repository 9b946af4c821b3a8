"""The tally of an ingestion: what became of each document that came."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from embeddings.collection import Changes, Fate, Merged
from embeddings.local import documents
from embeddings.local.store import Store
from embeddings.local.works import Made
from seeds.document import Document


class Tally:
    """Counts up to now; an id that was given up for another one is counted under that."""

    def __init__(self) -> None:
        self._added: list[str] = []
        self._updated: list[str] = []
        self._merged: dict[str, tuple[str, ...]] = {}
        self._here: set[str] = set()
        self._fates: defaultdict[str, Counter[Fate]] = defaultdict(Counter)

    def changes(self, store: Store) -> Changes:
        """What was done up to now, under the ids that works have by now."""
        return Changes(
            added=_present(store, self._added),
            updated=_present(store, self._updated),
            unchanged=sum(fates[Fate.UNCHANGED] for fates in self._fates.values()),
            merged=tuple(Merged(name, origins) for name, origins in self._merged.items()),
            fates=self._fates,
        )

    def count_unchanged(self, came: Document) -> None:
        """Count a document that came as it is."""
        self._count(came, Fate.UNCHANGED)

    def count(self, came: Document, made: Made, *, known: bool, is_new: bool) -> None:
        """Count a document that came; `known` where its work was there, `is_new` its record."""
        name = made.document.id
        several = all(record.entry.mergeable for record in made.members)
        if is_new and several and (known or name in self._here):
            former = {record.document.id for record in made.members} - {name}
            origins = [one for old in former for one in self._merged.pop(old, ())]
            self._merged[name] = (*self._merged.get(name, ()), *origins, came.id)
            self._count(came, Fate.MERGED)
        elif known:
            self._updated.append(name)
            self._count(came, Fate.UPDATED)
        else:
            self._added.append(name)
            self._count(came, Fate.ADDED)
        self._here.add(name)

    def _count(self, came: Document, fate: Fate) -> None:
        location = came.sources[0].location if came.sources else ""
        self._fates[location][fate] += 1


def _present(store: Store, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(documents.named(store, names).values())
