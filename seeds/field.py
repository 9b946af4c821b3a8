"""The fields of a document as users write them, each with what it must be."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar, get_args

from seeds.document import Kind, Section, Source
from seeds.identifier import normal_doi, normal_pmcid, normal_pmid
from seeds.status import Status, StatusKind

LONGEST_TEXT = 1_000_000
LONGEST_TITLE = 2_000
LONGEST_NAME = 500

Check = Callable[[object], Any]
T = TypeVar("T")

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_DATE = re.compile("[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_SHOWN = 60


class FieldError(ValueError):
    """What is wrong with a value; it goes on a sentence that begins with the field's name."""


def readable(value: object, longest: int = LONGEST_TEXT) -> str:
    """A text without control characters other than white space, so that it can be shown."""
    if not isinstance(value, str):
        raise FieldError(f"must be text, not {shown(value)}")
    if len(value) > longest:
        raise FieldError(f"has {len(value):,} characters; at most {longest:,} are taken")
    if match := _CONTROL.search(value):
        raise FieldError(
            f"holds the control character U+{ord(match[0]):04X} at character {match.start() + 1}:"
            " take it out"
        )
    return value


def name(value: object) -> str:
    """A name of something, in one line."""
    text = readable(value)
    if not text.strip() or len(text) > LONGEST_NAME or "\n" in text or "\r" in text:
        raise FieldError(f"must be one line of 1 to {LONGEST_NAME} characters, not {shown(text)}")
    return text


def iso_day(value: object) -> str:
    """A date of the calendar, as precise as known."""
    text = readable(value)
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        is_date = False
    else:
        is_date = _DATE.fullmatch(text) is not None
    if not is_date:
        raise FieldError(
            "must be a date as precise as known, like 2024, 2024-11 or 2024-11-25,"
            f" not {shown(text)}"
        )
    return text


def address(value: object) -> str:
    """An address of the web."""
    text = readable(value)
    if not text.startswith(("http://", "https://")):
        raise FieldError(f"must begin with https:// or http://, not {shown(text)}")
    return text


def count(value: object) -> int:
    """A whole number from 0."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise FieldError(f"must be a whole number, not {shown(value)}")
    if value < 0:
        raise FieldError(f"must be at least 0, not {value}")
    return value


def shown(value: object) -> str:
    """A value as a message shows it: shortened, and never a whole list or object."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return repr(value[:_SHOWN] + "…" if len(value) > _SHOWN else value)
        case dict():
            return "an object"
        case list() | tuple():
            return f"a list of {len(value)}"
        case _:
            return str(value)[:_SHOWN]


def _title(value: object) -> str:
    return readable(value, LONGEST_TITLE)


def _identifier(normal: Callable[[str], str | None], example: str) -> Check:
    def check(value: object) -> str:
        if found := normal(readable(value)):
            return found
        raise FieldError(f"must be like {example}, not {shown(value)}")

    return check


def _one_of(values: tuple[str, ...]) -> Check:
    def check(value: object) -> str:
        if isinstance(value, str) and value in values:
            return value
        known = ", ".join(map(repr, values[:-1]))
        raise FieldError(f"must be {known} or {values[-1]!r}, not {shown(value)}")

    return check


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise FieldError(f"must be a JSON object, not {shown(value)}")
    return value


def _list_of(check: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    def checked(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise FieldError(f"must be a list, not {shown(value)}")
        return tuple(_within(f"[{n}]", check, entry) for n, entry in enumerate(value))

    return checked


def _within(place: str, check: Callable[[object], T], value: object) -> T:
    try:
        return check(value)
    except FieldError as error:
        raise FieldError(fault_of(place, error)) from error


def fault_of(field: str, error: FieldError) -> str:
    """The sentence on a field that an error ends: `sections[0].end must be a whole number`."""
    gap = "" if str(error).startswith((".", "[")) else " "
    return f"{field}{gap}{error}"


def _object_of(make: Callable[..., T], checks: Mapping[str, Check]) -> Callable[[object], T]:
    """The check of an object that has just these fields."""

    def checked(value: object) -> T:
        fields = _object(value)
        for unknown in fields.keys() - checks.keys():
            raise FieldError(f".{unknown[:_SHOWN]} is not a known field")
        return make(*(_within(f".{key}", check, fields.get(key)) for key, check in checks.items()))

    return checked


def _or_null(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _titles(value: object) -> dict[str, str]:
    return {language: _title(title) for language, title in _object(value).items()}


def _derived(value: object) -> None:
    """Nothing: what is told by the other fields is told anew, whatever was sent."""
    if value is not None and not isinstance(value, Mapping):
        raise FieldError(f"must be a JSON object, or left out, not {shown(value)}")


def _found_anew(value: object) -> tuple[str, ...]:
    """Nothing: links between works are found in the collection, whatever was sent."""
    _list_of(name)(value)
    return ()


def _sources_anew(value: object) -> dict[str, str]:
    _derived(value)
    return {}


_SECTION = _object_of(Section, {"label": name, "start": count, "end": count})
_SOURCE = _object_of(
    Source,
    dict.fromkeys(("location", "sha256", "reader", "place", "read_at"), readable),
)
_STATUS = _object_of(
    Status, {"kind": _one_of(get_args(StatusKind)), "date": _or_null(iso_day), "source": readable}
)

FIELDS: Mapping[str, tuple[Check, object]] = {
    "text": (readable, ""),
    "id": (name, None),
    "kind": (_one_of(get_args(Kind)), "snippet"),
    "aliases": (_list_of(name), ()),
    "title": (_title, None),
    "titles": (_titles, {}),
    "authors": (_list_of(readable), ()),
    "journal": (readable, None),
    "journal_description": (readable, None),
    "published": (iso_day, None),
    "doi": (_identifier(normal_doi, "10.1111/jocd.16683"), None),
    "pmid": (_identifier(normal_pmid, "39587764"), None),
    "pmcid": (_identifier(normal_pmcid, "PMC123456"), None),
    "url": (address, None),
    "sections": (_list_of(_SECTION), ()),
    "language": (readable, None),
    "publication_types": (_list_of(readable), ()),
    "mesh": (_list_of(readable), ()),
    "trial_ids": (_list_of(readable), ()),
    "grants": (_list_of(readable), ()),
    "conflict_statement": (readable, None),
    "citation_count": (count, None),
    "about": (name, None),
    "evidence": (_derived, None),
    "status": (_STATUS, None),
    "sources": (_list_of(_SOURCE), ()),
    "versions": (_found_anew, ()),
    "field_sources": (_sources_anew, {}),
}
"""Each field with its check and with its value where it is left out or null."""
