"""Tests of exports: what other programs get of the works that an answer cites."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from citeproc import CitationStylesStyle

from embeddings.collection import Size
from embeddings.passage import Passage
from seeds.document import Document
from seeds.reading import read_file
from seeds.status import Status
from service.answer import Answer, Citation, Provenance, Timings
from service.export import apa
from service.export.export import exported
from service.export.form import Format
from service.export.name import Name, name_of

Run = Callable[..., Any]
Refused = Callable[..., dict[str, Any]]
SERVICE = "http://127.0.0.1:8000"
AUTHORS = ("John W. van der Müller Jr", "WHO Working Group", "Jin Kim", "李伟")
PAPER = Document(
    id="doi:10.1111/a_b",
    kind="abstract",
    text="Hair grew.",
    title="100% of {DNA} & RNA_x: p < 0.05 ~ $5 \\o/ β-cells, 10^6 | #1. Open {",
    authors=AUTHORS,
    journal="Hair & Nail",
    published="2024-11-25",
    doi="10.1111/a_b",
    pmid="7",
    pmcid="PMC8",
    language="en",
)
SNIPPET = Document(
    id="sha:7a", kind="snippet", text="x", journal="Cells", published="2021-12", about="pmid:123"
)
SUMMARY = Document(
    id="sha:7b",
    kind="summary",
    text="x",
    title="A summary",
    about="doi:10.2222/other",
    url="https://news.example/x",
)
FORMATS: tuple[Format, ...] = ("bibtex", "ris", "csl-json", "apa")


def citing(*documents: Document) -> Answer:
    """An answer that cites documents in their order."""
    citations = tuple(
        Citation(n, document, Passage("p", document.id, "x", 0, 1, None, ()), None, "x", 0, 1, 0.5)
        for n, document in enumerate(documents, start=1)
    )
    return Answer(
        id="ans_1",
        question="?",
        standalone_question="?",
        text="x",
        sentences=(),
        citations=citations,
        abstain_reason=None,
        hint=None,
        confidence=0.9,
        corpus=Size(1, 1, 1, None),
        provenance=Provenance("encoder", "index", "settings"),
        timings=Timings(0, 0, 0),
    )


def read_back(text: str, suffix: str, folder: Path) -> list[Document]:
    """The documents that our own readers find in an export."""
    file = folder / f"export.{suffix}"
    file.write_text(text, encoding="utf-8")
    found = [one for one in read_file(file) if isinstance(one, Document)]
    assert len(found) == text.count("\nER  -" if suffix == "ris" else "title = ")
    return found


@pytest.mark.parametrize(("name", "suffix"), [("bibtex", "bib"), ("ris", "ris")])
def test_our_own_readers_read_an_export_back(name: Format, suffix: str, tmp_path: Path) -> None:
    """Title, authors, journal, date and identifiers come back as they were, whatever signs."""
    [found] = read_back(exported(citing(PAPER), name, None), suffix, tmp_path)
    assert (found.id, found.title, found.authors) == (PAPER.id, PAPER.title, PAPER.authors)
    assert (found.journal, found.published) == (PAPER.journal, PAPER.published)
    assert (found.doi, found.pmid, found.pmcid) == (PAPER.doi, PAPER.pmid, PAPER.pmcid)


@pytest.mark.parametrize(("name", "suffix"), [("bibtex", "bib"), ("ris", "ris")])
@pytest.mark.parametrize(
    "about", ["pmid:123", "doi:10.2222/other", "pmcid:PMC99", "key:CorpusId:5", "word"]
)
def test_the_work_that_a_snippet_is_about_is_never_the_snippet(
    name: Format, suffix: str, about: str, tmp_path: Path
) -> None:
    """The identifiers of the other work are told in words and read back by nobody as its own."""
    snippet = Document(id="sha:7", kind="snippet", text="x", journal="Cells", about=about)
    text = exported(citing(snippet), name, SERVICE)
    [found] = read_back(text, suffix, tmp_path)
    assert (found.doi, found.pmid, found.pmcid) == (None, None, None)
    assert about.rpartition(":")[2].removeprefix("PMC") in text
    assert "not the work itself" in text


@pytest.mark.parametrize("name", FORMATS)
def test_works_are_there_once_in_the_order_of_citation(name: Format) -> None:
    """A work that is cited twice is exported once, at its first place."""
    text = exported(citing(SUMMARY, PAPER, SUMMARY, SNIPPET, PAPER), name, SERVICE)
    places = [text.find(word) for word in ("A summary", "100", "Snippet: Cells")]
    assert places == sorted(places)
    assert -1 not in places
    assert text.count("A summary") == 1


def test_a_page_about_a_work_is_a_web_page_and_says_so() -> None:
    """The type is not an article's, and the note says what it is of which work."""
    snippet, summary = json.loads(exported(citing(SNIPPET, SUMMARY), "csl-json", SERVICE))
    assert snippet["type"] == summary["type"] == "webpage"
    assert snippet["URL"] == f"{SERVICE}/v1/documents/sha:7a"
    assert summary["URL"] == "https://news.example/x"
    assert "DOI" not in summary
    note = "Summary by others of a work, not the work itself (the work is DOI 10.2222/other)"
    assert summary["note"] == note
    assert "TY  - ELEC" in exported(citing(SNIPPET), "ris", None)


