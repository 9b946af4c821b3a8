"""Works in the store: the documents that groups of related records make, and what changes by it."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from embeddings.local import statuses
from embeddings.local.content import content_of, digest_of_row
from embeddings.local.records import Kin, Stored
from embeddings.merging import by_richness, merged, named, own_ids
from embeddings.work import versions_of, works_of
from seeds.document import Document
from seeds.identifier import text_id


@dataclass(frozen=True, slots=True)
class Made:
    """A document as the records of a work make it, one of which it has its text from."""

    document: Document
    record: Stored
    members: tuple[Stored, ...]

    @property
    def content(self) -> str | None:
        """What is stored of it beside its records; None where it is as the record says."""
        content = content_of(self.document)
        return None if content == self.record.content else content

    @property
    def lasting_ids(self) -> list[str]:
        """What names it whatever its records say: one of each, by its id and where it came from.

        A work whose every other id is another's too has the first for its id, and all go on
        naming it when that changes.
        """
        return sorted(
            text_id(one.document.id, f"{one.place.location}\n{one.place.n}") for one in self.members
        )

    @property
    def digest(self) -> bytes:
        """A digest of the document, which is the record's where it is as the record says."""
        return digest_of_row(content_of(self.document), self.document.text)


@dataclass(frozen=True, slots=True)
class Placed:
    """A document to be written, and the row that it takes the place of, if there is one."""

    made: Made
    key: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """All documents of the groups looked at, and the rows that none of them needs any more."""

    placed: tuple[Placed, ...]
    obsolete: tuple[int, ...]


def outcome(
    connection: sqlite3.Connection, records: Iterable[int], documents: Iterable[int] = ()
) -> Outcome:
    """What records and all that are related to them make; `documents` are rows that lost some."""
    placed: list[Placed] = []
    before = set(documents)
    free = set(before)
    for group in Kin(connection).groups(records):
        rows = {record.doc for record in group if record.doc is not None}
        before |= rows
        found = _placed(connection, _marked(connection, made_of(group)), rows | free)
        free -= {one.key for one in found if one.key is not None}
        placed += found
    kept = {one.key for one in placed}
    return Outcome(tuple(placed), tuple(sorted(before - kept)))


def made_of(group: Sequence[Stored]) -> list[Made]:
    """The documents that records make which are related, in a fixed order of theirs."""
    group = sorted(group, key=lambda one: (one.document.id, one.digest, one.place))
    entries = [record.entry for record in group]
    works = works_of(entries)
    made = [_made(tuple(group[n] for n in work)) for work in works]
    ids = _ids(made)
    made = [
        replace(one, document=named(one.document, name))
        for one, name in zip(made, ids, strict=True)
    ]
    for versions in versions_of(entries, works):
        for n in versions:
            others = tuple(sorted(ids[other] for other in versions if other != n))
            made[n] = replace(made[n], document=replace(made[n].document, versions=others))
    return made


def _marked(connection: sqlite3.Connection, made: Sequence[Made]) -> list[Made]:
    """The same with the status that all their records and tables give them."""
    return [
        replace(
            one,
            document=statuses.marked(
                connection, one.document, [record.document for record in one.members]
            ),
        )
        for one in made
    ]


def _made(members: tuple[Stored, ...]) -> Made:
    newest = max(members, key=lambda one: one.key)
    same = len({record.digest for record in members}) == 1
    if same or not all(record.entry.mergeable for record in members):
        return Made(replace(newest.document, sources=()), newest, members)
    documents = [record.document for record in members]
    richest = by_richness(documents)[0]
    record = next(one for one in members if one.document is richest)
    return Made(merged(documents), record, members)


def _ids(made: Sequence[Made]) -> list[str]:
    """For each document its strongest id that no other without a stronger one may have too."""
    named_by = [own_ids([record.document for record in one.members]) for one in made]
    ids = [""] * len(made)
    nameless = list(range(len(made)))
    while True:
        claims = Counter(name for n in nameless for name in named_by[n] if name not in ids)
        found = {n: next((name for name in named_by[n] if claims[name] == 1), "") for n in nameless}
        for n, name in found.items():
            ids[n] = name
        nameless = [n for n in nameless if not ids[n]]
        if not any(found.values()):
            return [name or one.lasting_ids[0] for name, one in zip(ids, made, strict=True)]


def _placed(connection: sqlite3.Connection, made: Sequence[Made], free: set[int]) -> list[Placed]:
    """Give each document a row: its text's for choice, else its id's, else one of its records'."""
    left = set(free)
    rows: dict[int, int] = {}
    for rank in range(3):
        for n, one in enumerate(made):
            if n in rows:
                continue
            wanted = (
                [one.record.doc],
                [_row_of(connection, one.document.id)],
                [record.doc for record in one.members],
            )[rank]
            if key := min((key for key in wanted if key in left), default=None):
                rows[n] = key
                left.remove(key)
    return [Placed(one, rows.get(n)) for n, one in enumerate(made)]


def _row_of(connection: sqlite3.Connection, doc_id: str) -> int | None:
    found = connection.execute("SELECT key FROM documents WHERE id = ?", (doc_id,)).fetchone()
    return int(found[0]) if found else None
