"""Dates as sources print them, in ISO form and as precise as they are known."""

import datetime
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_YEAR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_SEASON = "(?:spring|summer|autumn|fall|winter)"
_TIME = r"(?:[T ][0-9]{2}:[0-9]{2}.*)?"
_MONTHS_APART = (
    rf"{_MONTH.replace('?P<month>', '?:')}\s*[-–/]\s*{_MONTH.replace('?P<month>', '?:')}"
)

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?:(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?:(?P=mark)(?P<day>[0-9]{{1,2}}){_TIME})?)?",
        rf"{_YEAR}年(?:(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})[日号])?)?",
        rf"{_YEAR},?\s+{_MONTH}(?:\s+{_DAY})?",
        rf"(?:{_DAY}\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        # Of seasons and of months apart only the year is known.
        rf"(?:{_SEASON}|{_MONTHS_APART}),?\s+{_YEAR}",
        rf"{_YEAR},?\s+(?:{_SEASON}|{_MONTHS_APART})",
    )
)


_ANY_YEAR = re.compile(rf"(?<![0-9]){_YEAR}(?![0-9])")


def iso_date(text: str) -> str | None:
    """`2024`, `2024-11` or `2024-11-25`, or None for what is no date of the calendar.

    Months may be names or numbers, year first; a part that is zero is unknown.
    """
    text = " ".join(text.split())
    match = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if match is None:
        return None
    parts = match.groupdict()
    month, day = _month(parts.get("month")), int(parts.get("day") or 0)
    try:
        known = datetime.date(int(parts["year"]), month or 1, day or 1)
    except ValueError:
        return None
    precision = 4 if not month else 7 if not day else 10
    return known.isoformat()[:precision]


def first_date(text: str) -> str | None:
    """The date that a text is, or that it begins with, or else the first year in it."""
    words = text.split()
    starts = (" ".join(words[:count]) for count in range(min(len(words), 3), 0, -1))
    whole = iso_date(text) or next(filter(None, map(iso_date, starts)), None)
    year = None if whole else _ANY_YEAR.search(text)
    return year["year"] if year else whole


def _month(text: str | None) -> int:
    if text is None:
        return 0
    return int(text) if text.isdecimal() else _MONTHS.index(text[:3].lower()) + 1
