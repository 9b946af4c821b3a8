"""Registers of clinical trials."""

from seeds.registry import trial_ids


def test_only_numbers_of_trials_are_kept_each_once() -> None:
    """By the bank's name, or where that is unknown by the form of the number."""
    accessions = [
        ("ClinicalTrials.gov", "NCT04123456"),
        ("GENBANK", "AB000001"),
        ("EudraCT", "2019-000001-12"),
        ("A register of the future", "ISRCTN12345678"),
        ("ClinicalTrials.gov", "NCT04123456"),
        ("ISRCTN", ""),
    ]
    assert trial_ids(accessions) == ("NCT04123456", "2019-000001-12", "ISRCTN12345678")
