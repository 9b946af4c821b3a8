"""Amounts: whether the numbers of a sentence are those of the evidence, and of the same thing."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.guard.agreement import agrees
from service.guard.derived import derived_from
from service.guard.edit import is_nearly_verbatim
from service.guard.grounds import Grounds
from service.guard.quantity import Quantity, quantities_of, shares_of
from service.guard.support import Support
from service.guard.told import Told, nearer, shares_told_in, told_in
from service.guard.wording import Wording, overlap

_RATIO = 0.08
_ANOTHERS = 0.15
_ANOTHERS_COUNT = 0.3
_ANOTHERS_PAIR = 0.5
_ROUNDED = 1e-3
_EXCHANGED = 0.4
_OF = re.compile(
    r"(?:[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|thirds?|quarters?|all|most|none)|%|pct)"
    r"(?: patients| people)? (?:out )?of (?:the )?$|[0-9] ?/ ?$",
    re.IGNORECASE,
)


def amount_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """What the sentence's numbers say that those of the evidence do not."""
    ours = told_in(sentence)
    theirs = [told for wording in grounds.wordings for told in told_in(wording)]
    worked_out = [told for wording in grounds.wordings for told in shares_told_in(wording)]
    verbatim = is_nearly_verbatim(sentence, grounds) and _in_order(ours, grounds)
    for told in ours:
        same = [other for other in (*theirs, *worked_out) if agrees(told.quantity, other.quantity)]
        if _is_share_of(told, sentence, worked_out):
            continue
        if not same and (
            _is_share_of(told, sentence, theirs)
            or _is_change(told, ours, theirs)
            or _is_ratio(told, theirs)
            or _is_derived(told, grounds)
        ):
            continue
        if not same:
            yield _missing(told, [*theirs, *worked_out])
        elif (
            same
            and not (verbatim or _is_whole(sentence, told))
            and (other := _another(told, same, theirs, paired=_is_paired(told, ours, theirs)))
        ):
            yield Support(
                "contradicted",
                f"says {_name(told)} of what the evidence gives as {_name(other)}",
            )
    if not verbatim:
        parts = [told for told in ours if not _is_whole(sentence, told)]
        yield from _exchanged(parts, theirs)
        yield from _exchanged(shares_told_in(sentence), [*worked_out, *theirs])


def _exchanged(ours: Sequence[Told], theirs: Sequence[Told]) -> Iterator[Support]:
    """Two numbers, each of what the evidence gives the other of."""
    kept = []
    for told in ours:
        same = [other for other in theirs if agrees(told.quantity, other.quantity)]
        if same and told.quantity.kind != "p":
            kept.append((told, max(same, key=lambda other: overlap(told.around, other.around))))
    for at, (one, own) in enumerate(kept):
        for other, its in kept[at + 1 :]:
            if one.quantity.kind != other.quantity.kind or own.quantity.value == its.quantity.value:
                continue
            gain = nearer(one.around, its.around, own.around)
            gain += nearer(other.around, own.around, its.around)
            if gain > _EXCHANGED:
                reason = f"has {_name(one)} and {_name(other)} the other way round"
                yield Support("contradicted", reason)


def _is_change(told: Told, ours: Sequence[Told], theirs: Sequence[Told]) -> bool:
    """Whether ours is the difference of two numbers that the sentence has from the evidence."""
    kept = [
        one.quantity.value
        for one in ours
        if one is not told
        and any(agrees(one.quantity, other.quantity) for other in theirs)
        and one.quantity.kind == told.quantity.kind
    ]
    return any(
        abs(abs(one - other) - told.quantity.value) < _ROUNDED for one in kept for other in kept
    )


def _is_derived(told: Told, grounds: Grounds) -> bool:
    """Whether ours can be worked out of the numbers of one evidence sentence."""
    return any(
        agrees(told.quantity, one)
        for wording in grounds.wordings
        for one in derived_from(wording.text)
    )


def _is_ratio(told: Told, theirs: Sequence[Told]) -> bool:
    """Whether ours is how often one number of the evidence goes into the next: `twice as many`."""
    if told.quantity.kind != "fold" or any(one.quantity.kind == "fold" for one in theirs):
        return False
    means = [one.quantity for one in theirs if not one.quantity.kind.startswith(("±", "p"))]
    pairs = [(one, other) for one, other in pairwise(means) if one.kind == other.kind]
    ratios = [
        max(one.value, other.value) / min(one.value, other.value)
        for one, other in pairs
        if min(one.value, other.value) > 0
    ]
    return any(abs(ratio / told.quantity.value - 1) <= _RATIO for ratio in ratios)


def _in_order(ours: list[Told], grounds: Grounds) -> bool:
    """Whether one evidence sentence has all these numbers, in the same order."""
    for wording in grounds.wordings:
        rest = iter(quantities_of(wording.text))
        if all(any(agrees(told.quantity, other) for other in rest) for told in ours):
            return True
    return False


def _is_whole(sentence: Wording, told: Told) -> bool:
    """Whether ours is what others are a share of: `36 of 120`."""
    return _OF.search(sentence.text, 0, told.quantity.start) is not None


def _missing(told: Told, theirs: list[Told]) -> Support:
    alike = [other for other in theirs if other.quantity.kind == told.quantity.kind]
    if not alike:
        return Support("unsupported", f"says {_name(told)}, which the evidence does not")
    nearest = max(alike, key=lambda other: overlap(told.around, other.around))
    return Support("contradicted", f"says {_name(told)}, the evidence {_name(nearest)}")


def _is_paired(told: Told, ours: Sequence[Told], theirs: Sequence[Told]) -> bool:
    """Whether ours and its neighbour are neighbours in the evidence too, in the same order."""
    pairs = [(one.quantity, other.quantity) for one, other in pairwise(theirs)]
    return any(
        agrees(one.quantity, first) and agrees(other.quantity, second)
        for one, other in pairwise(ours)
        if told in (one, other) and one.quantity.value != other.quantity.value
        for first, second in pairs
    )


def _another(
    told: Told, same: Sequence[Told], theirs: Sequence[Told], *, paired: bool
) -> Told | None:
    """A number of the evidence that stands where ours does, while ours stands elsewhere there."""
    rough = told.quantity.kind == "%" and told.quantity.number is None
    if told.quantity.kind == "p" or rough:
        return None
    values = {round(other.quantity.value, 6) for other in same}
    others = [
        other
        for other in theirs
        if other.quantity.kind == told.quantity.kind
        and round(other.quantity.value, 6) not in values
        and other.quantity.bound != "about"
        and _is_year(other.quantity) == _is_year(told.quantity)
    ]
    if not others:
        return None
    own = max(same, key=lambda other: overlap(told.around, other.around))
    rival = max(others, key=lambda other: nearer(told.around, other.around, own.around))
    ahead = nearer(told.around, rival.around, own.around)
    margin = _ANOTHERS if told.quantity.kind else _ANOTHERS_COUNT
    return rival if ahead > (max(margin, _ANOTHERS_PAIR) if paired else margin) else None


def _is_year(quantity: Quantity) -> bool:
    return quantity.written.isdigit() and len(quantity.written) == 4 and quantity.kind == ""


def _is_share_of(told: Told, sentence: Wording, theirs: list[Told]) -> bool:
    """Whether ours is part of an `x of y` that the evidence gives as a percentage of y."""
    for share in shares_of(sentence.text):
        if share.start <= told.quantity.start < share.end:
            return any(agrees(share, other.quantity) for other in theirs)
    return False


def _name(told: Told) -> str:
    return told.quantity.written.replace(" pct", " %").strip()
