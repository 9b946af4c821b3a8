"""Digest pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seeds.document import Document
from seeds.page import Found, Rejection
from seeds.reading import read_bytes, read_file

HERE = Path(__file__).parent
REAL = HERE.parents[1] / "seeds/raw/002_7aaa919b2312e4a6.txt"


def read(text: str) -> list[Found]:
    """What a page of this text gives."""
    return list(read_bytes("page.txt", text.encode()))


def documents(found: Iterator[Found] | list[Found]) -> list[Document]:
    """The documents of what was found, of which nothing may have been refused."""
    found = list(found)
    assert not [entry for entry in found if isinstance(entry, Rejection)]
    return [entry for entry in found if isinstance(entry, Document)]


def snippet(text: str) -> Document:
    """The one snippet of a page of this text after a TLDR."""
    [document] = [d for d in documents(read(f"TLDR Yes.\n{text}")) if d.kind == "snippet"]
    return document


def test_the_real_page_is_one_summary_and_nine_snippets() -> None:
    """The summary has the TLDR as its title; snippets have none; each says what it is."""
    summary, *snippets = documents(read_file(REAL))
    assert (summary.kind, summary.sources[0].place) == ("summary", "lines 1-2")
    assert summary.title == (
        "A woman regrew her hair after receiving injections of special cell-derived vesicles."
    )
    assert summary.text.startswith(
        "This case report details the successful treatment of a 36-year-old"
    )
    assert summary.text.endswith("is necessary to confirm these findings.")
    assert (summary.journal, summary.published, summary.citation_count) == (None, None, None)
    assert [(s.kind, s.title, s.language) for s in snippets] == [("snippet", None, "en")] * 9


def test_the_real_page_gives_each_snippet_its_journal_date_and_count() -> None:
    """As printed, a journal of two names included; a missing count is none."""
    snippets = documents(read_file(REAL))[1:]
    assert [(s.journal, s.published, s.citation_count) for s in snippets] == [
        ("Journal of Cellular and Molecular Medicine", "2021-12", 13),
        ("Scientific Reports", "2017-11", 113),
        ("The American Journal of Dermatopathology", "2011-03", 57),
        ("PubMed", "2010-08", 48),
        ("Stem cell research & therapy", "2023-09", 1),
        (
            "British journal of dermatology/British journal of dermatology, Supplement",
            "2021-05",
            15,
        ),
        ("Human Gene Therapy", "2015-10", 2),
        ("Frontiers in endocrinology", "2023-10", None),
        ("Clinical Cosmetic and Investigational Dermatology", "2024-07", None),
    ]
    assert snippets[0].text == (
        "Exosome-enriched vesicles from placental cells improved skin condition in a patient with "
        "chronic graft-versus-host disease."
    )
    assert [s.sources[0].place for s in snippets[-3:]] == ["lines 15-16", "line 17", "line 18"]


def test_ids_are_digests_of_the_text() -> None:
    """Each of the ten has its own `sha:` id, the same at every reading."""
    ids = [document.id for document in documents(read_file(REAL))]
    assert len(set(ids)) == 10
    assert all(doc_id.startswith("sha:") for doc_id in ids)
    assert ids == [document.id for document in documents(read_file(REAL))]


def test_the_ways_to_print_a_work_are_all_read() -> None:
    """Thousands, one line or several, either quotes, quotes in journals, every kind of date."""
    summary, *snippets = documents(read_file(HERE / "pages/digest_variants.txt"))
    assert summary.title == "Caffeine may slow hair loss."
    assert summary.text == (
        "This review looks at caffeine in shampoos. It covers 12 trials.\n"
        "The evidence is of low quality."
    )
    assert [(s.journal, s.published, s.citation_count, s.text) for s in snippets] == [
        (
            "Journal of “Hair” Biology/Hair 2.0",
            "2010-01",
            1204,
            "Caffeine lengthens the hair shaft in culture. It also counters testosterone.",
        ),
        ('Skin "and" Hair', "2015-03", 1, "Shampoo reaches the follicle within 2 minutes."),
        ("Nature", "2021", None, "Stress hormones slow hair growth."),
        ("Academy Reports", "1995", 132, "Electrolysis works, with P < 0.05, in most patients."),
        ("Undated Letters", None, None, "Nobody knows when this was printed."),
    ]


def test_a_malformed_work_is_refused_by_its_lines_and_the_others_are_kept() -> None:
    """No quotes, no month of that name, a count alone, and nothing after the journal."""
    found = list(read_file(HERE / "pages/digest_malformed.txt"))
    kept = [entry.text for entry in found if isinstance(entry, Document)]
    refused = [(entry.place, entry.reason) for entry in found if isinstance(entry, Rejection)]
    assert kept == [
        "Zinc was given to 40 people with hair loss.",
        "Zinc is safe.",
        "Zinc is a metal.",
    ]
    assert [place for place, _ in refused] == ["lines 5-6", "line 7", "line 8", "line 11"]
    assert "“Octember 2003” is not a date" in refused[1][1]


@pytest.mark.parametrize(
    "text",
    [
        "5 citations,\nMay 2021 in “A” One.",
        "5 citations,\n\n  May 2021 in “A” One.  ",
        "5 citations, May 2021 in “A” One.",
        "5 citations\nMay 2021 in “A”\nOne.",
        '[object Object]\u00a05 citations,\nMay 2021 in "A" One.',
        "5 citations,\r\nMay 2021 in “A” One.\r\n",
    ],
)
def test_line_breaks_do_not_matter_within_a_work(text: str) -> None:
    """Count, date with journal, and text may share lines or not."""
    one = snippet(text)
    assert (one.citation_count, one.published, one.journal, one.text) == (5, "2021-05", "A", "One.")


def test_numbers_and_quotes_in_the_text_stay_in_the_text() -> None:
    """Only what is quoted after the date is the journal; only a line's first number a count."""
    text = "It was “good” in 13 of 20, and “better” in 2021; 12 citations were checked."
    assert snippet(f"May 2021 in “Hair 2” {text}").text == text


