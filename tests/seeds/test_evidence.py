"""Evidence of documents as a whole: the seeds, JSON, and spans that hold what they say."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.appraisal import evidence_of
from seeds.document import Document
from seeds.evidence import Evidence, evidence_from_json, evidence_json
from seeds.number import numbers
from seeds.origin import Field, Span
from seeds.reading import read_file

RAW = Path(__file__).parents[2] / "seeds" / "raw"


def documents() -> list[Document]:
    read = [found for file in sorted(RAW.glob("*.txt")) for found in read_file(file)]
    return [document for document in read if isinstance(document, Document)]


def quoted(document: Document, evidence: Evidence, name: str) -> str:
    origin = evidence.from_[name]
    assert isinstance(origin, Span)
    return document.text[origin.start : origin.end]


def test_the_first_seed_is_a_case_series_of_three_people() -> None:
    """Its title names the design; its background counts the patients."""
    document = documents()[0]
    evidence = evidence_of(document)
    assert (evidence.study_type, evidence.level) == ("case_series", 4)
    assert (evidence.sample_size, evidence.species) == (3, ("human",))
    assert quoted(document, evidence, "sample_size") == "three patients"
    assert evidence.population == (
        "patients treated with exosomes for acquired trichorrhexis nodosa (ATN)"
    )
    assert (evidence.comparator, evidence.trial_ids, evidence.funding_or_conflict) == (
        None,
        (),
        None,
    )


def test_the_summary_of_the_second_seed_is_a_case_report_of_one() -> None:
    """The words that introduce the one person are where the number comes from."""
    document = next(found for found in documents() if found.kind == "summary")
    evidence = evidence_of(document)
    assert (evidence.study_type, evidence.sample_size) == ("case_report", 1)
    assert quoted(document, evidence, "study_type") == "case report"
    assert quoted(document, evidence, "sample_size") == "36-year-old woman"


def test_snippets_of_the_second_seed_say_little() -> None:
    """One tells of mice; the others name no design and count nobody."""
    found = [evidence_of(each) for each in documents() if each.kind == "snippet"]
    assert [each.study_type for each in found if each.study_type] == ["animal"]
    assert [each.species for each in found if each.species] == [("human",), ("mouse",)]
    assert not [each for each in found if each.sample_size is not None]


def test_json_gives_the_evidence_back() -> None:
    """Through text, with `from` as the design has it."""
    for document in documents():
        evidence = evidence_of(document)
        values = json.loads(json.dumps(evidence_json(evidence)))
        assert evidence_from_json(values) == evidence
    values = evidence_json(evidence_of(documents()[0]))
    assert values["from"]["study_type"] == {"field": "title"}
    assert set(values["from"]["sample_size"]) == {"start", "end"}
    assert list(values) == [
        "study_type", "level", "sample_size", "species", "population", "comparator", "trial_ids",
        "funding_or_conflict", "from",
    ]  # fmt: skip


def test_each_further_species_has_its_own_origin() -> None:
    """The first stands under `species`, the others under their names."""
    text = "Human keratinocytes were grafted onto nude mice. Skin of rats was taken."
    document = Document("key:a", "abstract", text)
    evidence = evidence_of(document)
    assert evidence.species == ("human", "mouse", "rat")
    assert quoted(document, evidence, "species") == "Human"
    assert quoted(document, evidence, "species.mouse") == "mice"


def test_an_empty_document_has_no_evidence() -> None:
    """Nothing is made of nothing."""
    assert evidence_of(Document("key:a", "abstract", "")) == Evidence()


def test_a_long_text_takes_bounded_time() -> None:
    """What is no abstract is read as far as an abstract goes."""
    text = "METHODS: Ten men came. " + "12 men and 13 (n = 5) mice, " * 4_000
    assert evidence_of(Document("key:a", "abstract", text)).sample_size is not None


_CLAUSES = st.sampled_from(
    [
        "BACKGROUND: ", "METHODS: ", "RESULTS: ", "We studied ", "A total of ", "Of the ", " of ",
        "36", "1,204", "three", "thirty-six", "n = 12", "(n\u2009=\u20099)", "(45%)", "16/46", " ",
        "patients", "men", "women", "mice", "Wistar rats", "healthy controls", "eyes", "cells",
        " and ", " with asthma", " were randomised to ", "placebo", " were included. ", ". ", "; ",
        "A 36-year-old woman", "cohort study", "compared with ", "NCT04123456", "(P < 0.05)",
        "This study was funded by the Comb Foundation. ", "survey of ", "\n", "β", "\u00a0",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_CLAUSES, max_size=25).map("".join))
def test_spans_hold_what_they_are_given_for(text: str) -> None:
    """Each value stands in its span: the number or the parts of it, the words, the identifier."""
    document = Document("key:a", "abstract", text)
    evidence = evidence_of(document)
    for name, origin in evidence.from_.items():
        if isinstance(origin, Field):
            assert origin.field in ("title", "publication_types", "mesh")
            continue
        assert 0 <= origin.start < origin.end <= len(text)
        words = text[origin.start : origin.end]
        if name in ("population", "comparator", "funding_or_conflict"):
            assert words == getattr(evidence, name)
        elif name == "trial_ids":
            assert words.replace(" ", "").upper() == evidence.trial_ids[0]
        elif name == "sample_size" and evidence.sample_size != 1:
            sums = {0}
            for number in numbers(words):
                sums |= {known + number.value for known in sums}
            assert evidence.sample_size in sums


def test_the_first_mention_of_a_number_is_shown() -> None:
    """Where it is introduced its bearers are described."""
    text = "This case series presents four men with ringworm. All four men were cured."
    document = Document("key:a", "abstract", text)
    evidence = evidence_of(document)
    assert evidence.from_["sample_size"] == Span(26, 34)
    assert evidence.population == "men with ringworm"


@pytest.mark.parametrize("word", ["patients", "PATIENTS"])
def test_case_does_not_matter(word: str) -> None:
    """Abstracts of old records are all capitals."""
    assert evidence_of(Document("key:a", "abstract", f"WE STUDIED 40 {word}.")).sample_size == 40
