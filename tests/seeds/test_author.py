"""Names of authors in one line."""

import pytest

from seeds.author import are_names, author_names, natural_name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Xi Chen, Jing Pang", ("Xi Chen", "Jing Pang")),
        ("Chen, Xi; Pang, Jing;", ("Chen, Xi", "Pang, Jing")),
        ("Xi Chen, Jing Pang, and Bo Li", ("Xi Chen", "Jing Pang", "Bo Li")),
        ("Xi Chen & Jing Pang", ("Xi Chen", "Jing Pang")),
        ("John Smith, Jr., Anna de la Cruz, MD", ("John Smith, Jr.", "Anna de la Cruz, MD")),
        ("王芳，李娜、张伟", ("王芳", "李娜", "张伟")),
        ("Anders Brandt", ("Anders Brandt",)),
        ("", ()),
    ],
)
def test_a_line_is_parted_into_names(line: str, names: tuple[str, ...]) -> None:
    """Semicolons part names if there are any, else commas and "and"; suffixes stay."""
    assert author_names(line) == names


@pytest.mark.parametrize(
    "line",
    ["Xi Chen, Jing Pang", "Maria García, Jean-Pierre O'Neil", "王芳, 李娜", "J. van den Berg"],
)
def test_a_line_of_names_is_told(line: str) -> None:
    """Capitalised words, particles and short Chinese names make a line of names."""
    assert are_names(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Burns heal slowly under gauze.",
        "Honey for Burns, 2019",
        "间充质干细胞外泌体治疗获得性毛囊角化症",
        "One Two Three Four Five Six Seven",
    ],
)
def test_a_line_of_text_is_no_line_of_names(line: str) -> None:
    """Lower-case words, digits and long parts are not names."""
    assert not are_names(line)


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Kim, Jin", "Jin Kim"),
        ("van der Berg, J. A.", "J. A. van der Berg"),
        ("Jin Kim", "Jin Kim"),
        ("King, Jr.", "King, Jr."),
        ("King, Martin, Jr.", "King, Martin, Jr."),
        ("Department of Health and Human Services, Washington", None),
        ("", ""),
    ],
)
def test_inverted_names_are_turned(printed: str, spoken: str | None) -> None:
    """Only a family name and given names; suffixes and long names stay as they are."""
    assert natural_name(printed) == (printed if spoken is None else spoken)
