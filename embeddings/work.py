"""Works: which bibliographic records describe the same one, and which a version of it.

Every rule is about two records alone, and `works_of` looks at all that are related at once, so
that the order in which records came makes no difference.
"""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import combinations

from embeddings.bibliography import abbreviates, journal_words
from embeddings.entry import SCHEMES, VERSION_YEARS, Entry
from embeddings.title import is_notice, main_title, title_likeness, title_words

NEAR_TITLE = 0.9
"""Likeness from which two titles may be one, where the abstracts agree as well.

Of the pairs in tests/embeddings/works.jsonl, those of one work that need it are alike from 0.93 on.
Of different works, "in mice" and "in rats" reach 0.89, and a few ("men" and "women") up to 0.98,
which is why no near title decides without the abstracts.
"""
SAME_TEXT = 0.9
"""Part of the shorter abstract's words that the longer has too where titles differ a little.

In those pairs it is 1.0 for one work, also cut short, and up to 0.82 for one group's next study.
"""
OTHER_TEXT = 0.6
"""The same below which two abstracts are not one work's, although their titles are the same.

In those pairs it is 0.96 and more for one work, and 0.21 for a meeting's abstract and the paper.
"""
OTHER_WORK = 0.4
"""The same below which abstracts are of two works although they share an id, titles being unlike.

Of 20,000 pairs of abstracts of PubMedQA drawn at random, 99.9 % are below it (median 0.22).
"""
LONG_TEXT = 40
"""Different words that both abstracts have for that to be said."""

_FEWEST_WORDS = 15


class Relation(Enum):
    """What two records are to each other."""

    SAME_ID = auto()
    SAME_TITLE = auto()
    VERSION = auto()
    DISPUTED = auto()
    """They share an id, and yet are not the same work."""
    NONE = auto()


def relation(one: Entry, other: Entry) -> Relation:
    """What two records are to each other."""
    same_id = one.document.id == other.document.id
    if not (one.mergeable and other.mergeable):
        pairs = ((one, other), (other, one))
        named = any(a.mergeable and b.document.id in a.claimed for a, b in pairs)
        return Relation.SAME_ID if same_id else Relation.DISPUTED if named else Relation.NONE
    if same_id or one.own & other.own:
        return Relation.DISPUTED if _is_disputed(one, other) else Relation.SAME_ID
    if one.claimed & other.claimed and _is_same_title(one, other):
        return Relation.SAME_ID  # an alias is but a hint
    if not one.document.title or not other.document.title or not one.names & other.names:
        return Relation.NONE
    preprints = (one.nature, other.nature).count("preprint")
    years = _years_apart(one, other)
    if preprints and {one.nature, other.nature} <= {"preprint", "article"}:
        apart = preprints == 1 or conflict([one], [other])
        if apart:
            near = years <= VERSION_YEARS and _titles_agree(one, other)
            return Relation.VERSION if near else Relation.NONE
    elif one.nature != other.nature or conflict([one], [other]):
        return Relation.NONE
    agree = _years_agree(one, other, years) and _titles_agree(one, other)
    return Relation.SAME_TITLE if agree else Relation.NONE


def conflict(some: Sequence[Entry], others: Sequence[Entry]) -> bool:
    """Whether two sets of records state different identifiers of one scheme."""
    for scheme in SCHEMES:
        first = {name for entry in some for name in entry.own if name.startswith(scheme)}
        second = {name for entry in others for name in entry.own if name.startswith(scheme)}
        if first and second and not first & second:
            return True
    return False


def works_of(entries: Sequence[Entry]) -> list[list[int]]:
    """The works among related records, each as places in `entries`.

    By identifiers first. Then by titles, unless what titles would join states different
    identifiers: which of them a record without any means is not known, and it stays alone.
    """
    found = {(a, b): relation(entries[a], entries[b]) for a, b in _pairs(len(entries))}
    by_id = [pair for pair, kind in found.items() if kind is Relation.SAME_ID]
    place = _places(_joined(len(entries), by_id))
    disputed = {
        place[a]
        for (a, b), kind in found.items()
        if kind is Relation.DISPUTED and place[a] == place[b]
    }
    sure = [
        (a, b)
        for a, b in by_id
        if place[a] not in disputed or _is_same_title(entries[a], entries[b])
    ]
    groups = _joined(len(entries), sure)
    return _joined_by_title(entries, groups, found)


