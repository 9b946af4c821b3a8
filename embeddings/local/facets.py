"""Facets: what filters look at, kept in arrays beside the dense index."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.filters import EVERYTHING, Filters
from embeddings.local.store import Row

_NO_YEAR = -32_768
_ROW = np.dtype(
    [
        ("doc", "<u4"),
        ("year", "<i2"),
        ("kind", "<u2"),
        ("language", "<u2"),
        ("study_type", "<u2"),
        ("species", "<u4"),
        ("retracted", "?"),
    ]
)

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Allowed:
    """The passages that filters let through: whether each key does, and how many do."""

    mask: Mask
    count: int

    @property
    def keys(self) -> NDArray[np.int64]:
        """The keys of those passages."""
        return np.flatnonzero(self.mask)


class Facets:
    """One row for each passage key, all zeros where there is no such passage.

    Kinds, languages, study types and sets of species are positions in `names`, whose first stands
    for none; a set of species has a line for each.
    """

    def __init__(self, stored: bytes = b"", names: Sequence[str] = ("",)) -> None:
        self._rows = np.frombuffer(stored, _ROW).copy()
        self._codes = {name: code for code, name in enumerate(names)}
        self._usual: Allowed | None = None

    def put(self, keys: NDArray[np.int64], facets: Sequence[Row]) -> None:
        """Set rows of document key, year, kind, language, study type, species and retracted."""
        if (missing := int(keys.max(initial=-1)) + 1 - len(self._rows)) > 0:
            self._rows = np.append(self._rows, np.zeros(missing + len(self._rows) // 8, _ROW))
        self._rows[keys] = [
            (doc, _NO_YEAR if year is None else year, *map(self._code, names), retracted)
            for doc, year, *names, retracted in facets
        ]
        self._usual = None

    def remove(self, keys: NDArray[np.int64]) -> None:
        """Forget passages."""
        self._rows[keys[keys < len(self._rows)]] = np.zeros(1, _ROW)
        self._usual = None

    def holds(self, keys: NDArray[np.int64]) -> Mask:
        """For each key, whether there is such a passage."""
        held = np.zeros(len(keys), bool)
        inside = keys < len(self._rows)
        held[inside] = self._rows["doc"][keys[inside]] > 0
        return held

    def allowed(
        self, filters: Filters, documents: Sequence[Sequence[int]], without: Sequence[int]
    ) -> Allowed:
        """What filters let through.

        `documents` are keys of documents, of which a passage's has to be in each, and in `without`
        not.
        """
        if filters != EVERYTHING:
            return self._allowed(filters, documents, without)
        if not self._usual:
            self._usual = self._allowed(filters, documents, without)
        return self._usual

    def stored(self) -> tuple[bytes, list[str]]:
        """What the constructor takes."""
        return self._rows.tobytes(), list(self._codes)

    def _allowed(
        self, filters: Filters, documents: Sequence[Sequence[int]], without: Sequence[int]
    ) -> Allowed:
        rows = self._rows
        mask: Mask = rows["doc"] > 0
        if filters.exclude_retracted:
            mask &= ~rows["retracted"]
        if filters.year_from is not None:
            mask &= (rows["year"] >= filters.year_from) & (rows["year"] > _NO_YEAR)
        if filters.year_to is not None:
            mask &= (rows["year"] <= filters.year_to) & (rows["year"] > _NO_YEAR)
        for column in ("kind", "language", "study_type", "species"):
            wanted: tuple[str, ...] = getattr(filters, column)
            if wanted:
                mask &= np.isin(rows[column], self._codes_of(wanted))
        for among in documents:
            mask &= self._of(among)
        if without:
            mask &= ~self._of(without)
        return Allowed(mask, int(mask.sum()))

    def _of(self, documents: Sequence[int]) -> Mask:
        """Which passages are of documents."""
        named = np.zeros(int(self._rows["doc"].max(initial=0)) + 1, bool)
        inside = np.asarray(documents, np.int64)
        named[inside[inside < len(named)]] = True
        return np.asarray(named[self._rows["doc"]])

    def _code(self, name: str | None) -> int:
        return self._codes.setdefault(name or "", len(self._codes))

    def _codes_of(self, wanted: Sequence[str]) -> list[int]:
        """The codes of names that are any of those wanted, or hold any in a line."""
        among = set(wanted) - {""}
        return [code for name, code in self._codes.items() if among.intersection(name.split("\n"))]
