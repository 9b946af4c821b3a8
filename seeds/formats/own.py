"""Our own fields as people and programs write them: in JSON, or as the rows of a table."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict

from seeds.author import author_names, natural_name
from seeds.bibliography import evidence_text, plain_abstract
from seeds.columns import field_named, kind_named
from seeds.date import iso_date
from seeds.document import Document
from seeds.field import FIELDS
from seeds.json_object import Fields
from seeds.language import language_code
from seeds.markup import markup_text
from seeds.submission import PREFIXES, SubmissionError, submitted_document

_NOTHING = frozenset(("", "-", "–", "n/a", "na", "nan", "nil", "none", "null"))
_LIST = re.compile(r"\s*[;|]\s*")
_WHOLE = re.compile(r"^([0-9]+)\.0+$")
_FEW_DIGITS = re.compile("[0-9]{1,9}")
_IN_BRACKETS = re.compile(r"\s*\([0-9]+\)")


def own_document(fields: Fields) -> Document | str:
    """The document of an object with our own fields, or the reason why there is none.

    `text` is kept exactly. A text under another name (`abstract`) is read as exports have it, with
    markup and printed labels; names that no field has are passed over.
    """
    values = _values(fields)
    text = fields.get("text")
    if not isinstance(text, str):
        _read_text(values)
    elif not values.get("sections"):  # which count characters as they are
        values["text"] = unicodedata.normalize("NFC", text)
    return _submitted(values)


def row_document(cells: Mapping[str, str]) -> Document | str:
    """The document of a table's row, or the reason why there is none.

    The text is read as exports have it, with markup and printed labels. An `id` of digits alone
    counts rows, and names none; beside a DOI or a PMID an `id` is a further name.
    """
    values = _values(cells)
    _read_text(values)
    title, own = values.get("title"), values.pop("id", None)
    if isinstance(title, str):
        values["title"] = markup_text(title)
    if isinstance(own, str) and not own.isdecimal():
        if values.keys() & {"doi", "pmid"} and not own.startswith(PREFIXES):
            values["aliases"] = [f"key:{own}"]
        else:
            values["id"] = own
    return _submitted(values)


def _submitted(values: Mapping[str, object]) -> Document | str:
    # A work of which only the title is known is one whose abstract is missing.
    known = values if values.get("text") else {"kind": "abstract", **values}
    try:
        return submitted_document(known)
    except SubmissionError as error:
        return str(error)


def _values(fields: Fields) -> dict[str, object]:
    """The values by the fields that their names mean; of several the first, of dates the fullest.

    A text keeps the kind that its name promises.
    """
    values: dict[str, object] = {}
    for column, value in fields.items():
        field = column if column in FIELDS else field_named(column)
        if field is None or value is None or _is_nothing(value):
            continue
        converted = _CONVERSIONS[field](value) if field in _CONVERSIONS else value
        is_fuller = field == "published" and len(str(converted)) > len(str(values.get(field, "")))
        if converted is not None and (field not in values or is_fuller):
            values[field] = converted
            if field == "text" and (kind := kind_named(column)):
                values["kind"] = kind
    return values


def _is_nothing(value: object) -> bool:
    return isinstance(value, str) and value.strip().casefold() in _NOTHING


def _read_text(values: dict[str, object]) -> None:
    text = values.get("text")
    if isinstance(text, str):
        values["text"], sections = evidence_text(plain_abstract(text))
        values["sections"] = [asdict(section) for section in sections]


def _names(value: object) -> object:
    """Names of one line; `Kim, Jin` alone is one name, turned."""
    if not isinstance(value, str):
        return value
    line = _IN_BRACKETS.sub("", markup_text(value)).strip(" ;")
    names = author_names(line if ";" in line else line.rstrip("."))
    if ";" not in line and len(names) == 2 and " " not in names[0]:
        return [natural_name(line)]
    return [natural_name(one) for one in names]


def _parts(value: object) -> object:
    return list(filter(None, _LIST.split(value.strip()))) if isinstance(value, str) else value


def _date(value: object) -> object:
    text = _printed_number(value)
    return (iso_date(text) or text) if isinstance(text, str) else text


def _printed_number(value: object) -> object:
    """A number as text; tables that passed through other programs have `2024.0` for 2024."""
    if isinstance(value, str):
        return _WHOLE.sub(r"\1", value.strip())
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _number(value: object) -> object:
    text = _printed_number(value)
    return int(text) if isinstance(text, str) and _FEW_DIGITS.fullmatch(text) else value


def _lower(value: object) -> object:
    return value.strip().casefold() if isinstance(value, str) else value


def _language(value: object) -> object:
    return language_code(value) if isinstance(value, str) else value


_CONVERSIONS: Mapping[str, Callable[[object], object]] = {
    "id": _printed_number,
    "authors": _names,
    "citation_count": _number,
    "grants": _parts,
    "kind": _lower,
    "language": _language,
    "mesh": _parts,
    "pmid": _printed_number,
    "published": _date,
    "publication_types": _parts,
    "trial_ids": _parts,
}
