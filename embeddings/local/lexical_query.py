"""Queries: what tantivy is asked for a text and filters."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tantivy
from tantivy import FieldType, Occur, Query

from embeddings.filters import Filters, journal_names
from embeddings.local.posting import AROUND, lexical_words
from embeddings.terms import pairs_of

_RETRACTED = "retracted"
_VIEWS = ("words", AROUND)
"""The words of a passage by itself, and those with the passages before and after it."""
_COUNT = {"count": {"value_count": {"field": "key"}}}
_MOST = 2.2
"""What BM25 comes near to, in inverse document frequencies, where a word fills a passage."""
_PRESENCE = 2.2
"""The delta of BM25+: being there weighs as much as being there often."""


@dataclass(frozen=True, slots=True)
class LexicalQueries:
    """Queries for an index as it is at one moment."""

    schema: tantivy.Schema
    searcher: tantivy.Searcher

    def best(
        self,
        text: str,
        filters: Filters,
        documents: Sequence[int] | None,
        without: Sequence[int],
    ) -> Query | None:
        """For passages with words of the text, by BM25; None where it has none to look for."""
        terms = [
            (Occur.Should, Query.term_query(self.schema, field, term, "freq"))
            for field, term in _terms(text)
        ]
        if not terms:
            return None
        conditions = [
            (Occur.Must, Query.const_score_query(condition, 0.0))
            for condition in self._conditions(filters, documents)
        ]
        # Without any there, the condition would cost, and change nothing.
        if filters.exclude_retracted and self.searcher.doc_freq("status", _RETRACTED):
            retracted = Query.term_query(self.schema, "status", _RETRACTED, "basic")
            conditions.append((Occur.MustNot, retracted))
        if without:
            left_out = Query.term_set_query(self.schema, "doc", without)
            conditions.append((Occur.MustNot, left_out))
        return Query.boolean_query([(Occur.Must, Query.boolean_query(terms)), *conditions])

    def shares(self, text: str, keys: Sequence[int]) -> Query | None:
        """For those of the keys that hold words of the text, by their share of these.

        Half a score is of the passage by itself, half of it with those before and after it.

        BM25+ (Lv and Zhai 2011): a word that is there at all adds `_PRESENCE` times its inverse
        document frequency to its BM25. Divided by the most that the words could score.
        """
        parts = [part for view in _VIEWS for part in self._parts(text, view)]
        if not parts:
            return None
        there = Query.const_score_query(Query.term_set_query(self.schema, "key", keys), 0.0)
        scores = Query.boolean_query([(Occur.Should, part) for part in parts])
        return Query.boolean_query([(Occur.Must, there), (Occur.Must, scores)])

    def holding(self, field: str, term: str) -> int:
        """How many passages hold a term."""
        # A document frequency of tantivy's counts what was deleted until it is merged away.
        query = Query.term_query(self.schema, field, term, "freq")
        return int(self.searcher.aggregate(query, _COUNT)["count"]["value"])

    def _parts(self, text: str, view: str) -> Iterator[Query]:
        """What together scores the text's words in one view, its share of the whole at most."""
        terms = [(view if field == "words" else field, name) for field, name in _terms(text)]
        rarities = [_rarity(self.searcher.num_docs, self.holding(*term)) for term in terms]
        most = (_MOST + _PRESENCE) * sum(rarities) * len(_VIEWS)
        for (field, name), rarity in zip(terms, rarities, strict=True):
            term = Query.term_query(self.schema, field, name, "freq")
            yield Query.boost_query(term, 1 / most)
            yield Query.const_score_query(term, _PRESENCE * rarity / most)

    def _conditions(self, filters: Filters, documents: Sequence[int] | None) -> Iterator[Query]:
        if filters.year_from is not None or filters.year_to is not None:
            yield Query.range_query(
                self.schema, "year", FieldType.Integer, filters.year_from, filters.year_to
            )
        journals = [journal_names(journal)[0] for journal in filters.journal]
        columns = {
            "journal": journals,
            "kind": filters.kind,
            "study_type": filters.study_type,
            "species": filters.species,
            "language": filters.language,
        }
        for field, names in columns.items():
            if names:
                yield Query.term_set_query(self.schema, field, names)
        if documents is not None:
            yield Query.term_set_query(self.schema, "doc", documents)


def _terms(text: str) -> list[tuple[str, str]]:
    """Field and term of each thing to look for, once."""
    wanted = {"words": lexical_words(text), "pairs": pairs_of(text)}
    return [(field, term) for field, found in wanted.items() for term in dict.fromkeys(found)]


def _rarity(passages: int, holding: int) -> float:
    """The inverse document frequency of BM25."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