def test_dates_are_as_precise_as_known() -> None:
    """A month that nobody told is not made up, nor is a year."""
    for published, parts, month, written in (
        ("2024-11-25", [2024, 11, 25], "month = nov", "DA  - 2024/11/25/\n"),
        ("2024-11", [2024, 11], "month = nov", "DA  - 2024/11//\n"),
        ("2024", [2024], "year = {2024}", "DA  - 2024///\n"),
    ):
        answer = citing(Document(id="key:1", kind="abstract", text="x", published=published))
        [work] = json.loads(exported(answer, "csl-json", None))
        assert work["issued"] == {"date-parts": [parts]}
        assert month in exported(answer, "bibtex", None)
        assert written in exported(answer, "ris", None)
    undated = citing(Document(id="key:1", kind="abstract", text="x"))
    assert "issued" not in exported(undated, "csl-json", None)
    assert "DA  -" not in exported(undated, "ris", None)
    assert exported(undated, "apa", None) == "Abstract. (n.d.).\n"


def test_a_retraction_is_noted_in_every_format() -> None:
    """Nobody's list of references passes over that a work was retracted."""
    paper = Document(
        id="pmid:7",
        kind="abstract",
        text="x",
        title="Hair",
        pmid="7",
        status=Status("retracted", "2025-01-02", "Retraction Watch"),
    )
    for name in FORMATS:
        assert "Retracted 2025-01-02" in exported(citing(paper), name, None)


def test_apa_names_up_to_twenty_authors_and_the_last_of_more() -> None:
    """References are those of APA's seventh edition, with and without authors and date."""
    many = Document(
        id="key:1",
        kind="abstract",
        text="x",
        title="Does hair grow?",
        authors=tuple(f"Ann Name{n}" for n in range(30)),
        published="2020",
    )
    line = exported(citing(many), "apa", None)
    assert "Name18, A., … Name29, A. (2020). Does hair grow?\n" in line
    assert "Name19" not in line
    [reference] = exported(citing(PAPER), "apa", None).splitlines()
    assert reference.startswith(
        "van der Müller, J. W., Jr, WHO Working Group, Kim, J., & 李伟. (2024). 100% of {DNA}"
    )
    assert reference.endswith("Hair & Nail. https://doi.org/10.1111/a_b")


