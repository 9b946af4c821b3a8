"""Numbers told wrongly: the number itself, its digits or unit, a dose, a time, a statistic."""

import re
from collections.abc import Iterator
from itertools import pairwise

from eval.mutation.source import Draw, Source, one_of

_NUMBER = re.compile(
    r"(?<![\w.,/·:–−×(^-])(?<![<>≤≥=±~] )(?<![<>≤≥=±~])\(?(?P<n>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?![\d·/:×^–−-]| ?[–−×±]|,\d|\.\d|[A-Za-z])"
)
# A number behind these is a bound or a round one: another may be true as well.
_LOOSE = re.compile(
    r"(?:than|over|under|least|most|up to|about|approximately|around|nearly|almost|roughly|within"
    r"|below|above|exceed\w*|between|from|to|and|or|type|grade|stage|phase|class|level|day|version"
    r"|group|chromosome|exon|codon|factor|interleukin|per|CI|interval|plus|minus)[ (]*$",
    re.IGNORECASE,
)
_STATISTIC = re.compile(
    r"\b[pP](?:[- ]?value)?s?\s*(?:of\s*)?[<>=≤≥:]|\bCIs?\b|confidence interval|\b(?:OR|HR|RR)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FACTORS = (0.4, 0.6, 1.4, 1.7, 2.3)
_UNITS = {
    "mg": ("g", "µg"), "g": ("mg", "kg"), "kg": ("g",), "µg": ("mg",), "μg": ("mg",),
    "ml": ("l",), "mL": ("L",), "mm": ("cm",), "cm": ("mm", "m"), "µm": ("mm",), "nM": ("µM",),
    "µM": ("nM", "mM"), "μM": ("nM", "mM"), "mM": ("µM",), "kDa": ("Da",), "kb": ("bp",),
    "bp": ("kb",), "ng": ("mg",), "pg": ("ng",), "nm": ("µm",), "mmol": ("µmol",), "km": ("m",),
}  # fmt: skip
_WITH_UNIT = re.compile(
    rf"(?<![\w.])(\d+(?:[.,]\d+)?[ -]?)({'|'.join(_UNITS)})(?![\w²³^(]|-\d| Hg|\^|/m2|\.\d|2|3)"
)
_DOSE = re.compile(
    r"(?<![\w.,/–−-])(?<![<>≤≥±])(?<!to )(?<!and )(?<!or )(?P<n>\d+(?:\.\d+)?)"
    r"(?= ?(?:mg|µg|μg|mcg|IU|Gy|mg/kg)\b(?!/d?[lL]))"
)
_DOSE_FACTORS = (0.1, 0.5, 2, 3, 10)
_ROUTES = {
    "orally": "intravenously", "intravenously": "orally", "intravenous": "oral",
    "subcutaneous": "intravenous", "subcutaneously": "intravenously",
    "intraperitoneal": "oral", "intraperitoneally": "orally", "intramuscular": "oral",
    "intramuscularly": "orally", "topical": "oral", "topically": "orally",
    "inhaled": "intravenous", "intranasal": "subcutaneous", "intravitreal": "topical",
    "intrathecal": "oral", "transdermal": "oral",
    "once daily": "three times daily", "twice daily": "once a week", "once weekly": "twice daily",
    "twice a day": "once a week", "once a day": "four times a day",
}  # fmt: skip
_TIMES = {
    "day": ("week", "month"), "week": ("day", "year"), "month": ("week", "year"),
    "year": ("month", "week"), "hour": ("day", "minute"), "minute": ("hour",), "min": ("hour",),
    "h": ("day",),
}  # fmt: skip
_COUNT = r"\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|twelve"
_TIME = re.compile(
    rf"(?<![\w.,–−-])((?:{_COUNT})[ -])(day|week|month|year|hour|minute|min|h)(s?)\b(?!-old| old)",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\b(before|after|following|prior to)(?= (?:the |a )?(?:treatment|surgery|operation"
    r"|intervention|therapy|transplantation|admission|birth|delivery|exercise|diagnosis|administration|injection"
    r"|infection|discharge|chemotherapy|radiotherapy|resection|vaccination|training|exposure)\b)",
    re.IGNORECASE,
)
_TURNED = {"before": "after", "prior to": "after", "after": "before", "following": "before"}
_P_VALUE = re.compile(r"\b([pP]\s?(?:[- ]?value)?\s?(?:of\s)?)([<>=≤])(\s?)(0?\.\d+)")
_BOUNDS = re.compile(
    r"(?:CI|confidence interval)s?\b[^\d)]{0,12}(\d+\.\d+)\s?%?(?:-|–|−|,| to | and )\s?"
    r"(?P<n>\d+\.\d+)"
)
_RATIO = re.compile(
    r"\b(?:OR|HR|RR|odds ratio|hazard ratio|relative risk|AUC|r)\b[^\d)(]{0,8}"
    r"(?P<n>[01]?\.\d+|\d\.\d+)"
)
_SHARE = re.compile(r"(?<![\w.,–−-])\d+(?:\.\d+)?(?= ?%(?! (?:CI|confidence)|CI|-|–))")
_RANGE = re.compile(r"%? ?(?:to|and|or|[–−±-]) ?$")


def number(source: Source, draw: Draw) -> str | None:
    """Another number."""
    places = list(_numbers(source.sentence))
    if not places:
        return None
    place = one_of(places, draw)
    return _replaced(source, place, _multiplied(place["n"], _FACTORS, draw))


def transposed(source: Source, draw: Draw) -> str | None:
    """Two neighbouring digits of a number in the other order."""
    options = [
        (place, place["n"][:at] + after + before + place["n"][at + 2 :])
        for place in _numbers(source.sentence)
        for at, (before, after) in enumerate(pairwise(place["n"]))
        if before.isdigit() and after.isdigit() and before != after
    ]
    options = [one for one in options if not (one[1][0] == "0" and one[1][1:2] != ".")]
    if not options:
        return None
    place, new = one_of(options, draw)
    return _replaced(source, place, new)


def unit(source: Source, draw: Draw) -> str | None:
    """Another unit of the same quantity."""
    places = list(_WITH_UNIT.finditer(source.sentence))
    if not places:
        return None
    place = one_of(places, draw)
    return _spliced(source.sentence, place.span(2), one_of(_UNITS[place[2]], draw))


def dose(source: Source, draw: Draw) -> str | None:
    """Another dose, or another way or rhythm of giving it."""
    sentence = source.sentence
    ways = [
        (place.span(), new)
        for old, new in _ROUTES.items()
        for place in re.finditer(rf"\b{old}\b(?!/| or | and )", sentence)
        if not source.says(new)
    ]
    if ways and draw.random() < 0.5:
        return _spliced(sentence, *one_of(ways, draw))
    places = [one for one in _DOSE.finditer(sentence) if not _LOOSE.search(sentence[: one.start()])]
    if not places:
        return None
    place = one_of(places, draw)
    return _replaced(source, place, _multiplied(place["n"], _DOSE_FACTORS, draw))


def time(source: Source, draw: Draw) -> str | None:
    """Another span of time, another year, or before for after."""
    sentence = source.sentence
    spans = [
        (place.span(), f"{place[1]}{one_of(_TIMES[place[2].lower()], draw)}{place[3]}")
        for place in _TIME.finditer(sentence)
        if not (place[2] == "h" and place[3])
    ]
    years = [
        (place.span(), str(int(place[0]) - int(draw.integers(3, 9))))
        for place in re.finditer(r"\b(?:19|20)\d\d\b(?![-–/])", sentence)
    ]
    turns = [
        (place.span(), _cased(_TURNED[place[1].lower()], place[1]))
        for place in _TURN.finditer(sentence)
        if not re.search(r"before (?:and|or|to)\b|\b(?:and|or) (?:before|after)", sentence)
    ]
    kinds = [kind for kind in (spans, years, turns) if kind]
    if not kinds:
        return None
    place, new = one_of(one_of(kinds, draw), draw)
    return None if source.says(new) and not new.isalpha() else _spliced(sentence, place, new)


def statistic(source: Source, draw: Draw) -> str | None:
    """Another p, another bound of an interval, or another ratio."""
    sentence = source.sentence
    values = list(_P_VALUE.finditer(sentence))
    others = [*_BOUNDS.finditer(sentence), *_RATIO.finditer(sentence)]
    if others and (not values or draw.random() < 0.6):
        place = one_of(others, draw)
        return _replaced(source, place, _multiplied(place["n"], (0.5, 0.7, 1.5, 1.9), draw))
    if not values:
        return None
    place = one_of(values, draw)
    sign, value = place[2], float(place[4])
    if sign == ">":
        new = f"{place[1]}<{place[3]}0.01"
    else:
        other = one_of(("0.21", "0.38", "0.64") if value <= 0.1 else ("0.003", "0.01"), draw)
        new = f"{place[1]}={place[3]}{other}"
    return _spliced(sentence, place.span(), new)


def exchanged(source: Source, draw: Draw) -> str | None:
    """Two shares in each other's place."""
    sentence = source.sentence
    places = list(_SHARE.finditer(sentence))
    pairs = [
        (first, second)
        for first, second in pairwise(places)
        if first[0] != second[0]
        and not re.search(r"\b(?:from|between|range\w*)\b", sentence[: first.start()][-40:])
        and not re.fullmatch(
            r" ?%? ?(?:to|or|[–−±-]|through) ?", sentence[first.end() : second.start()]
        )
    ]
    if not pairs or ("respectively" not in sentence and re.search(r"±|\brange", sentence)):
        return None
    first, second = one_of(pairs, draw)
    return (
        sentence[: first.start()] + second[0] + sentence[first.end() : second.start()]
        + first[0] + sentence[second.end() :]
    )  # fmt: skip


def _numbers(sentence: str) -> Iterator[re.Match[str]]:
    """Numbers that count or measure something and stand for no bound."""
    for place in _NUMBER.finditer(sentence):
        before = sentence[: place.start()]
        if (
            not _YEAR.fullmatch(place["n"])
            and not _LOOSE.search(before)
            and not _STATISTIC.search(before[-25:])
            and not re.match(r" ?%? ?(?:CI|confidence)| ?(?:to|or|and) \d", sentence[place.end() :])
        ):
            yield place


def _multiplied(text: str, factors: tuple[float, ...], draw: Draw) -> str | None:
    """A number times a factor, with as many decimals, or None where it comes out the same."""
    decimals = len(text.partition(".")[2])
    value = float(text.replace(",", ""))
    new = f"{value * one_of(factors, draw):,.{decimals}f}"
    new = new if "," in text else new.replace(",", "")
    if text.startswith("."):
        new = new.removeprefix("0")
    return None if float(new.replace(",", "")) in (0, value) else new


def _replaced(source: Source, place: re.Match[str], new: str | None) -> str | None:
    """The sentence with another number, unless its evidence has that, or it is no share."""
    if new is None or re.search(rf"(?<![\d.,]){re.escape(new)}(?![\d]|\.\d)", source.abstract):
        return None
    if (
        re.match(r" ?%| ?percent", source.sentence[place.end("n") :])
        and float(new.replace(",", "")) > 100
    ):
        return None
    return _spliced(source.sentence, place.span("n"), new)


def _spliced(sentence: str, span: tuple[int, int], new: str) -> str:
    return sentence[: span[0]] + new + sentence[span[1] :]


def _cased(new: str, old: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new
