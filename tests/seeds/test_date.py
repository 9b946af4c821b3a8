"""Dates as sources print them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.date import first_date, iso_date


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2024-11-25", "2024-11-25"),
        ("2024-11", "2024-11"),
        ("2024", "2024"),
        ("2024/1/5", "2024-01-05"),
        ("2024-11-25T00:00:00", "2024-11-25"),
        ("2024-11-25 08:30:00.000Z", "2024-11-25"),
        ("December 2021", "2021-12"),
        ("Nov 2024", "2024-11"),
        ("Sept. 1998", "1998-09"),
        ("MAY 2021", "2021-05"),
        ("25 November 2024", "2024-11-25"),
        ("November 25th, 2024", "2024-11-25"),
        ("2024 Nov 25", "2024-11-25"),
        ("2024 Nov", "2024-11"),
        ("  March \n 2011 ", "2011-03"),
        ("2021年3月9日", "2021-03-09"),
        ("2021年3月", "2021-03"),
    ],
)
def test_a_date_is_kept_as_precise_as_it_is_printed(printed: str, iso: str) -> None:
    """A day stays a day, a month a month, a year a year."""
    assert iso_date(printed) == iso


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("Winter 2021", "2021"),
        ("2020 Spring", "2020"),
        ("Nov-Dec 2023", "2023"),
        ("2023 Nov-Dec", "2023"),
        ("2024-00-00", "2024"),
        ("2024-11-00", "2024-11"),
    ],
)
def test_of_what_is_not_one_month_only_the_sure_part_is_kept(printed: str, iso: str) -> None:
    """A season, a span of months, or a part that is zero does not become a month or a day."""
    assert iso_date(printed) == iso


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "soon",
        "Octember 2003",
        "November",
        "24",
        "2024-13",
        "2024-02-30",
        "32 May 2020",
        "03/04/2021",
        "2023-24",
        "9999",
        "2024-11-25-01",
        "2024-11/25",
        "٢٠٢٤",
    ],
)
def test_what_is_no_date_gives_none(printed: str) -> None:
    """A day that the calendar lacks, or an order that could be two dates, is not guessed at."""
    assert iso_date(printed) is None


@given(
    st.text() | st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{1,4}", fullmatch=True)
)
def test_any_text_gives_an_iso_date_or_none(printed: str) -> None:
    """No text makes it fail, and what comes out is always in ISO form."""
    iso = iso_date(printed)
    assert iso is None or re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", iso)


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("2019 Nov 5", "2019-11-05"),
        ("2015 Jan 1-15", "2015-01"),
        ("1998 Dec-1999 Jan", "1998"),
        ("2000 Spring-Summer", "2000"),
        ("1976-1977", "1976"),
        ("Winter 2017; 3(4)", "2017"),
        ("in press", None),
        ("120205", None),
        ("", None),
    ],
)
def test_the_date_that_a_text_begins_with_is_found(printed: str, date: str | None) -> None:
    """As precise as it is sure: of what follows only the first year is known."""
    assert first_date(printed) == date
