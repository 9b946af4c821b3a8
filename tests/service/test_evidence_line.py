"""Tests of summing up what an answer rests on."""

import pytest

from seeds.document import Document
from seeds.evidence import Evidence
from service.evidence_line import evidence_line

SERIES = Evidence("case_series", sample_size=3, species=("human",))
REPORT = Evidence("case_report", sample_size=1, species=("human",))
MICE = Evidence("animal", sample_size=24, species=("mouse",))
CELLS = Evidence("in_vitro", species=("human", "mouse"))


def document(name: str, evidence: Evidence | None, about: str | None = None) -> Document:
    """A document of that evidence."""
    return Document(id=name, kind="abstract", text="", evidence=evidence, about=about)


@pytest.mark.parametrize(
    ("evidence", "line"),
    [
        ([REPORT, SERIES], "1 case series, 3 people; 1 case report"),
        ([SERIES, SERIES], "2 case series, 3 people and 3 people"),
        ([MICE], "1 animal study, 24 animals (mouse)"),
        ([CELLS, Evidence("animal", species=("rat",))], "1 animal study, rat; 1 in-vitro study"),
        ([None, Evidence()], "2 sources of unstated design"),
        ([None, Evidence("cohort")], "1 cohort study; 1 source of unstated design"),
        ([], None),
    ],
)
def test_designs_are_counted_strongest_first(
    evidence: list[Evidence | None], line: str | None
) -> None:
    """Each with how many were studied, never added up; animals are named."""
    assert evidence_line(document(f"key:{n}", one) for n, one in enumerate(evidence)) == line


def test_a_work_counts_once() -> None:
    """Its abstract, a summary of it, and a second sentence of it are one study."""
    abstract, summary = document("doi:1", SERIES), document("key:s", None, about="doi:1")
    assert evidence_line([summary, abstract, abstract]) == "1 case series, 3 people"
