"""Statements: sentences with the parts they play."""

from seeds.document import Document, Section
from seeds.statement import spread, statements


def told(text: str, *sections: Section) -> list[tuple[str, str]]:
    document = Document("key:a", "abstract", text, sections=sections)
    return [(statement.part, statement.text) for statement in statements(document)]


def test_a_sections_label_gives_the_part() -> None:
    """What stands under Methods is a method, whatever its words."""
    assert told(
        "Hair is rare. We studied it.",
        Section("Background", 0, 13),
        Section("Methods", 14, 28),
    ) == [("background", "Hair is rare."), ("method", "We studied it.")]


def test_a_printed_label_gives_the_part_and_is_not_part_of_the_statement() -> None:
    """Labels in running text count as sections do."""
    assert told("BACKGROUND: Hair is rare. RESULTS: It grew.") == [
        ("background", "Hair is rare."),
        ("result", "It grew."),
    ]


def test_an_aim_under_the_background_is_an_aim() -> None:
    """The heading of the background often holds the aim, and sometimes the methods."""
    assert told("BACKGROUND: Hair is rare. We aimed to grow it. Ten men were treated.") == [
        ("background", "Hair is rare."),
        ("aim", "We aimed to grow it."),
        ("method", "Ten men were treated."),
    ]


def test_without_labels_words_give_the_part() -> None:
    """Tense and set phrases part what was known from what was done."""
    assert [part for part, _ in told("Hair has often been lost. Ten men were treated.")] == [
        "background",
        "method",
    ]


def test_unusual_spaces_are_plain_and_places_stay() -> None:
    """`n\u2009=\u200936` reads as `n = 36`, at the same place."""
    document = Document("key:a", "abstract", "Men (n\u2009=\u200936) came.\nThey\u00a0left.")
    first, second = statements(document)
    assert first.text == "Men (n = 36) came."
    assert document.text[second.start :] == "They\u00a0left."
    assert spread((first, second)) == "Men (n = 36) came. They left."
