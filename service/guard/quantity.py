"""Quantities: the numbers of a text with their units."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from seeds.number import numbers
from service.guard.unit import unit_at

_DIGITS = re.compile(
    r"(?<![\w.])(?<![A-Za-z]-)(?<![A-Za-z][0-9]-)(?<![A-Za-z][0-9]{2}-)(?<![A-Za-z][0-9]{3}-)"
    r"(?:(?P<sign>(?<![\w)%] )(?<![\w)])-))?"
    r"(?P<digits>[1-9][0-9]{0,2}(?:[, ][0-9]{3})+(?![0-9])|[0-9]*\.[0-9]+|[0-9]+)"
    r"(?!(?:st|nd|rd|th)\b)(?![0-9])"
)
_SHARE = re.compile(r"[ -]?(?:(?P<points>(?:%|pct|percentage)[ -]?points?\b)|%|pct\b)")
_FOLD = re.compile(
    r"[ -]?(?:folds?\b|times\b(?! (?:a|per|daily|each|every|weekly)\b)|x\b|×(?! ?10))"
)
_OF = re.compile(r" ?(?:/|(?:\w+ )?(?:out )?of(?: (?:the|all|these|our))?) ?")
_ABOUT = re.compile(
    r"(?:\b(?:about|approximately|approx\.?|roughly|around|circa|nearly|almost|some|close to"
    r"|in the region of|just (?:over|under|above|below))|[~≈])\s?$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:\b(?:more than|over|above|at least|greater than|exceed(?:s|ed|ing)?|longer than)"
    r"|[>≥]=?)\s?$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:\b(?:less than|fewer than|under|below|at most|up to|within|no more than)|[<≤]=?)\s?$",
    re.IGNORECASE,
)
_P = re.compile(r"(?:(?<![\w-])p(?:[- ]?values?)?(?: of| was)?\s?[=<>≤≥]*\s?)$", re.IGNORECASE)
_JOINED = re.compile(
    r"(?:\s?(?:-|/|±|\+/?-|to|and|or|vs\.?|versus|through)\s?|- (?:to|and|or) |, (?:and |or )?)"
)
_RANGE = re.compile(r" [(\[](?:range|SD|IQR|[0-9]{2} ?% ?CI)?[0-9 .,±-]{1,20}[)\]](?= [A-Za-z%])")
_FOLDS = {"twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6,
          "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10, "twice": 2,
          "doubled": 2, "doubling": 2, "doubles": 2, "tripled": 3, "triples": 3, "trebled": 3,
          "one and a half times": 1.5,
          "quadrupled": 4, "thrice": 3}  # fmt: skip
_PARTS = {"half": 50, "halved": 50, "halves": 50, "halving": 50, "quarter": 25, "third": 100 / 3,
          "one-third": 100 / 3, "two-thirds": 200 / 3, "two thirds": 200 / 3,
          "three-quarters": 75, "three quarters": 75, "one-quarter": 25}  # fmt: skip
_WORD_FOLD = re.compile(
    rf"\b(?:{'|'.join(_FOLDS)})\b(?! (?:a |per |each |every )?(?:da(?:y|ily)|week|month|year))",
    re.IGNORECASE,
)
_WORD_PART = re.compile(
    rf"\b(?<!\band a )(?:{'|'.join(sorted(_PARTS, key=len, reverse=True))})\b"
    r"(?<!\bthe third)(?![- ](?:lives"
    rf"|life|trimester|generation|year|month|week|day|of life|line|an? [a-z]+))",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_STAGED = re.compile(
    r"\b(?i:type|stage|phase|grade|class|factor|group)s?[ -](?P<roman>IV|I{1,3}|V)\b"
)
_UNSAID = frozenset({0, 1, 2})
_UP_TO = re.compile(r" (?:to|or) (?:two|three|four|five|six|seven|eight|nine|ten|twelve|[0-9])")
_ONE_IN = re.compile(
    r"\b(?P<part>one|two|three|four|five|six|seven|eight|nine|[0-9]) (?:in|out of) (?:every )?"
    r"(?P<whole>two|three|four|five|six|seven|eight|nine|ten|twenty|[0-9]+)\b(?! ?(?:%|pct))",
    re.IGNORECASE,
)
_FIFTHS = re.compile(
    r"\b(?P<part>an?|one|two|three|four|nine)[ -](?P<whole>fifth|sixth|eighth|tenth)s?\b"
    r"(?= of\b| the\b|,|\.)",
    re.IGNORECASE,
)
_WHOLES = {"fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_SCALE = re.compile(r" (?P<scale>thousand|million|billion)\b")
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SPREAD = re.compile(r"(?:±|\+/-|\bSDs?\b\s?[=:]?|deviations?(?: of)?)\s?$")
_POINTING = re.compile(r"\b(?:the|these|both|between|either)\s$", re.IGNORECASE)
_GROUPED = re.compile(
    r"[ -](?:\w+ )?(?:groups?|arms?|treatments?|drugs?|methods?|types?|conditions?|techniques?"
    r"|interventions?)\b"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text at `text[start:end]`, in the own unit of its kind.

    `kind` is empty where no unit is told, and begins with `±` for what a mean is give or take.
    `bound` tells how it is meant: `about` it, `over` or `under` it, or exactly so; `number` is the
    value as written, without the unit. One that is worked out of two others (`12 of 40`) has
    `slack`.
    """

    value: float
    kind: str
    start: int
    end: int
    written: str
    bound: str = ""
    slack: float = 0.0
    number: float | None = None


