"""The lexical index: tantivy over the words of passages, and the fields that filters look at."""

import contextlib
import json
import logging
import math
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import tantivy
from tantivy import FieldType, Occur, Query

from embeddings.filters import Filters, journal_names
from embeddings.local import fault, passages
from embeddings.local.file import replace_file
from embeddings.local.folder import LEXICAL
from embeddings.local.posting import AROUND, TEXTS, lexical_words, posting_of, schema
from embeddings.local.store import Store
from embeddings.terms import pairs_of

_MARK = "generation.json"
_FORMAT = 3
_HEAP = 64_000_000
_RETRACTED = "retracted"
_VIEWS = ("words", AROUND)
"""The words of a passage by itself, and those with the passages before and after it."""
_COUNT = {"count": {"value_count": {"field": "key"}}}
_DECIMALS = 4
"""Of scores: tantivy adds up the terms of a passage in no fixed order, and rounds each sum."""
_MOST = 2.2
"""What BM25 comes near to, in inverse document frequencies, where a word fills a passage."""
_PRESENCE = 2.2
"""The delta of BM25+: being there weighs as much as being there often."""
_log = logging.getLogger(__name__)


class LexicalIndex:
    """The index of a folder: searched by any number of threads, written by the lock's holder.

    Its generation, -1 where there is no readable index, is in a file written after tantivy's
    commit: a commit that went ahead of it is made again.
    """

    def __init__(self, folder: Path) -> None:
        self.generation = -1
        self.folder = folder
        self._schema = schema()
        self._index: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._guard = threading.Lock()
        self._aside = (folder.with_name(f".{LEXICAL}.new"), folder.with_name(f".{LEXICAL}.old"))

    def refresh(self) -> None:
        """See what was committed, by whatever process."""
        with self._guard:
            generation = self._mark()
            if generation in (self.generation, -1):  # without a mark, it is just being replaced
                return
            try:
                with self._faults():
                    if not tantivy.Index.exists(str(self.folder)):
                        raise ValueError("meta.json is missing")  # opening would make another
                    if self._index:
                        self._index.reload()
                    else:
                        self._index = self._opened()
                    self.generation = generation
            except fault.DamagedIndexError as error:
                _log.warning("%s", error)
                self._index, self.generation = None, -1

    def catch_up(self, store: Store) -> None:
        """Take in what was committed to the store, durably; for the lock's holder."""
        for left in self._aside:  # by a rebuilding that was killed
            shutil.rmtree(left, ignore_errors=True)
        self.refresh()
        state = store.state()
        if not state.floor <= self.generation <= state.generation:
            self.rebuild(store)
        elif self.generation < state.generation:
            try:
                self._take(store, self.generation, state.generation)
            except fault.DamagedIndexError as error:
                _log.warning("%s", error)
                self.rebuild(store)
            self.refresh()

    def rebuild(self, store: Store) -> None:
        """Make the index anew, aside, and put it in place; for the lock's holder."""
        self.release()
        place, old = self._aside
        new = LexicalIndex(place)
        with self._faults():
            for left in self._aside:
                shutil.rmtree(left, ignore_errors=True)
            new.folder.mkdir()
            new._take(store, -1, store.state().generation)
            new.release()
            if self.folder.exists():
                self.folder.rename(old)
            new.folder.rename(self.folder)
            shutil.rmtree(old, ignore_errors=True)
        self._index, self.generation = None, -1
        self.refresh()

    def release(self) -> None:
        """Let the writer go, once it has merged what it is merging."""
        writer, self._writer = self._writer, None
        if writer:
            with contextlib.suppress(ValueError):  # what was not merged is with a later commit
                writer.wait_merging_threads()

    def search(
        self, text: str, count: int, filters: Filters, documents: Sequence[int] | None
    ) -> list[tuple[int, float]]:
        """Keys and scores of the best passages, best first; `documents` are keys of documents."""
        terms = [
            (Occur.Should, Query.term_query(self._schema, field, term, "freq"))
            for field, term in _terms(text)
        ]
        if not terms or not (index := self._index):
            return []
        conditions = [
            (Occur.Must, Query.const_score_query(condition, 0.0))
            for condition in self._conditions(filters, documents)
        ]
        query = Query.boolean_query([(Occur.Must, Query.boolean_query(terms)), *conditions])
        with self._faults():
            searcher = index.searcher()
            # Without any there, the condition would cost, and change nothing.
            if filters.exclude_retracted and searcher.doc_freq("status", _RETRACTED):
                retracted = Query.term_query(self._schema, "status", _RETRACTED, "basic")
                query = Query.boolean_query([(Occur.Must, query), (Occur.MustNot, retracted)])
            hits = searcher.search(query, max(1, min(count, searcher.num_docs)), count=False).hits
            keys = searcher.fast_field_values("key", [address for _, address in hits])
        scores = [round(score, _DECIMALS) for score, _ in hits]
        return [(int(key or 0), score) for key, score in zip(keys, scores, strict=True)]

    def shares(self, text: str, keys: Sequence[int]) -> list[tuple[int, float]]:
        """Keys and scores of the passages of the keys that hold words of the text.

        Half a score is of the passage by itself, half of it with those before and after it.

        BM25+ (Lv and Zhai 2011): a word that is there at all adds `_PRESENCE` times its inverse
        document frequency to its BM25. Divided by the most that the words could score.
        """
        if not keys or not (index := self._index):
            return []
        with self._faults():
            searcher = index.searcher()
            parts = [part for view in _VIEWS for part in self._parts(searcher, text, view)]
            if not parts:
                return []
            there = Query.const_score_query(Query.term_set_query(self._schema, "key", keys), 0.0)
            scores = Query.boolean_query([(Occur.Should, part) for part in parts])
            query = Query.boolean_query([(Occur.Must, there), (Occur.Must, scores)])
            hits = searcher.search(query, len(keys), count=False).hits
            found = searcher.fast_field_values("key", [address for _, address in hits])
        shares = [round(share, _DECIMALS + 1) for share, _ in hits]
        return [(int(key or 0), share) for key, share in zip(found, shares, strict=True)]

    def _parts(self, searcher: tantivy.Searcher, text: str, view: str) -> Iterator[Query]:
        """What together scores the text's words in one view, its share of the whole at most."""
        terms = [(view if field == "words" else field, name) for field, name in _terms(text)]
        rarities = [_rarity(searcher.num_docs, self._count(searcher, *term)) for term in terms]
        most = (_MOST + _PRESENCE) * sum(rarities) * len(_VIEWS)
        for (field, name), rarity in zip(terms, rarities, strict=True):
            term = Query.term_query(self._schema, field, name, "freq")
            yield Query.boost_query(term, 1 / most)
            yield Query.const_score_query(term, _PRESENCE * rarity / most)

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """For each term, the number of passages that hold it."""
        if not (index := self._index):
            return [0] * len(terms)
        with self._faults():
            searcher = index.searcher()
            return [sum(self._count(searcher, field, term) for field in TEXTS) for term in terms]

    def keys(self) -> list[int]:
        """The keys of all passages in the index."""
        if not (index := self._index):
            return []
        with self._faults():
            searcher = index.searcher()
            hits = searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False).hits
            keys = searcher.fast_field_values("key", [address for _, address in hits])
        return [int(key or 0) for key in keys]

    def _count(self, searcher: tantivy.Searcher, field: str, term: str) -> int:
        # A document frequency of tantivy's counts what was deleted until it is merged away.
        query = Query.term_query(self._schema, field, term, "freq")
        return int(searcher.aggregate(query, _COUNT)["count"]["value"])

    def _conditions(self, filters: Filters, documents: Sequence[int] | None) -> Iterator[Query]:
        if filters.year_from is not None or filters.year_to is not None:
            yield Query.range_query(
                self._schema, "year", FieldType.Integer, filters.year_from, filters.year_to
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
                yield Query.term_set_query(self._schema, field, names)
        if documents is not None:
            yield Query.term_set_query(self._schema, "doc", documents)

    def _take(self, store: Store, after: int, upto: int) -> None:
        """Write what was removed and added since a generation (-1: all, to a new index)."""
        try:
            with self._faults():
                if not self._writer:
                    self._writer = self._opened().writer(_HEAP, 1)
                    # A writer that was killed leaves files that are in the way, and merges undone:
                    # these lose the first operation, as it has the number of the last commit.
                    self._writer.garbage_collect_files()
                    self._writer.delete_documents_by_query(Query.empty_query())
                self._delete(passages.removed(store, after, upto).tolist() if after >= 0 else [])
                for rows in passages.added(store, passages.TEXTS, after, upto):
                    self._delete([row[0] for row in rows] if after >= 0 else [])
                    for row in rows:
                        self._writer.add_document(posting_of(row))
                self._writer.commit()
                replace_file(self.folder / _MARK, [_marked(upto)])
        except BaseException:
            self._writer = None  # and with it what it did not commit
            raise

    def _delete(self, keys: Sequence[int]) -> None:
        # Not by term: tantivy reads a Python integer as signed, and finds no unsigned one.
        if self._writer and keys:
            query = Query.term_set_query(self._schema, "key", keys)
            self._writer.delete_documents_by_query(query)

    def _opened(self) -> tantivy.Index:
        index = tantivy.Index(self._schema, str(self.folder))
        index.config_reader("manual")
        return index

    def _mark(self) -> int:
        try:
            mark = json.loads((self.folder / _MARK).read_bytes())
            return int(mark["generation"]) if mark["format"] == _FORMAT else -1
        except (OSError, ValueError, KeyError, TypeError):
            return -1

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise fault.of_system(self.folder.parent, error) from error
        except ValueError as error:
            raise fault.of_tantivy(self.folder.parent, error) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # of Rust; it is no Exception
                raise
            raise fault.of_tantivy(self.folder.parent, error) from error


def _marked(generation: int) -> bytes:
    return json.dumps({"format": _FORMAT, "generation": generation}).encode()


def _terms(text: str) -> list[tuple[str, str]]:
    """Field and term of each thing to look for, once."""
    wanted = {"words": lexical_words(text), "pairs": pairs_of(text)}
    return [(field, term) for field, found in wanted.items() for term in dict.fromkeys(found)]


def _rarity(passages: int, holding: int) -> float:
    """The inverse document frequency of BM25."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
