"""Tests of summing up what an answer rests on."""

import pytest

from embeddings.passage import Passage
from seeds.document import Document
from seeds.evidence import Evidence
from service.answer import AnswerSentence, Citation, Role
from service.evidence_line import evidence_line, rested_on

SERIES = Evidence("case_series", sample_size=3, species=("human",))
REPORT = Evidence("case_report", sample_size=1, species=("human",))
MICE = Evidence("animal", sample_size=24, species=("mouse",))
CELLS = Evidence("in_vitro", species=("human", "mouse"))


TRIAL = Evidence("randomised_trial", sample_size=300, species=("human",))
COHORT = Evidence("cohort", species=("human",))
QUESTION = "Do exosomes promote hair growth?"
YES = "Exosomes promoted hair growth."
NO = "Exosomes did not promote hair growth."
ELSE = "Exosomes are small vesicles that cells release."


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
    assert rested_on(document(f"key:{n}", one) for n, one in enumerate(evidence)) == line


def test_a_work_counts_once() -> None:
    """Its abstract, a summary of it, and a second sentence of it are one study."""
    abstract, summary = document("doi:1", SERIES), document("key:s", None, about="doi:1")
    assert rested_on([summary, abstract, abstract]) == "1 case series, 3 people"


def test_a_preprint_and_its_paper_are_one_work() -> None:
    """Whichever is cited first."""
    paper = Document("doi:p", "abstract", "", evidence=SERIES, versions=("doi:x",))
    preprint = Document("doi:x", "abstract", "", evidence=None, versions=("doi:p",))
    assert rested_on([paper, preprint]) == rested_on([preprint, paper]) == "1 case series, 3 people"


def line(*told: tuple[str, Evidence | None], background: int = 0) -> str | None:
    """The evidence line of an answer that says these; `background` is one that tells no finding."""
    sentences, citations = [], []
    for n, (quote, evidence) in enumerate(told, start=1):
        text = Document(f"key:{n}", "abstract", quote, evidence=evidence)
        passage = Passage(f"key:{n}#0", f"key:{n}", quote, 0, len(quote), None, ())
        citations.append(Citation(n, text, passage, None, quote, 0, len(quote), 0.5))
        role: Role = "background" if n == background else "finding"
        sentences.append(AnswerSentence(quote, 0, len(quote), (n,), role, "verbatim"))
    return evidence_line(QUESTION, sentences, citations)


def test_sources_that_disagree_are_shown_side_by_side() -> None:
    """Each work with its design, how many of which species, and its markers; never a count."""
    assert line((YES, MICE), (NO, TRIAL)) == (
        "Sources disagree: animal study, 24 animals (mouse) [1]"
        " against randomised trial, 300 people [2]"
    )
    assert line((YES, MICE), (NO, TRIAL), (ELSE, None), (YES, COHORT), (YES, REPORT)) == (
        "Sources disagree: animal study, 24 animals (mouse) [1] and cohort study, people [4]"
        " and case report, 1 person [5] against randomised trial, 300 people [2];"
        " also source of unstated design [3]"
    )


def test_sources_that_agree_and_background_are_summed_up() -> None:
    """What a paper reports of others is not its own side."""
    summed = "1 randomised trial, 300 people; 1 animal study, 24 animals (mouse)"
    assert line((YES, MICE), (YES, TRIAL)) == summed
    assert line((YES, MICE), (NO, TRIAL), background=2) == summed


def test_one_work_does_not_disagree_with_itself() -> None:
    """A paper that says both has no other side."""
    both = f"{YES} {NO}"
    text = Document("key:1", "abstract", both, evidence=TRIAL)
    passage = Passage("key:1#0", "key:1", both, 0, len(both), None, ())
    spans = [(0, len(YES)), (len(YES) + 1, len(both))]
    citations = [
        Citation(n, text, passage, None, both[slice(*span)], *span, 0.5)
        for n, span in enumerate(spans, start=1)
    ]
    sentences = [
        AnswerSentence(one.quote, 0, 9, (one.n,), "finding", "verbatim") for one in citations
    ]
    assert evidence_line(QUESTION, sentences, citations) == "1 randomised trial, 300 people"
