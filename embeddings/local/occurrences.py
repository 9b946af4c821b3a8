"""Occurrences: how often an id has come from the source that is being read."""

_MOST = 1_000_000


class Occurrences:
    """Counts for one source at a time, which is read from its beginning to its end.

    After a million ids of one source counting starts again: of a file as large as that, what
    comes under an id far apart is taken for a newer record of it, so that memory is bounded.
    """

    def __init__(self) -> None:
        self._location = ""
        self._counts: dict[str, int] = {}

    def before(self, location: str, doc_id: str) -> int:
        """How many times the id has been counted."""
        return self._counts.get(doc_id, 0) if location == self._location else 0

    def count(self, location: str, doc_id: str) -> None:
        """Count an id that came from the location."""
        if location != self._location or len(self._counts) >= _MOST:
            self._location = location
            self._counts = {}
        self._counts[doc_id] = self.before(location, doc_id) + 1
