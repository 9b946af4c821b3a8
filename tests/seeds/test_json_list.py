"""The objects of JSON files, whole and damaged."""

import json

import pytest

from seeds.json_list import BrokenObject, FoundObject, are_objects, line_objects, text_objects
from seeds.json_object import Fields


def is_wanted(fields: Fields) -> bool:
    """What these tests look for."""
    return "id" in fields


def found(text: str) -> list[tuple[object, str]]:
    """The ids and the reasons, each with its place."""
    lines = text.split("\n")
    by_line = are_objects(lines)
    return [
        (one.fields["id"], one.place) if isinstance(one, FoundObject) else (one.reason, one.place)
        for one in (line_objects(lines, is_wanted) if by_line else text_objects(text, is_wanted))
    ]


OBJECTS = [{"id": 1, "of": [{"id": 9}]}, {"id": 2, "text": 'a{"id": 8}'}, {"id": 3}]
COMPACT = [(1, "line 1, record 1"), (2, "line 1, record 2"), (3, "line 1, record 3")]


@pytest.mark.parametrize(
    "value",
    [
        OBJECTS,
        {"data": OBJECTS},
        {"request": {"query": 'x{"'}, "list": {"result": OBJECTS}, "next": None},
        [OBJECTS[:1], {"more": OBJECTS[1:]}],
    ],
)
def test_the_outermost_wanted_objects_are_found_in_any_wrapping(value: object) -> None:
    """Objects within them are parts of them, and braces in strings are text."""
    assert found(json.dumps(value)) == COMPACT


def test_each_line_is_read_on_its_own_where_the_first_is_an_object() -> None:
    """Empty lines are passed over, and a broken line costs itself alone."""
    lines = ['{"id": 1}', "", '{"id": 2', "plain", '{"no": 1}', '{"data": [{"id": 3}, {"id": 4}]}']
    assert [(what, place) for what, place in found("\n".join(lines)) if isinstance(what, int)] == [
        (1, "line 1, record 1"),
        (3, "line 6, record 5"),
        (4, "line 6, record 6"),
    ]
    assert [place for what, place in found("\n".join(lines)) if isinstance(what, str)] == [
        "line 3, record 2",
        "line 4, record 3",
        "line 5, record 4",
    ]


def test_lines_are_read_as_they_come() -> None:
    """The first object is given before the second line is asked for."""
    lines = iter(['{"id": 1}'])
    first = next(line_objects(lines, is_wanted))
    assert isinstance(first, FoundObject)


@pytest.mark.parametrize(
    ("text", "by_line"),
    [
        ('\n \n{"id": 1}', True),
        ('{"id": "cut\n{"id": 1}\n{"id": 2}', True),
        ('{"id": "cut\n{"id": 1}', False),
        ('{"data": [\n{"id": 1}\n]}', False),
        ('[\n{"id": 1},\n{"id": 2}\n]', False),
        ('{\n"id": 1}', False),
        ("", False),
    ],
)
def test_json_lines_are_told_by_their_first_lines(text: str, by_line: bool) -> None:
    """A broken line at the beginning does not hide what the others are."""
    assert are_objects(text.split("\n")) == by_line


@pytest.mark.parametrize("indent", [None, 1])
def test_a_damaged_object_in_a_list_costs_itself_alone(indent: int | None) -> None:
    """It is told once, where it is broken; the list around it does not fall with it."""
    text = json.dumps({"data": [*OBJECTS[:1], {"id": 2, "to": "break"}, {"id": 3}]}, indent=indent)
    whats = [what for what, _ in found(text.replace('"break"', '"bre"ak"'))]
    assert [whats[0], whats[2]] == [1, 3]
    assert "the JSON is broken here" in str(whats[1])


def test_what_is_cut_off_at_the_end_is_told() -> None:
    """What came before is in."""
    text = json.dumps({"data": OBJECTS}, indent=1)
    one, two, cut = found(text[: text.index('"id": 3') + 4])
    assert (one[0], two[0]) == (1, 2)
    assert "the JSON is broken here" in str(cut[0])


def test_half_a_character_is_told() -> None:
    """A lone surrogate cannot be stored."""
    [half] = line_objects(['{"id": "\\ud800"}'], is_wanted)
    assert isinstance(half, BrokenObject)
    assert "half of a character" in half.reason


def test_raw_tabs_in_strings_do_no_harm() -> None:
    """Hand-made files have them."""
    assert found('{"id": "a\tb"}') == [("a b", "line 1, record 1")]


@pytest.mark.parametrize("text", ["[]", '{"results": []}', "[1, 2]", "{}"])
def test_a_file_without_wanted_objects_says_so(text: str) -> None:
    """An empty search is no silent success."""
    [(reason, _)] = found(text)
    assert "holds no record of this form" in str(reason)


@pytest.mark.parametrize(
    "text", ['{"a":' * 50_000, '{"a":[' * 50_000, '{"a"{"' * 50_000, "[" * 9_999]
)
def test_hostile_files_end_soon(text: str) -> None:
    """Deep nesting and endless damage are refused, in time that the file's length bounds."""
    assert len(found(text)) <= 1_100
