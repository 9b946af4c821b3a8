"""Ingestion: documents on their way into the store, encoded together and written at once."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from embeddings.collection import Changes, Prepare
from embeddings.encoder import Encoder
from embeddings.entry import Entry
from embeddings.local import documents, passages, records, statuses
from embeddings.local.change import Change, blobs_of, encoded, row_of, texts_of
from embeddings.local.occurrences import Occurrences
from embeddings.local.passages import StoredPassage
from embeddings.local.records import Kin, Place
from embeddings.local.store import Store
from embeddings.local.tally import Tally
from embeddings.local.works import Placed, outcome
from embeddings.passage import PassageInput, passages_of
from seeds.document import Document, Section, Source
from seeds.status import Marking

_PASSAGES = 64
_DOCUMENTS = 512

_Cut = tuple[str | None, str, tuple[Section, ...]]


@dataclass(frozen=True, slots=True)
class Coming:
    """A document that waits to be written, as a record of each place that it came from."""

    document: Document
    came: bytes
    sources: Mapping[Place, Source | None]
    is_new: bool


class Ingestion:
    """Documents gathered until it is worth encoding and committing them; for the lock's holder."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self._store = store
        self._encoder = encoder
        self._ids: list[str] = []
        self._coming: list[Coming] = []
        self._cut: dict[_Cut, list[PassageInput]] = {}
        self._waiting = 0
        self._tally = Tally()
        self._occurrences = Occurrences()
        self._places: set[tuple[str, Place]] = set()

    @property
    def changes(self) -> Changes:
        """What was done up to now."""
        return self._tally.changes(self._store)

    def has_room_for(self, document: Document) -> bool:
        """Whether a document can wait with the others; one of one place cannot wait twice."""
        full = self._waiting >= _PASSAGES or len(self._places) >= _DOCUMENTS
        return not full and self._known_by(document).isdisjoint(self._places)

    def put(self, document: Document, prepare: Prepare) -> None:
        """Gather a document, prepared where it is new or changed."""
        document = replace(document, versions=(), field_sources={})
        self._ids.append(document.id)
        came = records.digest_of(document)
        recorded = records.came(self._store, document.id)
        sources = {
            place: source
            for place, source in self._places_of(document)
            if recorded.get(place) != came
        }
        self._places |= self._known_by(document)
        for source in document.sources:
            self._occurrences.count(source.location, document.id)
        if not sources:
            self._tally.count_unchanged(document)
            return
        is_new = not sources.keys() & recorded.keys()
        document = prepare(document)
        self._coming.append(Coming(document, came, sources, is_new))
        if came not in recorded.values():
            self._waiting += len(self._passages_of(document))

    def commit(self) -> list[str]:
        """Write what was gathered; its ids, in order."""
        if self._coming:
            with self._store.writing() as (connection, generation):
                self._store.claim(connection, self._encoder.name)
                touched: set[int] = set()
                rows: set[int] = set()
                keys: list[int] = []  # of the first record of each document that waited
                for one in self._coming:
                    old = records.keys_at(connection, one.document.id, one.sources)
                    self._take_out(connection, old, touched, rows)
                    put = [
                        records.put_record(connection, one.document, one.came, place, source)
                        for place, source in one.sources.items()
                    ]
                    keys.append(put[0])
                    touched.update(put)
                changes = self._write(connection, generation, touched, rows)
            self._count(keys, changes)
        ids = self._ids
        self._coming, self._ids, self._places, self._waiting = [], [], set(), 0
        self._cut.clear()
        return ids

    def settle(self) -> list[str]:
        """Make the works of unsettled records anew; ids of the documents that changed by it."""
        changed: list[str] = []
        while found := records.unsettled(self._store, _DOCUMENTS):
            with self._store.writing() as (connection, generation):
                for key, document in found:
                    records.settle(connection, key, document)
                changes = self._write(connection, generation, {key for key, _ in found}, set())
            changed += [one.made.document.id for one in changes if not one.is_same]
            self._cut.clear()
        return list(dict.fromkeys(changed))

    def mark(self, location: str, markings: Sequence[Marking]) -> int:
        """Keep what a table says, for its works to be settled; how many rows are of works here."""
        if new := statuses.unknown(self._store, location, markings):
            with self._store.writing() as (connection, _):
                statuses.put(connection, location, new)
        here = statuses.named(self._store, markings)
        return sum(any(name in here for name, _ in one.statuses) for one in markings)

    def unmark(self, location: str) -> None:
        """Take back what a table said, if it did, for its works to be settled."""
        if statuses.are_from(self._store, location):
            with self._store.writing() as (connection, _):
                statuses.remove(connection, location)

    def remove(self, keys: Sequence[int]) -> None:
        """Remove records at once; what remains of their works is written."""
        with self._store.writing() as (connection, generation):
            touched: set[int] = set()
            rows: set[int] = set()
            self._take_out(connection, keys, touched, rows)
            self._write(connection, generation, touched, rows)
        self._cut.clear()

    def _take_out(
        self,
        connection: sqlite3.Connection,
        keys: Sequence[int],
        touched: set[int],
        rows: set[int],
    ) -> None:
        """Remove records; note their kin, and the rows of documents that may go."""
        for group in Kin(connection).groups(keys):
            touched |= {record.key for record in group}
            rows |= {record.doc for record in group if record.doc is not None}
        touched.difference_update(keys)
        records.remove_records(connection, keys)

    def _write(
        self, connection: sqlite3.Connection, generation: int, keys: set[int], rows: set[int]
    ) -> list[Change]:
        """Make and write the documents of records and their kin."""
        found = outcome(connection, sorted(keys), rows)
        changes = [self._prepared(placed) for placed in found.placed]
        renamed = [one.old.key for one in changes if one.old and one.old.id != one.made.document.id]
        documents.free_ids(connection, [*renamed, *found.obsolete])
        vectors = encoded(self._encoder, (text for one in changes for text in one.texts()))
        for change in changes:
            change.write(connection, generation, vectors)
        documents.remove_documents(connection, found.obsolete)
        return changes

    def _count(self, keys: Sequence[int], changes: Sequence[Change]) -> None:
        of_record = {record.key: change for change in changes for record in change.made.members}
        for key, one in zip(keys, self._coming, strict=True):
            change = of_record[key]
            if change.is_same:
                self._tally.count_unchanged(one.document)
            else:
                known = change.old is not None
                self._tally.count(one.document, change.made, known=known, is_new=one.is_new)

    def _known_by(self, document: Document) -> set[tuple[str, Place]]:
        return {(document.id, place) for place, _ in self._places_of(document)}

    def _places_of(self, document: Document) -> Iterator[tuple[Place, Source | None]]:
        """Where it came from; of one source, bibliographic records of one id are kept apart."""
        is_counted = Entry(document).mergeable
        for source in document.sources or (None,):
            location = records.location_of(source)
            n = self._occurrences.before(location, document.id) if source and is_counted else 0
            yield Place(location, n), source

    def _passages_of(self, document: Document) -> list[PassageInput]:
        cut = (document.title, document.text, document.sections)
        if cut not in self._cut:
            self._cut[cut] = passages_of(document, self._encoder)
        return self._cut[cut]

    def _prepared(self, placed: Placed) -> Change:
        """The change with the passages to be written, and what of their vectors is there."""
        document = placed.made.document
        old = row_of(self._store, placed.key) if placed.key is not None else None
        change = Change(placed.made, old)
        if not old:
            return replace(change, passages=self._passages_of(document))
        if change.is_same:
            return change
        made = self._passages_of(document)
        rows = passages.stored_passages(self._store, old.key)
        same = len(rows) == len(made) and all(map(StoredPassage.is_of, rows, made))
        if same and _facets(old.document) == _facets(document):
            return change
        sentences: dict[str, bytes] = {}
        for row, was in zip(rows, self._passages_of(old.document), strict=False):
            if row.is_of(was):  # else an older Anagen encoded we know not what
                sentences |= zip(was.sentence_texts, row.vectors_of_sentences(), strict=True)
        kept = {row.index_text: row.vector for row in rows}
        return replace(change, passages=made, kept=kept, kept_sentences=sentences)


def re_encode(store: Store, encoder: Encoder) -> None:
    """Encode all that there is with an encoder, in one transaction; for the lock's holder."""
    with store.writing() as (connection, generation):
        after = ""
        while page := documents.documents_after(store, after, _PASSAGES):
            keys = documents.named(store, [document.id for document in page])
            made = [passages_of(document, encoder) for document in page]
            vectors = encoded(encoder, (text for inputs in made for text in texts_of(inputs)))
            for key, inputs in zip(keys, made, strict=True):
                rows = ((one, *blobs_of(one, vectors)) for one in inputs)
                passages.put_passages(connection, key, generation, rows)
            after = page[-1].id
        store.begin_anew(connection, encoder.name)


def _facets(document: Document) -> tuple[object, ...]:
    titles = documents.other_titles(document)
    return *documents.facets_of(document), document.journal, titles
