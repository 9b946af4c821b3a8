"""Sample sizes: people and animals analysed."""

import pytest

from seeds.document import Document
from seeds.origin import Span
from seeds.sample import sample_size_of
from seeds.statement import statements


def sample(text: str) -> tuple[int, str] | None:
    document = Document("key:a", "abstract", text)
    stated = sample_size_of(statements(document))
    if stated is None:
        return None
    assert isinstance(stated.origin, Span)
    return stated.value, document.text[stated.origin.start : stated.origin.end]


@pytest.mark.parametrize(
    ("text", "size", "quote"),
    [
        ("This case series presents three patients with hair loss.", 3, "three patients"),
        ("METHODS: We reviewed the charts of 1,204 patients.", 1204, "1,204 patients"),
        ("METHODS: Scalps of 18 221 schoolchildren were seen.", 18221, "18 221 schoolchildren"),
        ("METHODS: One hundred and five women were enrolled.", 105, "One hundred and five women"),
        ("METHODS: Consecutive men with alopecia (n = 36) were studied.", 36, "n = 36"),
        ("METHODS: Thirty-two Wistar rats were shaved.", 32, "Thirty-two Wistar rats"),
        (
            "METHODS: 60 bald (Norwood III), otherwise healthy men were treated.",
            60,
            "60 bald (Norwood III), otherwise healthy men",
        ),
        (
            "METHODS: A total of 50 adults were studied (30 men, 20 women).",
            50,
            "50 adults",
        ),
        ("RESULTS: Hair grew in 36 of 46 men (78%).", 46, "46 men"),
        (
            "METHODS: Of 967 children seen, 55 were included.",
            55,
            "55",
        ),
        (
            "METHODS: A survey was sent to 424 barbers. RESULTS: The response rate was 77%"
            " (328/424).",
            328,
            "328",
        ),
        (
            "METHODS: We recruited 80 women. RESULTS: Seventy-one women completed the study.",
            71,
            "Seventy-one women",
        ),
        ("RESULTS: 191/214 (89%) students responded to the survey.", 191, "191"),
        ("METHODS: 116 hairdressers aged 18 to 65 years wore gloves.", 116, "116 hairdressers"),
    ],
)
def test_the_number_of_those_analysed_is_found(text: str, size: int, quote: str) -> None:
    """Whole before parts, analysed before enrolled, those who answered before those asked."""
    assert sample(text) == (size, quote)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("METHODS: We compared 30 patients with hair loss and 25 healthy controls.", 55),
        ("METHODS: Men were given foam (n = 12) or water (n = 14) in two groups.", 26),
        ("METHODS: Serum was measured in 72 women with alopecia and 55 women with eczema.", 127),
        ("METHODS: Taste was tested in 12 sighted, 10 impaired, and 9 blind subjects.", 31),
        ("METHODS: 300 elderly (>60 years) and 300 young (<35 years) men were seen.", 600),
        (
            "METHODS: We saw 75 women (age 51+/-9). Age-matched 20 healthy women (9 bald;"
            " mean age 50) comprised the control group.",
            95,
        ),
        (
            "METHODS: Forty-five patients with lichen were seen. Fifteen healthy volunteers served"
            " as a control group.",
            60,
        ),
    ],
)
def test_groups_that_make_up_the_whole_are_added_up(text: str, size: int) -> None:
    """The span goes from the first group to the last."""
    found = sample(text)
    assert found is not None
    assert found[0] == size


@pytest.mark.parametrize(
    "text",
    [
        "METHODS: We measured 154 samples and 60 eyes.",
        "METHODS: Cells were plated at 5000 per well for 24 hours.",
        "METHODS: Twenty-seven studies were read between 2001 and 2011.",
        "RESULTS: Hair grew in 12 (30%) patients within 6 months.",
        "BACKGROUND: Alopecia affects 2 in every 100 people.",
        "METHODS: Follow-up was 1200 patient-years.",
        "Hair grew.",
        "",
    ],
)
def test_what_counts_nobody_gives_none(text: str) -> None:
    """Cells, eyes, studies, years, shares and rates are no sample."""
    assert sample(text) is None