def test_a_work_within_a_work_is_refused_not_glued() -> None:
    """Where a line break is lost, one work's words must not become another's."""
    [refusal, _] = read(
        "1 citations,\nMay 2021 in “A” One. June 2022 in “B” Two.\n2021 in “C” Three."
    )
    assert isinstance(refusal, Rejection)
    assert (refusal.place, "another work" in refusal.reason) == ("lines 1-2", True)


def test_works_without_a_tldr_or_a_summary_are_read() -> None:
    """A list of works alone gives snippets alone; so does a TLDR without a summary."""
    works = "5 citations,\nMay 2021 in “A” One.\nJune 2022 in “B” Two."
    assert [d.kind for d in documents(read(works))] == ["snippet", "snippet"]
    assert [d.kind for d in documents(read(f"TLDR Yes.\n{works}"))] == ["snippet", "snippet"]


def test_a_summary_without_a_tldr_has_no_title() -> None:
    """Text before the first work is the summary."""
    summary, _ = documents(read("It grew.\n5 citations,\nMay 2021 in “A” One."))
    assert (summary.kind, summary.title, summary.text) == ("summary", None, "It grew.")


@pytest.mark.parametrize(
    "page", ["TLDR Yes.\nIt grew.", "TL;DR: Yes.\nIt grew.", "TLDR\nYes.\nIt grew."]
)
def test_a_digest_without_works_is_its_summary(page: str) -> None:
    """A TLDR and a paragraph are enough, however the mark is set."""
    [summary] = documents(read(page))
    assert (summary.title, summary.text) == ("Yes.", "It grew.")


def test_the_summary_may_come_after_the_works_or_before_the_tldr() -> None:
    """The TLDR ends the work before it, and takes the paragraphs on either side of it."""
    work = "May 2021 in “A” One."
    assert [d.text for d in documents(read(f"{work}\nTLDR Yes.\nIt grew."))] == ["One.", "It grew."]
    before, _ = documents(read(f"It grew.\nTLDR Yes.\n{work}"))
    assert (before.title, before.text) == ("Yes.", "It grew.")


def test_digests_one_after_the_other_are_told_apart() -> None:
    """Each TLDR begins another summary."""
    found = documents(read("TLDR A.\nOne.\nMay 2021 in “J” Two.\nTLDR B.\nThree."))
    assert [(d.kind, d.title, d.text) for d in found] == [
        ("summary", "A.", "One."),
        ("snippet", None, "Two."),
        ("summary", "B.", "Three."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "TLDR",
        "TLDR Yes.",
        "Notes\nTLDR: the study goes on.",
        "The word TLDR stands here.\nNothing else.",
        "He published in “Nature” in May 2021.",
        "May 2021 in “Nature” was a good month.",
        "It has 13 citations, they said.",
        "TLDRs are short.\nSo is this.",
    ],
)
def test_a_text_that_only_mentions_these_words_is_no_digest(text: str) -> None:
    """It takes a TLDR that begins the page, or works, to make one."""
    [refusal] = read(text)
    assert isinstance(refusal, Rejection)
    assert "of no form that is known" in refusal.reason
