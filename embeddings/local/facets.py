"""Facets: what filters look at, kept in arrays beside the dense index."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.filters import Filters
from embeddings.local.store import Row

_NO_YEAR = -32_768
_ROW = np.dtype([("doc", "<u4"), ("year", "<i2"), ("kind", "<u2"), ("language", "<u2")])

Mask = NDArray[np.bool_]


class Facets:
    """One row for each passage key, all zeros where there is no such passage.

    Kinds and languages are positions in `names`, whose first stands for none.
    """

    def __init__(self, stored: bytes = b"", names: Sequence[str] = ("",)) -> None:
        self._rows = np.frombuffer(stored, _ROW).copy()
        self._codes = {name: code for code, name in enumerate(names)}

    def put(self, keys: NDArray[np.int64], facets: Sequence[Row]) -> None:
        """Set rows of document key, year, kind and language."""
        if (missing := int(keys.max(initial=-1)) + 1 - len(self._rows)) > 0:
            self._rows = np.append(self._rows, np.zeros(missing + len(self._rows) // 8, _ROW))
        self._rows[keys] = [
            (doc, _NO_YEAR if year is None else year, self._code(kind), self._code(language))
            for doc, year, kind, language in facets
        ]

    def remove(self, keys: NDArray[np.int64]) -> None:
        """Forget passages."""
        self._rows[keys[keys < len(self._rows)]] = np.zeros(1, _ROW)

    def holds(self, keys: NDArray[np.int64]) -> Mask:
        """For each key, whether there is such a passage."""
        held = np.zeros(len(keys), bool)
        inside = keys < len(self._rows)
        held[inside] = self._rows["doc"][keys[inside]] > 0
        return held

    def allowed(self, filters: Filters, documents: Sequence[Sequence[int]]) -> Mask:
        """For each key, whether filters let it through.

        `documents` are keys of documents, of which a passage's has to be in each.
        """
        rows = self._rows
        mask: Mask = rows["doc"] > 0
        if filters.year_from is not None:
            mask &= (rows["year"] >= filters.year_from) & (rows["year"] > _NO_YEAR)
        if filters.year_to is not None:
            mask &= (rows["year"] <= filters.year_to) & (rows["year"] > _NO_YEAR)
        for column, names in (("kind", filters.kind), ("language", filters.language)):
            if names:
                mask &= np.isin(rows[column], [self._codes[n] for n in names if self._codes.get(n)])
        for among in documents:
            named = np.zeros(int(rows["doc"].max(initial=0)) + 1, bool)
            inside = np.asarray(among, np.int64)
            named[inside[inside < len(named)]] = True
            mask &= named[rows["doc"]]
        return mask

    def stored(self) -> tuple[bytes, list[str]]:
        """What the constructor takes."""
        return self._rows.tobytes(), list(self._codes)

    def _code(self, name: str | None) -> int:
        return self._codes.setdefault(name or "", len(self._codes))
