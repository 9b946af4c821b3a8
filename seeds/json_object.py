"""JSON objects within a text, and the texts that they hold."""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Fields = Mapping[str, object]

T = TypeVar("T")

_DECODER = json.JSONDecoder()


class BrokenJsonError(ValueError):
    """JSON that cannot be read: line and column in its text, counted from 1, and what is wrong."""

    def __init__(self, line: int, column: int, fault: str) -> None:
        super().__init__(f"line {line}, column {column}: {fault}")
        self.line = line
        self.column = column
        self.fault = fault


def json_object(text: str, start: int = 0) -> tuple[dict[str, object], int]:
    """The object that begins at a position of the text, and where it ends.

    Raises `BrokenJsonError` where there is none, also for half of a surrogate pair: it is no text.
    """
    try:
        value, end = _decoded(text, start)
    except json.JSONDecodeError as error:
        cut = error.msg.startswith("Invalid control") and text[error.pos] == "\n"
        fault = "a string is cut off by the end of its line" if cut else error.msg
        raise BrokenJsonError(error.lineno, error.colno, fault) from error
    except RecursionError as error:
        raise _broken(text, start, "it is nested too deeply") from error
    except ValueError as error:
        raise _broken(text, start, str(error)) from error
    if half := half_character(value):
        raise _broken(text, start, half)
    if not isinstance(value, dict):
        raise _broken(text, start, f"an object is expected, not {type(value).__name__}")
    return value, end


def half_character(value: object) -> str | None:
    """What is wrong with a value that holds half of a surrogate pair, which is no text."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        return f"\\u{ord(error.object[error.start]):04x} is half of a character"
    return None


def _decoded(text: str, start: int) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        if text[error.pos : error.pos + 1] != "\t":
            raise
        # A raw tab within a string is against the rules and does no harm.
        return _DECODER.raw_decode(text.replace("\t", " "), start)


def _broken(text: str, position: int, fault: str) -> BrokenJsonError:
    column = position - text.rfind("\n", 0, position)
    return BrokenJsonError(text.count("\n", 0, position) + 1, column, fault)


def texts(objects: Iterable[Fields], *keys: str) -> Iterator[str]:
    """The texts and whole numbers under keys that say something: key after key, in each object."""
    for key, fields in itertools.product(keys, list(objects)):
        value = fields.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            yield str(value)
        elif isinstance(value, str) and value.strip():
            yield value.strip()


def text_of(fields: Fields, *keys: str) -> str:
    """The first text or whole number under keys that says something, or an empty text."""
    return next(texts([fields], *keys), "")


def listed(value: object) -> list[object]:
    """A list as it is, nothing as an empty one, and anything else as a list of itself."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def objects(value: object) -> list[Fields]:
    """The objects of a list, or the one that stands for a list of one."""
    return [entry for entry in listed(value) if isinstance(entry, dict)]


def inner(fields: Fields, *path: str) -> Fields:
    """The object at the end of a path of keys, an empty one where there is none."""
    for key in path:
        value = fields.get(key)
        fields = value if isinstance(value, dict) else {}
    return fields


def first(convert: Callable[[str], T | None], values: Iterable[str]) -> T | None:
    """The first value that converts to something."""
    return next((found for found in map(convert, values) if found is not None), None)
