"""The objects of JSON files, one by one: JSON Lines, lists in any wrapping, damaged ones too."""

import itertools
import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from seeds.json_object import Fields, half_character

Wanted = Callable[[Fields], bool]

_DECODER = json.JSONDecoder()
_BRACE = re.compile(r"\{(?=\s*[\"}])")  # one that can begin an object
_MOST_WORK = 30  # as often as this a text is gone through where it is damaged or deeply nested
_MOST_FAILURES = 1_000


@dataclass(frozen=True, slots=True)
class FoundObject:
    """An object of a file, and its place there."""

    fields: Fields
    place: str


@dataclass(frozen=True, slots=True)
class BrokenObject:
    """A place where JSON is broken, or is nothing that is wanted, and the reason."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A wanted object, or None and the fault, and where in the text it stands."""

    start: int
    end: int
    fields: Fields | None
    fault: str = ""


def are_objects(lines: Iterable[str]) -> bool:
    """Whether lines are JSON Lines: the first that is not empty is an object, or the next two are.

    So one that is broken at the beginning does not hide what the others are, and no list is taken
    for lines, in which objects have commas between them.
    """
    filled = filter(str.strip, lines)
    if any(map(_is_object, itertools.islice(filled, 1))):
        return True
    following = [*itertools.islice(filled, 2)]
    return len(following) > 1 and all(map(_is_object, following))


def line_objects(lines: Iterable[str], is_wanted: Wanted) -> Iterator[FoundObject | BrokenObject]:
    """The outermost wanted objects of JSON Lines, and what is broken between them, as lines come.

    Places count lines and objects, broken ones too, from 1.
    """
    return _objects(enumerate(lines, 1), is_wanted)


def text_objects(text: str, is_wanted: Wanted) -> Iterator[FoundObject | BrokenObject]:
    """The outermost wanted objects of one JSON text, in order, and what is broken between them."""
    start = len(text) - len(text.lstrip())
    return _objects([(1 + text.count("\n", 0, start), text[start:])], is_wanted)


def _objects(
    texts: Iterable[tuple[int, str]], is_wanted: Wanted
) -> Iterator[FoundObject | BrokenObject]:
    numbers = itertools.count(1)
    for first, text in _filled(texts):
        line_ends = [end.start() for end in re.finditer("\n", text)]
        # Raw tabs in strings are against the rules and do no harm.
        for part in _parts(text.rstrip().replace("\t", " "), is_wanted):
            line = first + bisect_left(line_ends, part.start)
            place = f"line {line}, record {next(numbers)}"
            if part.fields is None:
                yield BrokenObject(place, part.fault)
            elif half := half_character(part.fields):
                yield BrokenObject(place, f"is broken ({half}): get it once more")
            else:
                yield FoundObject(part.fields, place)


def _filled(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    return ((n, line) for n, line in lines if line.strip())


def _is_object(line: str) -> bool:
    line = line.replace("\t", " ").strip()
    try:
        value, end = _DECODER.raw_decode(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and end == len(line)


def _parts(text: str, is_wanted: Wanted) -> Iterator[_Part]:
    """The wanted objects and the faults of a text in order; it yields one part at least."""
    position = sound = work = failures = 0
    faults: dict[int, str] = {}
    nothing = True
    while brace := _BRACE.search(text, position):
        start = brace.start()
        position = start + 1
        for at in [at for at in sorted(faults) if at < start]:
            nothing = False
            yield _fault(at, faults.pop(at))
        fields, end, fault = _object_at(text, start)
        if fields is not None and is_wanted(fields):
            nothing = False
            position = end
            yield _Part(start, end, fields)
            continue
        if fields is not None:
            sound = max(sound, end)
        elif start >= sound:  # else the brace stands in a string
            faults[end] = fault
        failures += fields is None
        work += end - start
        if work > _MOST_WORK * len(text) or failures > _MOST_FAILURES:
            yield _fault(start, "what follows is damaged in too many places to be read")
            return
    for at in sorted(faults):
        yield _fault(at, faults[at])
    if nothing and not faults:
        yield _Part(0, 0, None, "holds no record of this form: check what was saved")


def _object_at(text: str, start: int) -> tuple[Fields | None, int, str]:
    """The object that begins at a position and its end, or None, where it is broken, and how."""
    try:
        fields, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        is_control = error.msg.startswith("Invalid control") and text[error.pos] == "\n"
        is_cut = is_control or error.msg.startswith("Unterminated")
        fault = "a string does not end in its line" if is_cut else error.msg
        return None, error.pos, fault
    except RecursionError:
        return None, len(text), "it is nested too deeply"
    except ValueError as error:
        return None, len(text), str(error)
    return fields, end, ""


def _fault(at: int, fault: str) -> _Part:
    return _Part(at, at, None, f"the JSON is broken here ({fault}): get this record once more")
