"""Titles as catalogues print them."""

import pytest

from seeds.title import catalogue_title, catalogue_titles


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Hair loss.", "Hair loss"),
        ("Does hair grow?", "Does hair grow?"),
        ("Hair loss in the U.S.", "Hair loss in the U.S."),
        ("A reply to Smith et al.", "A reply to Smith et al."),
        ("And then ...", "And then ..."),
        ("[Hair loss].", "Hair loss"),
        ("[Hair loss (author's transl)].", "Hair loss (author's transl)"),
        ("[Hair [and nails]]", "Hair [and nails]"),
        ("[18F]FDG in hair [and nails].", "[18F]FDG in hair [and nails]"),
        ("[Not Available].", None),
        ("", None),
    ],
)
def test_a_title_loses_only_what_the_catalogue_put_there(printed: str, title: str | None) -> None:
    """Its full stop and the brackets of a translation; those of the title stay."""
    assert catalogue_title(printed) == title


def test_the_title_in_the_works_own_language_stands_beside_the_english_one() -> None:
    """Under the language that is not English; where it is alone, it is the title."""
    assert catalogue_titles("[Hair].", "Haare.", ["eng", "ger"]) == ("Hair", {"de": "Haare"})
    assert catalogue_titles("[Not Available].", "Haare.", ["ger"]) == ("Haare", {})
    assert catalogue_titles("[Hair].", "Die Haare fallen im Winter aus.", ["und"]) == (
        "Hair",
        {"de": "Die Haare fallen im Winter aus"},
    )
