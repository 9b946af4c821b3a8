"""JSON objects within a text."""

import pytest

from seeds.json_object import BrokenJsonError, json_object, texts


def test_an_object_is_read_where_it_begins() -> None:
    """What stands before and after it does not matter; the end is where it ends."""
    text = 'line\n{"a": "x\ty"} rest'
    assert json_object(text, 5) == ({"a": "x y"}, 17)


@pytest.mark.parametrize(
    ("text", "start", "place", "fault"),
    [
        ('one\n{"a": tru}', 4, (2, 7), "Expecting value"),
        ('{"a": "b', 0, (1, 7), "Unterminated string"),
        ('{"a": "b\nc"}', 0, (1, 9), "cut off by the end of its line"),
        ("one\n  [1]", 6, (2, 3), "an object is expected"),
        ('{"a": "\\ud83d"}', 0, (1, 1), "half of a character"),
        ('{"a":' * 100_000, 0, (1, 1), "nested too deeply"),
        ('{"a":' + "9" * 5000 + "}", 0, (1, 1), "digits"),
    ],
)
def test_broken_json_is_placed(text: str, start: int, place: tuple[int, int], fault: str) -> None:
    """The error has line and column in the text, and says what is wrong."""
    with pytest.raises(BrokenJsonError, match=fault) as caught:
        json_object(text, start)
    assert (caught.value.line, caught.value.column) == place


def test_texts_come_key_after_key_without_the_empty() -> None:
    """Whole numbers count as texts; null, lists, truth values and white space do not."""
    objects: list[dict[str, object]] = [
        {"a": " x ", "b": None},
        {"a": " ", "b": 7},
        {"a": ["y"], "b": True},
    ]
    assert list(texts(objects, "b", "a")) == ["7", "x"]
