"""The lexical index: tantivy over the words of passages, and the fields that filters look at."""

import contextlib
import json
import logging
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import tantivy
from tantivy import Query

from embeddings.filters import Filters
from embeddings.local import fault, passages
from embeddings.local.file import replace_file
from embeddings.local.folder import LEXICAL
from embeddings.local.lexical_query import LexicalQueries
from embeddings.local.posting import TEXTS, posting_of, schema
from embeddings.local.store import Store

_MARK = "generation.json"
_FORMAT = 3
_HEAP = 64_000_000
_DECIMALS = 4
"""Of scores: tantivy adds up the terms of a passage in no fixed order, and rounds each sum."""
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
        self,
        text: str,
        count: int,
        filters: Filters,
        documents: Sequence[int] | None,
        without: Sequence[int],
    ) -> list[tuple[int, float]]:
        """Keys and scores of the best passages, best first.

        `documents` and `without` are keys of documents that are searched, and left out.
        """
        if not (index := self._index):
            return []
        with self._faults():
            queries = LexicalQueries(self._schema, index.searcher())
            query = queries.best(text, filters, documents, without)
            hits = _hits(queries.searcher, query, count)
        return [(key, round(score, _DECIMALS)) for key, score in hits]

    def shares(self, text: str, keys: Sequence[int]) -> list[tuple[int, float]]:
        """Keys of the passages of the keys that hold words of the text, each with its share.

        See `LexicalQueries.shares`.
        """
        if not keys or not (index := self._index):
            return []
        with self._faults():
            queries = LexicalQueries(self._schema, index.searcher())
            hits = _hits(queries.searcher, queries.shares(text, keys), len(keys))
        return [(key, round(share, _DECIMALS + 1)) for key, share in hits]

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """For each term, the number of passages that hold it."""
        if not (index := self._index):
            return [0] * len(terms)
        with self._faults():
            queries = LexicalQueries(self._schema, index.searcher())
            return [sum(queries.holding(field, term) for field in TEXTS) for term in terms]

    def keys(self) -> list[int]:
        """The keys of all passages in the index."""
        if not (index := self._index):
            return []
        with self._faults():
            searcher = index.searcher()
            return [key for key, _ in _hits(searcher, Query.all_query(), searcher.num_docs)]

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


def _hits(searcher: tantivy.Searcher, query: Query | None, count: int) -> list[tuple[int, float]]:
    """Keys and scores of the best passages."""
    if query is None:
        return []
    hits = searcher.search(query, max(1, min(count, searcher.num_docs)), count=False).hits
    keys = searcher.fast_field_values("key", [address for _, address in hits])
    return [(int(key or 0), score) for key, (score, _) in zip(keys, hits, strict=True)]
