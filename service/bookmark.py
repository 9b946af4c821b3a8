"""A bookmark: where a collect that was interrupted goes on, kept in the collection's folder."""

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path

from seeds.collect.live import Position, Search


class Bookmark:
    """The file that holds the position of one search, as long as that is not at its end."""

    def __init__(self, folder: Path, search: Search) -> None:
        self._search = [search.location, search.since.isoformat() if search.since else None]
        digest = hashlib.sha256(json.dumps(self._search).encode()).hexdigest()
        self._file = folder / f"collect-{digest[:16]}.json"

    def read(self) -> Position:
        """The position that was kept; the beginning where there is none, or none that holds."""
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Position()
        match kept:
            case {
                "search": search,
                "given": int(given),
                "taken": int(taken),
                "next": str(following),
            } if search == self._search:
                return Position(given, taken, following)
            case _:
                return Position()

    def keep(self, position: Position | None) -> None:
        """Keep a position, or none at the end of the search. Raises `OSError`."""
        if position is None or position.next is None:
            self._file.unlink(missing_ok=True)
            return
        text = json.dumps({"search": self._search, **asdict(position)}, indent=2)
        new = self._file.with_suffix(".new")
        new.write_text(text + "\n", encoding="utf-8")
        os.replace(new, self._file)
