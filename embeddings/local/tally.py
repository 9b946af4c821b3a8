"""The tally of an ingestion: what became of each document that came."""

from embeddings.collection import Changes, Merged
from embeddings.local.works import Made


class Tally:
    """Counts up to now; an id that was given up for another one is counted under that."""

    def __init__(self) -> None:
        self.unchanged = 0
        self._added: list[str] = []
        self._updated: list[str] = []
        self._merged: dict[str, tuple[str, ...]] = {}
        self._here: set[str] = set()

    @property
    def changes(self) -> Changes:
        """What was done up to now."""
        merged = tuple(Merged(name, origins) for name, origins in self._merged.items())
        return Changes(tuple(self._added), tuple(self._updated), self.unchanged, merged)

    def count(self, came_as: str, made: Made, *, known: bool, is_new: bool) -> None:
        """Count a document that came; `known` where its work was there, `is_new` its record."""
        name = made.document.id
        several = all(record.entry.mergeable for record in made.members)
        if is_new and several and (known or name in self._here):
            former = {record.document.id for record in made.members} - {name}
            origins = [one for old in former for one in self._merged.pop(old, ())]
            self._merged[name] = (*self._merged.get(name, ()), *origins, came_as)
        else:
            (self._updated if known else self._added).append(name)
        self._here.add(name)
