"""Whole numbers in texts, in digits and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.number import numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,204 patients and 18 221 others", [1204, 18221]),
        ("10\u2009435 women, 2\u00a0000 men", [10435, 2000]),
        ("Thirty-six men, twenty two women", [36, 22]),
        ("one hundred and five; One Thousand ninety-nine", [105, 1099]),
        ("Seventeen thousand five hundred and thirty-one", [17531]),
        ("a hundred rats, two million people", [100, 2_000_000]),
        ("IL-6, p53, CD4, 2.5 mg, 1·5, 12%, 12 per cent, 3-4 days, x12", []),
        ("forty percent of them", []),
        ("two three", []),
        ("16/46 of 46", [46]),
    ],
)
def test_whole_numbers_are_found_as_they_are_written(text: str, values: list[int]) -> None:
    """Thousands and words are read; names, decimals, shares and ranges are no counts."""
    assert [number.value for number in numbers(text)] == values


@given(st.text(alphabet="0123456789 ,.-%aonetwhudrs()\n", max_size=80))
def test_every_number_stands_where_it_says(text: str) -> None:
    """Spans lie in the text, in order, and digits there make the value."""
    end = 0
    for number in numbers(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end
        digits = "".join(filter(str.isdigit, text[number.start : number.end]))
        assert not digits or int(digits) == number.value
