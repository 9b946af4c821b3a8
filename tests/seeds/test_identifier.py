"""Identifiers in their one normal form."""

import pytest

from seeds.identifier import normal_doi, normal_id, normal_pmcid, normal_pmid, text_id, work_ids


@pytest.mark.parametrize(
    "printed",
    [
        "10.1111/jocd.16683",
        "10.1111/JOCD.16683",
        " doi:10.1111/jocd.16683 ",
        "DOI: 10.1111/jocd.16683.",
        "doi 10.1111/jocd.16683",
        "https://doi.org/10.1111/jocd.16683",
        "http://dx.doi.org/10.1111/jocd.16683",
        "doi.org/10.1111/jocd.16683",
        "https://doi.org/10.1111%2Fjocd.16683",
    ],
)
def test_every_way_to_write_a_doi_comes_to_one(printed: str) -> None:
    """Case, resolver, prefix, percent-encoding and closing punctuation make no difference."""
    assert normal_doi(printed) == "10.1111/jocd.16683"


def test_a_doi_keeps_its_odd_characters() -> None:
    """Brackets, colons, angle brackets and semicolons inside a DOI are part of it."""
    doi = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"
    assert normal_doi(doi.upper()) == doi


@pytest.mark.parametrize(
    "printed",
    ["", "jocd.16683", "10.11/x", "10.1111/", "10.1111/a b", "https://example.org/10.1111/x"],
)
def test_what_is_no_doi_gives_none(printed: str) -> None:
    """Only a whole DOI counts; an address of another site is none."""
    assert normal_doi(printed) is None


def test_pubmed_ids_come_as_digits_and_pmcids_with_their_letters() -> None:
    """Prefixes, zeros in front and case are dropped."""
    assert normal_pmid("PMID: 0031234567") == "31234567"
    assert normal_pmid("31234567.") is None
    assert normal_pmcid("pmcid: pmc0765") == "PMC765"
    assert normal_pmcid("765") is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/31234567", "pmid:31234567"),
        ("https://pubmed.ncbi.nlm.nih.gov/31234567/", "pmid:31234567"),
        ("http://www.ncbi.nlm.nih.gov/pubmed/31234567", "pmid:31234567"),
        ("https://europepmc.org/article/MED/31234567", "pmid:31234567"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/7654321", "pmcid:PMC7654321"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC7654321/", "pmcid:PMC7654321"),
        ("https://example.org/31234567", "https://example.org/31234567"),
    ],
)
def test_addresses_of_pubmed_are_identifiers(address: str, name: str) -> None:
    """As databases give them and as readers copy them; addresses of other sites are none."""
    assert normal_id(address) == name


def test_the_ids_of_a_work_stand_in_order_of_strength() -> None:
    """DOI before PMID before PMCID, and only those that are known."""
    assert work_ids("10.5555/a", "7", "PMC8") == ("doi:10.5555/a", "pmid:7", "pmcid:PMC8")
    assert work_ids(None, None, "PMC8") == ("pmcid:PMC8",)
    assert work_ids(None, None, None) == ()


def test_an_id_that_users_type_comes_in_its_stored_form() -> None:
    """DOIs in any way, PMIDs and PMCIDs with prefix; other ids are only stripped."""
    assert normal_id("https://doi.org/10.1111/JOCD.16683") == "doi:10.1111/jocd.16683"
    assert normal_id("PMID:31234567") == "pmid:31234567"
    assert normal_id("pmc7654321") == "pmcid:PMC7654321"
    assert normal_id(" sha:0123456789abcdef ") == "sha:0123456789abcdef"
    assert normal_id("31234567") == "31234567"


def test_the_id_of_a_text_depends_on_kind_and_text() -> None:
    """Sixteen hexadecimal digits of the SHA-256 of both, here as `sha256sum` gives them."""
    assert text_id("snippet", "Zinc is safe.") == "sha:104355548828d57b"
    assert text_id("summary", "Zinc is safe.") != text_id("snippet", "Zinc is safe.")
