"""Asking and searching on the command line."""

import io
import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from seeds.appraisal import evidence_of
from seeds.document import Document
from service.http.schema import AnswerSchema, HitsSchema

Run = Callable[..., Any]
ARTICLE = "doi:10.1111/jocd.16683"
QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"


def test_an_answer_comes_with_its_citations_in_plain_words(run: Run) -> None:
    """A person reads the answer, then for each citation what it is, from where, and its words."""
    ran = run("ask", QUESTION)
    assert (ran.code, ran.err) == (0, "")
    answer = run("ask", QUESTION, "--json").json
    joined = " ".join(ran.out.split())
    assert joined.startswith(" ".join(answer["answer"].split()))
    for citation in answer["citations"]:
        title = citation["document"]["title"]
        assert f"[{citation['n']}] Abstract: {title}" in joined or title is None
        assert " ".join(citation["quote"].split()) in joined
    assert ARTICLE in joined
    assert "Journal of Cosmetic Dermatology, 2024-11-25" in joined
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "\x1b" not in ran.out


def test_sources_that_disagree_are_shown_as_disagreeing(
    run: Run, folder: Path, encoder: SentenceTransformerEncoder
) -> None:
    """Next to one another, each with its design, species and size, and no vote is counted."""
    mice = "Wistarine promoted hair growth in 24 C57BL/6 mice. Mice were shaved before."
    trial = (
        "In this randomised controlled trial, 300 patients were randomised to wistarine or placebo."
        " Wistarine did not promote hair growth compared with placebo."
    )
    texts = (mice, "Wistarine promoted hair growth in 12 mice.", trial)
    with LocalCollection.open(folder, encoder) as collection:
        documents = [
            Document(id=f"key:{n}", kind="abstract", text=text) for n, text in enumerate(texts)
        ]
        collection.add(replace(one, evidence=evidence_of(one)) for one in documents)
    ran = run("ask", "Does wistarine promote hair growth?")
    answer = run("ask", "Does wistarine promote hair growth?", "--json").json
    first, second, *_ = [each["text"] for each in answer["sentences"]]
    assert ("did not" in first) != ("did not" in second)
    line = answer["evidence_line"]
    assert line.startswith("Sources disagree: ")
    assert "randomised trial, 300 people [" in line
    assert re.search(r"animal study, (?:12|24) animals \(mouse\) \[", line)
    assert " against " in line
    assert f"{line}." in " ".join(ran.out.split())


def test_a_summary_is_shown_as_a_summary(run: Run) -> None:
    """Someone else's words about a paper are told from the authors' own."""
    ran = run(
        "ask", "What regrew the hair of the woman with persistent alopecia after chemotherapy?"
    )
    assert "] Summary: " in ran.out


def test_a_snippet_is_shown_as_a_snippet(run: Run) -> None:
    """A document without a title is headed by kind, journal and date."""
    ran = run("search", "placental vesicles chronic graft-versus-host disease", "--top-k", "1")
    assert "Snippet: Journal of Cellular and Molecular Medicine, 2021-12" in ran.out


def test_abstaining_is_told_with_what_would_help_and_is_no_failure(run: Run) -> None:
    """The exit code of an abstained answer is 0."""
    ran = run("ask", "What is the capital of France?")
    assert ran.code == 0
    assert len(ran.out.strip().splitlines()) >= 2
    assert "[1]" not in ran.out


def test_json_is_the_answer_of_http_and_nothing_else(run: Run) -> None:
    """Standard output is the JSON that HTTP gives, in UTF-8."""
    ran = run("ask", "间充质干细胞外泌体治疗获得性毛囊角化症有效吗？", "--json")
    AnswerSchema.model_validate(ran.json)
    assert "间充质干细胞" in ran.out
    assert ran.json["citations"][0]["document"]["id"] == ARTICLE


def test_search_prints_passages_best_first(run: Run) -> None:
    """Each hit has its rank, its document and its words."""
    ran = run("search", "hair loss", "--top-k", "3")
    assert ran.code == 0
    assert [line[:2] for line in ran.out.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]
    found = run("search", "hair loss", "--top-k", "3", "--json").json
    HitsSchema.model_validate(found)
    assert len(found["hits"]) == 3


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (["--kind", "summary"], {"summary"}),
        (["--kind", "summary", "--kind", "abstract"], {"summary", "abstract"}),
        (["--year-from", "2024", "--year-to", "2024"], {"abstract", "snippet"}),
        (["--journal", "Journal of Cosmetic Dermatology"], {"abstract"}),
        (["--doc-id", "10.1111/JOCD.16683"], {"abstract"}),
        (["--language", "xx"], set()),
        (["--study-type", "case_series", "--kind", "abstract"], {"abstract"}),
        (["--species", "human", "--kind", "abstract"], {"abstract"}),
        (["--species", "zebrafish"], set()),
        (["--exclude-retracted", "--kind", "summary"], {"summary"}),
        (["--no-exclude-retracted", "--kind", "summary"], {"summary"}),
    ],
)
def test_options_filter_what_is_found(run: Run, options: list[str], kinds: set[str]) -> None:
    """The filters of HTTP are options of the command."""
    hits = run("search", "hair exosomes", *options, "--json").json["hits"]
    assert {hit["document"]["kind"] for hit in hits} == kinds


@pytest.fixture
def marked(run: Run, tmp_path: Path) -> Callable[[str, str], None]:
    """Gives the article a status, since a date, by a table."""

    def mark(nature: str, date: str) -> None:
        table = tmp_path / "table.csv"
        columns = "Record ID,OriginalPaperDOI,RetractionNature,RetractionDate"
        table.write_text(f"{columns}\n9,10.1111/jocd.16683,{nature},{date}\n")
        assert run("ingest", "--status", table).code == 0

    return mark


