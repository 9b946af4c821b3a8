"""Copies: documents that say what another says, so that taking one out takes out its answer."""

from collections.abc import Iterable, Set

import numpy as np
from numpy.typing import NDArray

from embeddings.terms import terms_of
from seeds.document import Document

NEAR_COPY = 0.8
"""A document is a near copy of one with which it shares this share of the words of the shorter."""


class Corpus:
    """The documents of a collection, each with its words, for finding copies."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.ids: list[str] = []
        self._words: list[Set[str]] = []
        self._pmids: list[str | None] = []
        places: dict[str, list[int]] = {}
        for at, document in enumerate(documents):
            words = set(terms_of(document.text))
            self.ids.append(document.id)
            self._words.append(words)
            self._pmids.append(document.pmid)
            for word in words:
                places.setdefault(word, []).append(at)
        self._places = {word: np.array(found) for word, found in places.items()}
        self._lengths = np.array([len(words) for words in self._words])
        self._at = {name: at for at, name in enumerate(self.ids)}

    def copies(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids of those documents, of others of their PMIDs, and of near copies of them."""
        gone = np.zeros(len(self.ids), bool)
        known = [self._at[name] for name in ids if name in self._at]
        for at in known:
            gone |= self._near(at)
        gone[known] = True
        pmids = {self._pmids[at] for at in known} - {None}
        return tuple(
            name
            for name, pmid, out in zip(self.ids, self._pmids, gone, strict=True)
            if out or pmid in pmids
        )

    def _near(self, at: int) -> NDArray[np.bool_]:
        shared = np.zeros(len(self.ids), int)
        for word in self._words[at]:
            shared[self._places[word]] += 1
        shorter = np.minimum(self._lengths, len(self._words[at]))
        return np.asarray((shared >= NEAR_COPY * shorter) & (shared > 0))