def versions_of(entries: Sequence[Entry], works: Sequence[Sequence[int]]) -> list[list[int]]:
    """The works that are versions of one another, each group as places in `works`."""
    place = _places(works)
    pairs = [
        (place[a], place[b])
        for a, b in _pairs(len(entries))
        if place[a] != place[b] and relation(entries[a], entries[b]) is Relation.VERSION
    ]
    return _joined(len(works), pairs)


def _joined_by_title(
    entries: Sequence[Entry], groups: list[list[int]], found: dict[tuple[int, int], Relation]
) -> list[list[int]]:
    place = _places(groups)
    titled = [(place[a], place[b]) for (a, b), kind in found.items() if kind is Relation.SAME_TITLE]
    works: list[list[int]] = []
    for joined in _joined(len(groups), titled):
        members = [[entries[entry] for entry in groups[n]] for n in joined]
        if any(conflict(some, others) for some, others in combinations(members, 2)):
            works += [groups[n] for n in joined]
        else:
            works.append(sorted(entry for n in joined for entry in groups[n]))
    return works


def _places(groups: Sequence[Sequence[int]]) -> dict[int, int]:
    """In which group each entry is."""
    return {entry: n for n, group in enumerate(groups) for entry in group}


def _pairs(count: int) -> Iterator[tuple[int, int]]:
    return combinations(range(count), 2)


def _joined(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Places from 0 to `count`, those that pairs connect together."""
    root = list(range(count))

    def find(n: int) -> int:
        while root[n] != n:
            n = root[n]
        return n

    for a, b in pairs:
        first, second = sorted((find(a), find(b)))
        root[second] = first
    groups: dict[int, list[int]] = {}
    for n in range(count):
        groups.setdefault(find(n), []).append(n)
    return list(groups.values())


def _is_disputed(one: Entry, other: Entry) -> bool:
    """Whether what speaks against the same work outweighs the id that two records share."""
    titles = (one.document.title, other.document.title)
    if not all(titles) or _titles_are_alike(one, other):
        return False
    # One DOI for all abstracts of a meeting; keys that count from 1.
    if conflict([one], [other]) or not one.own & other.own:
        return True
    if one.document.language != other.document.language or _fewer_words(one, other) < LONG_TEXT:
        return False
    return _overlap(one, other) < OTHER_WORK


def _is_same_title(one: Entry, other: Entry) -> bool:
    return bool(one.document.title and other.document.title) and _titles_are_alike(one, other)


def _titles_are_alike(one: Entry, other: Entry) -> bool:
    first, second = one.document.title or "", other.document.title or ""
    if is_notice(first) != is_notice(second):
        return False
    mains = title_words(main_title(first)), title_words(main_title(second))
    subtitles = mains[0] != title_words(first) and mains[1] != title_words(second)
    if mains[0] == mains[1] and not subtitles:
        return True
    return title_likeness(first, second) >= NEAR_TITLE


def _titles_agree(one: Entry, other: Entry) -> bool:
    """Whether titles are the same, or alike and the abstracts agree; never against abstracts."""
    same = title_words(one.document.title or "") == title_words(other.document.title or "")
    if not same and not _titles_are_alike(one, other):
        return False
    if (
        _fewer_words(one, other) < _FEWEST_WORDS
    ):  # "Editorial", "Reply": one author may have written several in a year
        return same and len(title_words(one.document.title or "")) > 1 and one.nature != "notice"
    return _overlap(one, other) >= (OTHER_TEXT if same else SAME_TEXT)


def _overlap(one: Entry, other: Entry) -> float:
    return len(one.words & other.words) / _fewer_words(one, other)


def _fewer_words(one: Entry, other: Entry) -> int:
    return min(len(one.words), len(other.words))


def _years_apart(one: Entry, other: Entry) -> int:
    first, second = one.document.year, other.document.year
    return abs(first - second) if first and second else 99


def _years_agree(one: Entry, other: Entry, apart: int) -> bool:
    """The same year, or one apart (online and in print) in a journal that both name."""
    first, second = (journal_words(entry.document.journal) for entry in (one, other))
    if apart == 0:
        return not first or not second or abbreviates(first, second)
    return apart == 1 and bool(first and second) and abbreviates(first, second)
