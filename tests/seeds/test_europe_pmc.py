"""Europe PMC JSON."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from seeds.document import Document
from seeds.formats.europe_pmc import europe_pmc_document
from seeds.page import Rejection
from seeds.reading import read_bytes, read_file
from seeds.status import Status, StatusKind

GOLDEN = Path(__file__).parent / "exports/europe_pmc.json"


def document(fields: Mapping[str, object]) -> Document:
    """The document of a result with these fields."""
    found = europe_pmc_document({"id": "7", "source": "MED", "title": "Zinc", **fields})
    assert isinstance(found, Document)
    return found


def corrected(*types: str) -> dict[str, object]:
    """The field of corrections of these types, all of March 2021."""
    entries = [{"type": kind, "reference": "J Hair. 2021 Mar;1(2):3"} for kind in types]
    return {"commentCorrectionList": {"commentCorrection": entries}}


def test_a_result_is_all_that_is_known_of_its_work() -> None:
    """Each field is what a careful librarian would have typed."""
    first = next(read_file(GOLDEN))
    assert isinstance(first, Document)
    assert (first.id, first.kind, first.doi) == ("doi:10.5555/hair.1", "abstract", "10.5555/hair.1")
    assert first.aliases == ("pmid:31234567", "pmcid:PMC7654321")
    assert first.title == "Effects of Panax ginseng & zinc on hair: a randomised trial."
    assert first.authors == ("Jin Kim", "Sun-Hee Lee", "HAIR Study Group")
    assert (first.journal, first.published, first.language) == (
        "Journal of Hair",
        "2019-10-07",
        "en",
    )
    assert {s.label: first.text[s.start : s.end] for s in first.sections} == {
        "Background": "Hair falls (P < 0.05).",
        "Methods": "We gave 10^6 IU & CO2 to 40 adults (NCT04123456).",
        "Results": "Density rose by 12% [95% CI 1.2-3.4].",
    }
    assert first.publication_types == ("Randomized Controlled Trial", "Journal Article")
    assert (first.mesh, first.citation_count) == (("Hair", "Humans"), 13)
    assert first.url == "https://doi.org/10.5555/hair.1"
    assert first.status == Status("retracted", "2021-03-04", "Europe PMC")
    assert (first.sources[0].reader, first.sources[0].place) == ("europe_pmc", "line 8, record 1")


def test_preprints_and_short_results_are_read_too() -> None:
    """A preprint's journal is its server; a lite result is short; an id alone is none."""
    _, preprint, short, bare = read_file(GOLDEN)
    assert isinstance(preprint, Document)
    assert preprint.text == "Zinc was measured.\nIt was high."
    assert (preprint.journal, preprint.publication_types) == ("bioRxiv", ("Preprint",))
    assert (preprint.aliases, preprint.status) == (("key:PPR/PPR123456",), None)
    assert isinstance(short, Document)
    assert (short.id, short.published, short.authors) == (
        "pmid:9000001",
        "1990",
        ("Roe R", "Doe D"),
    )
    assert short.publication_types == ("journal article", "review")
    assert isinstance(bare, Rejection)
    assert (bare.place, "neither a title nor an abstract" in bare.reason) == (
        "line 69, record 4",
        True,
    )


@pytest.mark.parametrize("wrapped", ["single", "article", "list", "lines"])
def test_results_are_read_in_every_wrapping(wrapped: str) -> None:
    """One alone, as the article service gives it, a list, JSON Lines."""
    result = {"id": "7", "source": "MED", "title": "Zinc", "pubYear": "2020"}
    forms = {
        "single": json.dumps(result),
        "article": json.dumps({"version": "6.9", "hitCount": 1, "result": result}),
        "list": json.dumps([result, {**result, "authorString": "Roe R."}]),
        "lines": f"{json.dumps({**result, 'hasPDF': 'N'})}\n{json.dumps(result)}",
    }
    documents = list(read_bytes("x.json", forms[wrapped].replace("Zinc", "Zinc", 1).encode()))
    if wrapped == "single":  # one telling key alone is not enough
        documents = list(read_bytes("x.json", json.dumps({**result, "inEPMC": "N"}).encode()))
    assert {one.id for one in documents if isinstance(one, Document)} == {"pmid:7"}


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (("Comment in", "Update in"), None),
        (("Erratum in",), "corrected"),
        (("Erratum in", "Expression of concern in"), "concern"),
        (("Expression of concern in", "RETRACTION IN"), "retracted"),
        (("Retraction of",), "notice"),
        (("Erratum for",), "notice"),
    ],
)
def test_corrections_give_the_status_the_gravest_first(
    types: tuple[str, ...], kind: StatusKind | None
) -> None:
    """With the date of the notice; what is about another work is itself a notice."""
    status = document(corrected(*types)).status
    assert status == (None if kind is None else Status(kind, "2021-03", "Europe PMC"))


def test_publication_types_give_the_status_too() -> None:
    """A retracted publication, and the notice, which is not retracted."""
    retracted = document({"pubTypeList": {"pubType": ["Retracted Publication"]}})
    notice = document({"pubTypeList": {"pubType": "Retraction of Publication"}, "pubYear": "2021"})
    assert retracted.status == Status("retracted", None, "Europe PMC")
    assert notice.status == Status("notice", "2021", "Europe PMC")


def test_a_day_that_nobody_printed_is_no_date() -> None:
    """Printed issues are given the first of the month; the date they print is kept."""
    issue = {"printPublicationDate": "2019-11-01", "dateOfPublication": "2019 Nov"}
    fields = {"journalInfo": issue, "firstPublicationDate": "2019-11-01"}
    assert document(fields).published == "2019-11"


def test_a_damaged_result_costs_itself_alone() -> None:
    """The others of the page are read."""
    text = GOLDEN.read_text(encoding="utf-8").replace('"id": "PPR123456",', '"id": "PPR12')
    found = list(read_bytes("x.json", text.encode()))
    assert [one.id for one in found if isinstance(one, Document)] == [
        "doi:10.5555/hair.1",
        "pmid:9000001",
    ]
    broken, _ = (one for one in found if isinstance(one, Rejection))
    assert broken.place.startswith("line 47")
