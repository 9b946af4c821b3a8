"""What names a document."""

from dataclasses import replace

import pytest

from seeds.document import Document
from seeds.identity import identified, local_key
from seeds.reading import read_bytes

WORK = Document("", "abstract", "It grew.", title="Zinc", authors=("Jin Kim",), published="2019-10")


def test_the_strongest_id_names_a_document_and_the_others_are_aliases() -> None:
    """DOI, PMID, the source's own key, a digest; a PMCID is an alias, for versions share it."""
    whole = identified(replace(WORK, doi="10.5555/a", pmid="7", pmcid="PMC8"), "W1", ["key:x"])
    assert whole.id == "doi:10.5555/a"
    assert whole.aliases == ("pmid:7", "pmcid:PMC8", "key:W1", "key:x")
    keyed = identified(replace(WORK, pmcid="PMC8"), "W1", ["key:W1"])
    assert (keyed.id, keyed.aliases) == ("key:W1", ("pmcid:PMC8",))
    assert identified(WORK).id == identified(replace(WORK, title="Iron")).id


@pytest.mark.parametrize(
    "other",
    [
        replace(WORK, title="Iron"),
        replace(WORK, authors=("Sun Lee",)),
        replace(WORK, published="2020"),
    ],
)
def test_works_without_a_text_are_told_apart_by_title_author_and_year(other: Document) -> None:
    """Else of two editorials one would be lost."""
    assert identified(replace(WORK, text="")).id != identified(replace(other, text="")).id
    assert local_key("kim2019", WORK) != local_key("kim2019", other)


def test_a_local_key_stays_when_the_entry_is_completed() -> None:
    """By an abstract, a journal, the day, or capitals."""
    completed = replace(WORK, text="", title="ZINC", published="2019", journal="J Hair")
    assert local_key("kim2019", completed) == local_key("kim2019", WORK)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.ris",
            "TY  - JOUR\nTI  - Editorial\nAU  - Kim, Jin\nER  - \n"
            "TY  - JOUR\nTI  - Editorial\nAU  - Lee, Sun\nER  - \n",
        ),
        ("a.csv", "title,authors\nEditorial,Jin Kim\nEditorial,Sun Lee\n"),
        (
            "a.jsonl",
            '{"title": "Editorial", "authors": ["Jin Kim"]}\n'
            '{"title": "Editorial", "authors": ["Sun Lee"]}\n',
        ),
        (
            "a.bib",
            "@misc{x, title={Editorial}, author={Jin Kim}}\n"
            "@misc{x, title={Editorial}, author={Sun Lee}}",
        ),
    ],
)
def test_two_editorials_are_two_documents(name: str, text: str) -> None:
    """In every format."""
    found = [one for one in read_bytes(name, text.encode()) if isinstance(one, Document)]
    assert len({one.id for one in found}) == 2
