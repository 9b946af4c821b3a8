"""Sample size: how many people or animals a text says were studied."""

import re
from collections.abc import Iterator, Sequence

from seeds.headcount import Headcount, headcounts, things
from seeds.origin import Span, Stated
from seeds.statement import Statement, spread

_DENOMINATOR = re.compile(r"\b[0-9]+ ?(?:/|(?:out )?of(?: the)?) ?([0-9][0-9,]*)\b(?!\.[0-9])")
_JOINED = re.compile(
    r"\band\b|\bor\b|\bvs\b|\bversus\b|\bwith\b|whereas|while|compared", re.IGNORECASE
)
_LISTED = re.compile("[,;]")
_APART = re.compile(
    r"\b(?:of|including|included|among) *$|\b(?:of whom|of which|mean age|later)\b", re.IGNORECASE
)
_OPPOSED = re.compile(
    r"\b(?:controls?|healthy|normal|volunteers|groups?|arms?|matched|without|placebo|versus|vs)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:total of|altogether|in all,?) $", re.IGNORECASE)
_NEAR = 160
_FAR = 500
_ENOUGH = 0.0
_CLEAR = 2.4
_FEW = 5
_NONE = -2.5
_TOGETHER = 0.4


def sample_size_of(told: Sequence[Statement]) -> Stated[int] | None:
    """The number of people or animals in the main analysis, or None where none is stated.

    Groups that plainly make up the whole (`30 patients and 25 controls`) are added up; the span
    then goes from the first to the last of them.
    """
    counts = headcounts(told)
    sums = _sums(counts, told)
    objects = things(told)
    repeated = _denominators(told)
    best: Headcount | None = None
    most = _ENOUGH
    for count in (*counts, *sums):
        weight = count.weight + 0.7 * min(2, repeated.get(count.value, 0)) - 2.0 * count.grouped
        others = (c for c in counts if c.value == count.value and c.place != count.place)
        weight += sum(0.3 * max(0.0, c.weight) for c in others)
        weight += _TOGETHER * (count.noun == "sum")
        weight += 3.0 * _is_whole(count, counts)
        weight -= 2.0 * any(_is_part(count, whole, counts) for whole in counts)
        weight -= 1.5 * any(_is_subset(count, other, told) for other in counts)
        weight -= 2.0 * (count.noun == "n" and count.value in objects)
        weight -= 1.0 * (count.value <= _FEW and told[count.place].part == "result")
        if weight > most:
            best, most = count, weight
    if best is None:
        return None
    same = [c for c in counts if c.value == best.value and c.noun != "n" and c.weight > 0]
    shown = min((*same, best), key=lambda count: count.start) if best.noun != "sum" else best
    return Stated(shown.value, Span(shown.start, shown.end))


def _sums(counts: Sequence[Headcount], told: Sequence[Statement]) -> list[Headcount]:
    """Groups that are told in a row, added up."""
    sums = []
    text = spread(told)
    parts = [c for c in counts if not c.within and c.noun not in ("them", "respondents")]
    for first in range(len(parts)):
        run = _run(parts[first:], text)
        total = sum(part.value for part in run)
        whole = any(part in split for one in run for split in _parts(one, counts) for part in run)
        if len(run) > 1 and not whole and told[run[0].place].part != "background":
            words = text[max(0, run[0].start - 60) : run[-1].end + 40]
            opposed = _OPPOSED.search(words) is not None
            weight = max(part.weight for part in run) + 0.4 + opposed
            start, end, place = run[0].start, run[-1].end, run[0].place
            sums.append(Headcount(total, start, end, weight, place, "sum"))
    return sums


def _run(parts: Sequence[Headcount], text: str) -> list[Headcount]:
    """The groups from the first on that stand side by side."""
    run = [parts[0]]
    if _is_slight(parts[0]) or _TOTAL.search(text, max(0, run[0].start - 30), run[0].start):
        return run
    for part in parts[1:]:
        between = text[run[-1].end : part.start]
        listing = (part.noun == "n" or part.grouped) and _LISTED.search(between)
        alike = (part.noun == "n") == (run[-1].noun == "n") and part.place == run[-1].place
        near = (
            len(between) <= _NEAR
            and (listing or _JOINED.search(between))
            and not _APART.search(between)
        )
        far = part.place - run[-1].place <= 2 and len(between) <= _FAR
        listed = ":" in between and run[-1].noun != "n"
        beside = (alike and near) or (part.grouped and far)
        if not _is_slight(part) and not listed and beside:
            run.append(part)
        elif part.grouped or part.value >= run[0].value or part.place == run[-1].place:
            break
    return run


def _is_slight(part: Headcount) -> bool:
    return part.weight < (-1.5 if part.grouped else -0.5)


def _is_whole(count: Headcount, counts: Sequence[Headcount]) -> bool:
    """Whether neighbouring counts that follow add up to this one."""
    return count.noun != "sum" and count.value > _FEW and any(_parts(count, counts))


def _is_part(count: Headcount, whole: Headcount, counts: Sequence[Headcount]) -> bool:
    return any(count in run for run in _parts(whole, counts))


def _is_subset(count: Headcount, other: Headcount, told: Sequence[Statement]) -> bool:
    """Whether a larger count stands in the methods, and this one among the results."""
    return (
        told[count.place].part == "result"
        and told[other.place].part == "method"
        and other.value > count.value
        and other.weight >= 1.0
        and count.weight < _CLEAR
    )


def _parts(whole: Headcount, counts: Sequence[Headcount]) -> Iterator[Sequence[Headcount]]:
    """The runs of counts that add up to a whole that was told before them."""
    near = [
        c for c in counts if c is not whole and c.weight > _NONE and abs(c.place - whole.place) <= 4
    ]
    for first in range(len(near)):
        for last in range(first + 2, min(len(near), first + 5) + 1):
            if sum(c.value for c in near[first:last]) == whole.value:
                yield near[first:last]


def _denominators(told: Sequence[Statement]) -> dict[int, int]:
    """How often each number is what others are a share of: `16/46`, `16 of 46`."""
    found: dict[int, int] = {}
    for statement in told:
        for match in _DENOMINATOR.finditer(statement.text):
            value = int(match[1].replace(",", ""))
            found[value] = found.get(value, 0) + 1
    return found