def quantities_of(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in order; digits that belong to a name are none."""
    found = sorted((*_in_digits(text), *_in_words(text)), key=lambda one: (one.start, -one.end))
    apart: list[Quantity] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return tuple(
        replace(one, kind=f"± {one.kind}") if _SPREAD.search(text, 0, one.start) else one
        for one in _with_units(text, apart)
    )


def shares_of(text: str) -> tuple[Quantity, ...]:
    """Percentages that a text does not state but gives the numbers for: `12 of 40`, `3/8`."""
    found = []
    spelt = [(n.start, n.end, n.value) for n in numbers(text)]
    wholes = {start: (stop, total) for start, stop, total in spelt}
    for start, end, value in spelt:
        of = _OF.match(text, end)
        stop, total = wholes.get(of.end(), (end, 0)) if of else (end, 0)
        if total >= max(value, 2) and not _SHARE.match(text, stop):
            written = text[start:stop]
            found.append(Quantity(100 * value / total, "%", start, stop, written, "", 0.51))
    for match in re.finditer(r"(?<![\w./])([0-9]+) ?/ ?([0-9]+)(?![\w./])", text):
        part, total = int(match[1]), int(match[2])
        if 0 < part <= total:
            found.append(Quantity(100 * part / total, "%", *match.span(), match[0], "", 0.51))
    return tuple(found)


def _in_digits(text: str) -> Iterator[Quantity]:
    for match in _DIGITS.finditer(text):
        value = float(re.sub(r"[, ]", "", match["digits"]))
        start, end = match.start("digits"), match.end()
        before = text[max(0, start - 24) : start]
        if re.search(r"\w-\d+ (?:and|or|to) -$", before):
            continue  # the second of IL-1 and -2
        if re.match(r"[A-Za-z]", text[end : end + 1]) and not unit_at(text, end)[0]:
            continue  # 5a, 2D: a name
        if scale := _SCALE.match(text, end):
            value, end = value * _SCALES[scale["scale"]], scale.end()
        kind, factor, stop = _unit(text, end, before)
        yield Quantity(
            value * factor, kind, start, stop, text[start:stop], _bound(before), number=value
        )
    for match in _STAGED.finditer(text):
        value = _ROMAN[match["roman"].lower()]
        yield Quantity(value, "", match.start("roman"), match.end(), match["roman"])


def _in_words(text: str) -> Iterator[Quantity]:
    for number in numbers(text):
        written = text[number.start : number.end]
        if written[0].isdigit():
            continue
        kind, factor, stop = _unit(text, number.end, text[max(0, number.start - 24) : number.start])
        unsaid = number.value in _UNSAID and (not kind or number.value != 2)
        pointed = _POINTING.search(text, max(0, number.start - 10), number.start)
        if unsaid and _UP_TO.match(text, number.end):
            unsaid = False
        if unsaid and (number.value < 2 or pointed or _GROUPED.match(text, number.end)):
            continue  # "one" and "the two groups" count nothing
        bound = _bound(text[max(0, number.start - 24) : number.start])
        written = text[number.start : stop]
        told = number.value * factor
        yield Quantity(told, kind, number.start, stop, written, bound, number=number.value)
    for match in _ONE_IN.finditer(text):
        part, whole = (_count(match[name]) for name in ("part", "whole"))
        if 0 < part < whole:
            yield Quantity(100 * part / whole, "%", *match.span(), match[0], "about")
    for match in _FIFTHS.finditer(text):
        part = max(1, _count(match["part"]))
        share = 100 * part / _WHOLES[match["whole"].lower()]
        yield Quantity(share, "%", *match.span(), match[0], "about")
    for match in _WORD_FOLD.finditer(text):
        bound = _bound(text[max(0, match.start() - 24) : match.start()])
        yield Quantity(_FOLDS[match[0].lower()], "fold", *match.span(), match[0], bound)
    for match in _WORD_PART.finditer(text):
        bound = _bound(text[max(0, match.start() - 24) : match.start()])
        named = _PARTS[match[0].lower()]
        yield Quantity(named, "%", *match.span(), match[0], bound or "about")


def _count(written: str) -> int:
    return next((number.value for number in numbers(written)), 0)


def _unit(text: str, end: int, before: str) -> tuple[str, float, int]:
    if _P.search(before):
        return "p", 1.0, end
    if share := _SHARE.match(text, end):
        return ("percentage points" if share["points"] else "%"), 1.0, share.end()
    if fold := _FOLD.match(text, end):
        return "fold", 1.0, fold.end()
    if bracket := _RANGE.match(text, end):
        return _unit(text, bracket.end(), "")
    return unit_at(text, end)


def _bound(before: str) -> str:
    if _ABOUT.search(before):
        return "about"
    if _AT_LEAST.search(before):
        return "over"
    return "under" if _AT_MOST.search(before) else ""


def _with_units(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Gives a number without a unit that of the next in its row: `5 to 10 mg`."""
    told: list[Quantity] = []
    for one in reversed(found):
        following = told[-1] if told else None
        if (
            following
            and not one.kind
            and following.kind not in ("", "p")
            and not (following.kind == "%" and text[one.end] == ",")
            and _JOINED.fullmatch(text, one.end, following.start)
        ):
            factor = following.value / following.number if following.number else 1.0
            one = replace(one, kind=following.kind, value=one.value * factor)
        told.append(one)
    return told[::-1]