def test_a_retracted_work_is_used_where_asked_for_and_says_so(
    run: Run, marked: Callable[[str, str], None]
) -> None:
    """A banner over the answer and one at each citation and hit; else it is not even found."""
    marked("Retraction", "5/4/2025 0:00")
    assert "[1]" not in run("ask", QUESTION).out
    assert "jocd.16683" not in run("search", QUESTION).out
    ran = run("ask", QUESTION, "--no-exclude-retracted")
    assert ran.out.startswith("RETRACTED: this answer rests on retracted work, [1]")
    banner = "RETRACTED 2025-05-04 (Retraction Watch, record 9: Retraction)"
    assert banner in ran.out
    assert banner in run("search", QUESTION, "--no-exclude-retracted").out
    answer = run("ask", QUESTION, "--no-exclude-retracted", "--json").json
    AnswerSchema.model_validate(answer)
    assert answer["citations"][0]["document"]["status"]["kind"] == "retracted"


@pytest.mark.parametrize(
    ("nature", "shown"),
    [
        ("Correction", "Corrected 2025-05-04 (Retraction Watch, record 9: Correction)"),
        ("Expression of concern", "Expression of concern 2025-05-04 (Retraction Watch, record 9:"),
        ("Reinstatement", "Reinstated after a retraction 2025-05-04 (Retraction Watch, record 9:"),
    ],
)
def test_any_other_status_is_shown_at_the_citation(
    run: Run, marked: Callable[[str, str], None], nature: str, shown: str
) -> None:
    """The work is used as any other, without a banner over the answer."""
    marked(nature, "5/4/2025")
    ran = run("ask", QUESTION)
    assert "RETRACTED" not in ran.out
    assert " ".join(shown.split()) in " ".join(ran.out.split())


def test_nothing_found_is_told(run: Run) -> None:
    """Where the filters leave nothing, the output says so."""
    assert "Nothing was found" in run("search", "hair", "--year-to", "1900").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", ""], "empty"),
        (["ask", "   "], "empty"),
        (["ask", "a" * 100_000], "100,000 characters"),
        (["ask", "hair\x07loss"], "U+0007"),
        (["ask", "hair\udcff"], "U+DCFF"),
        (["search", ""], "empty"),
        (["ask", "hair", "--top-k", "0"], "top_k is 0; it must be from 1 to 1,000"),
        (["search", "hair", "--top-k", "10000"], "top_k is 10000"),
        (["ask", "hair", "--year-from", "0"], "--year-from is 0; a year is from 1 to 9999"),
        (["ask", "hair", "--year-from", "2021", "--year-to", "2020"], "swap them"),
        (["ask", "hair", "--kind", "abstracts"], "kinds are abstract, summary, snippet"),
        (["search", "hair", "--study-type", "trial"], "study types are meta_analysis, systematic_"),
    ],
    ids=range(12),
)
def test_a_question_that_cannot_be_asked_ends_with_2(
    run: Run, arguments: list[str], said: str
) -> None:
    """One line on standard error says what is wrong, and nothing goes to standard output."""
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("anagen: ")
    assert len(ran.err.splitlines()) == 1
    assert said in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "QUESTION"),
        (["ask", "hair", "--topk", "3"], "--top-k"),
        (["ask", "hair", "--top-k", "many"], "--top-k"),
        (["ask", "two", "questions"], "questions"),
        (["aks", "hair"], "ask"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str], said: str) -> None:
    """What is no option or no command is named, on standard error."""
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_an_encoder_that_cannot_be_had_ends_with_2(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that is not there is named in one line."""
    monkeypatch.setenv("ANAGEN_ENCODER", "no/such-model")
    ran = run("ask", "hair")
    assert (ran.code, ran.out) == (2, "")
    assert "no/such-model" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_question_may_come_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads the question from a pipe."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("What is the capital of France?\n"))
    assert run("ask", "-", "--json").json["question"] == "What is the capital of France?"


def test_text_of_documents_is_neither_markup_nor_commands_to_the_terminal(
    run: Run, folder: Path, encoder: SentenceTransformerEncoder
) -> None:
    """Brackets are shown as they are, and control characters never reach the terminal."""
    text = "Zinc [bold]cured[/bold] dandruff :smile: in \x1b[31m12 people\x1b[0m \u202eder.\x07"
    collection = LocalCollection.open(folder, encoder)
    collection.add([Document(id="key:zinc", kind="abstract", text=text, title="Zinc [red]\x1b[2J")])
    collection.close()
    search = ["search", "zinc dandruff", "--top-k", "20"]
    for arguments in (search, ["show", "key:zinc"], ["list"]):
        out = run(*arguments).out
        assert "Zinc [red]" in out
        assert not {"\x1b", "\x07", "\u202e"} & set(out)
    assert "[bold]cured[/bold] dandruff :smile:" in run("show", "key:zinc").out


def test_wide_characters_wrap_to_the_width(
    run: Run, folder: Path, encoder: SentenceTransformerEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line of Chinese takes two columns a character and stays within the terminal."""
    monkeypatch.setenv("COLUMNS", "40")
    text = "外泌体治疗可改善头发状况，" * 10 + "结束。"
    collection = LocalCollection.open(folder, encoder)
    collection.add([Document(id="key:zh", kind="abstract", text=text, title="外泌体")])
    collection.close()
    lines = run("show", "key:zh").out.splitlines()
    assert max(len(line) for line in lines if "治疗" in line) <= 20
    assert text in "".join(lines)


def test_json_goes_out_in_utf_8_wherever_it_goes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of another encoding changes nothing in the JSON."""
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert json.loads(run("show", ARTICLE, "--json").out)["titles"]["zh"].startswith("间充质")
