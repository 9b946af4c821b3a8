"""Trial registrations in texts."""

import pytest

from seeds.origin import Field, Span
from seeds.trial import trial_ids_of


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Registered as NCT04123456.", ["NCT04123456"]),
        ("(nct 04123456; ISRCTN12345678)", ["NCT04123456", "ISRCTN12345678"]),
        ("EudraCT 2010-123456-12", ["2010-123456-12"]),
        ("ChiCTR2000029308 and ChiCTR-IOR-15006412", ["ChiCTR2000029308", "ChiCTR-IOR-15006412"]),
        ("PROSPERO CRD42020123456", ["CRD42020123456"]),
        ("NCT04123456 (NCT04123456)", ["NCT04123456"]),
        ("NCT0412345, INCT041234567, NTRK1, tel. 2010-123456-12", []),
    ],
)
def test_the_registers_own_forms_are_known(text: str, ids: list[str]) -> None:
    """Each once, without spaces; longer and shorter numbers are something else."""
    assert [stated.value for stated in trial_ids_of(None, text)] == ids


def test_each_comes_from_its_place() -> None:
    """The text's span, or the title."""
    found = trial_ids_of("The HAIR trial (NCT04123456)", "Also ISRCTN12345678.")
    assert [(stated.value, stated.origin) for stated in found] == [
        ("ISRCTN12345678", Span(5, 19)),
        ("NCT04123456", Field("title")),
    ]