def test_the_style_is_sound() -> None:
    """Our style is what the schema of CSL asks for; a fault would be a warning, so an error."""
    CitationStylesStyle(str(Path(apa.__file__).with_name("apa.csl")), validate=True)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Jean-Paul García", Name("García", "Jean-Paul")),
        ("JW Smith", Name("Smith", "J. W.")),
        ("Smith JW", Name("Smith", "J. W.")),
        ("Smith, John", Name("Smith", "John")),
        ("John Smith, MD, PhD", Name("Smith", "John")),
        ("John Smith III", Name("Smith", "John", "III")),
        ("Maria de la Cruz", Name("de la Cruz", "Maria")),
        ("The COVID-19 Collaborators", Name("The COVID-19 Collaborators")),
        ("Department of Skin, Hair and Nails", Name("Department of Skin, Hair and Nails")),
        ("Smith and Jones", Name("Smith and Jones")),
        ("Plato", Name("Plato")),
        ("李伟", Name("李伟")),
    ],
)
def test_names_are_parted_as_bibliographies_sort_them(author: str, name: Name) -> None:
    """A person has a family name and the rest; a group, or what cannot be parted, one name."""
    assert name_of(author) == name


def test_keys_are_ascii_and_differ() -> None:
    """BibTeX takes a key in ASCII alone, and one only once."""
    twins = [
        Document(
            id=f"key:{n}", kind="abstract", text="x", title="Ein Haar", authors=("Jan Möller",)
        )
        for n in range(3)
    ]
    keys = [work["id"] for work in json.loads(exported(citing(*twins), "csl-json", None))]
    assert keys == ["mollerein", "mollerein-2", "mollerein-3"]


@pytest.mark.skipif(shutil.which("bibtex") is None, reason="bibtex is not installed")
def test_bibtex_itself_takes_the_export(tmp_path: Path) -> None:
    """The program that the format is for has nothing to complain of."""
    (tmp_path / "x.bib").write_text(exported(citing(PAPER, SNIPPET, SUMMARY), "bibtex", SERVICE))
    (tmp_path / "x.aux").write_text("\\citation{*}\n\\bibstyle{plain}\n\\bibdata{x}\n")
    done = subprocess.run(["bibtex", "x"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


QUESTION = "How were the exosomes given in the trichorrhexis nodosa case series?"
MEDIA_TYPES = {
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
    "csl-json": ("application/vnd.citationstyles.csl+json", "json"),
    "apa": ("text/plain; charset=utf-8", "txt"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_an_answer_of_the_service_is_exported(name: Format, client: httpx.Client, run: Run) -> None:
    """HTTP gives a file of the right type and name, and the command line the same text."""
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()
    response = client.get(f"/v1/answers/{answer['id']}/citations", params={"format": name})
    media_type, suffix = MEDIA_TYPES[name]
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(media_type)
    assert f'filename="{answer["id"]}.{suffix}"' in response.headers["content-disposition"]
    assert "10.1111/jocd.16683" in response.text
    ran = run("ask", QUESTION, "--format", name)
    assert (ran.code, ran.out, ran.err) == (0, response.text, "")


def test_an_unknown_format_is_refused_with_the_choices(
    client: httpx.Client, run: Run, refused: Refused
) -> None:
    """Whoever misspells a format reads which there are."""
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()
    path = f"/v1/answers/{answer['id']}/citations"
    problem = refused(client.get(path, params={"format": "endnote"}), 422)
    assert "'bibtex', 'ris', 'csl-json' or 'apa', not 'endnote'" in problem["detail"]
    ran = run("ask", QUESTION, "--format", "endnote")
    assert "'ris'" in ran.err
    assert ran.code == 2
    assert "--json" in run("ask", QUESTION, "--format", "ris", "--json").err


def test_an_answer_that_abstains_cites_nothing(client: httpx.Client, run: Run) -> None:
    """Its export is empty, and standard error says why."""
    question = "Who won the football world cup?"
    answer = client.post("/v1/ask", json={"question": question}).json()
    response = client.get(f"/v1/answers/{answer['id']}/citations", params={"format": "csl-json"})
    assert response.json() == []
    ran = run("ask", question, "--format", "ris")
    assert (ran.code, ran.out) == (0, "")
    assert "holds nothing about this" in ran.err
