"""Sifting: from scored passages to the best ones, none of which crowds out others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from embeddings.collection import PassageVectors
from service.likeness import is_said
from service.worth import Scored, Worth


def sifted(
    scored: Mapping[str, Scored],
    stored: Mapping[str, PassageVectors],
    top_k: int,
    most_alike: int,
    weighed: Callable[[Sequence[str]], Sequence[Worth]],
) -> tuple[list[Worth], bool]:
    """The best passages for what of them may be quoted, ties in order of document id and passage.

    Last, where there is room, come those that are worth nothing, or say what `most_alike` others
    say, and whether there was none is told. What `weighed` does not give is not there any more.
    Most passages are never weighed: none is worth more than it scored.
    """
    scores = {name: one.score for name, one in scored.items()}
    known: dict[str, Worth] = {}
    while True:
        order = sorted(scores, key=lambda name: (-scores[name], *_position(name)))
        first, last = _parted(order, scores, stored, top_k, most_alike)
        best = [*first, *last][:top_k]
        fresh = [name for name in best if name not in known]
        if not fresh:
            return _falling([known[name] for name in best]), len(first) == top_k
        for name in fresh:
            del scores[name]
        for one in weighed(fresh):
            known[one.passage.id] = one
            scores[one.passage.id] = one.scored.score


def _parted(
    order: Sequence[str],
    scores: Mapping[str, float],
    stored: Mapping[str, PassageVectors],
    top_k: int,
    most_alike: int,
) -> tuple[list[str], list[str]]:
    """The first passages of an order, and those before them that are passed over."""
    first: list[str] = []
    last: list[str] = []
    for name in order:
        if len(first) == top_k:
            break
        is_crowding = scores[name] <= 0 or is_said(name, first, stored, most_alike)
        (last if is_crowding else first).append(name)
    return first, last


def _falling(found: Sequence[Worth]) -> list[Worth]:
    """The same with scores that do not rise where a passage was put last."""
    lowest = 1.0
    falling: list[Worth] = []
    for one in found:
        lowest = min(lowest, one.scored.score)
        falling.append(replace(one, scored=replace(one.scored, score=lowest)))
    return falling


def _position(passage_id: str) -> tuple[str, int]:
    doc_id, _, n = passage_id.rpartition("#")
    return doc_id, int(n)
