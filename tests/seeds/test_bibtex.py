"""BibTeX with abstracts."""

import itertools
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, String
from hypothesis import given
from hypothesis import strategies as st

from seeds.bibtex_part import parts
from seeds.document import Document
from seeds.latex import latex_text
from seeds.page import Rejection
from seeds.reading import read_bytes

PAGE = (Path(__file__).parent / "pages/library.bib").read_bytes()
FOUND = list(read_bytes("library.bib", PAGE))
FULL, PAPER, FIRST, SECOND = [entry for entry in FOUND if isinstance(entry, Document)]


def documents(location: str, text: str) -> list[Document]:
    """The documents of a file."""
    return [one for one in read_bytes(location, text.encode()) if isinstance(one, Document)]


def test_an_entry_is_read_whole() -> None:
    """LaTeX decoded, a string put in, names the right way round, the copyright left out."""
    assert FULL.text == (
        "We saw 45% of patients with 10^6 cells, P ≤ 0.05, {a}, at $5 to $10 per H2O.\n"
        "CO2 fell by 10^-3 < 1 (n = 12), CD4+."
    )
    assert [section.label for section in FULL.sections] == ["Background", "Results"]
    assert FULL.title == "Vesicles of C. acnes in ödema: 45% & β-cells"
    assert FULL.authors == ("Ana M. García", "Jörg Müller", "Hair Study Group", "Xi de la Cruz")
    assert (FULL.journal, FULL.published) == ("Journal of invented dermatology", "2019-11")
    assert (FULL.id, FULL.aliases) == (
        "doi:10.5555/jid.2019.1",
        ("pmid:30000001", "pmcid:PMC7000001"),
    )
    assert (FULL.url, FULL.publication_types) == ("https://example.org/a", ("Journal Article",))
    assert FULL.sources[0].place == "line 5"


def test_an_entry_without_an_abstract_is_kept() -> None:
    """Joined strings, field names in any case, BibLaTeX's date and e-print."""
    assert (PAPER.text, PAPER.title, PAPER.journal) == ("", "Haare im Winter", "Tagung Haar")
    assert (PAPER.id, PAPER.published) == ("pmid:30000003", "1998-12-05")


def test_an_entry_without_an_identifier_is_named_by_its_key_and_what_tells_works_apart() -> None:
    """Two works with one key, in one file or in two, are two; one work in two files is one."""
    assert FIRST.id == "key:twice-9f0c807f"
    assert (SECOND.id, SECOND.title) == ("pmid:30000009", "Second of the name")
    one, other = documents("a.bib", "@misc{a, title={One}}\n@misc{a, title={Two}}")
    [same] = documents("b.bib", "@misc{a, title={{ONE}}, abstract={It grew.}}")
    [third] = documents("c.bib", "@misc{a, title={One}, year=2020}")
    assert one.id == same.id
    assert len({one.id, other.id, third.id}) == 3
    assert {entry.id[:6] for entry in (one, other, third)} == {"key:a-"}
    [keyless] = documents("d.bib", "@misc{, title={One}}")
    assert keyless.id.startswith("sha:")


def test_damaged_and_empty_entries_are_refused(capfd: pytest.CaptureFixture[str]) -> None:
    """With their lines; the entries around them are read, and nothing is printed."""
    refused = [entry for entry in read_bytes("a.bib", PAGE) if isinstance(entry, Rejection)]
    assert [entry.place for entry in refused] == ["line 20", "line 34"]
    assert "it is not closed before the next, in line 24" in refused[0].reason
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"M{\"u}ller, J{\'e}r{\^o}me \'{E}t\'e {\o} \v{S} {\ss} na{\"\i}ve", None),
        (
            r"5 $\mu$g $\pm$ 1, $\leq$ 3, $\times$, {\textless}i{\textgreater}",
            "5 μg ± 1, ≤ 3, ×, <i>",
        ),
        (r"R&D #1, 50% of 10", "R&D #1, 50% of 10"),
        (r"$10^{-3}$, m$^2$, $x_{max}$, a_b", "10^-3, m2, xmax, a_b"),
        (r"cost \$5, or $5 and $10.50.", "cost $5, or $5 and $10.50."),
        ("plain (n = 12; P < 0.05) [1]", "plain (n = 12; P < 0.05) [1]"),
    ],
)
def test_latex_is_read_as_text(latex: str, text: str | None) -> None:
    """Letters, formulas and signs; what only looks like LaTeX stays."""
    assert latex_text(latex) == (text or "Müller, Jérôme Été ø Š ß naïve")


def test_a_file_that_ends_within_an_entry_is_told() -> None:
    """It was cut off."""
    [refused] = read_bytes("a.bib", b"@misc{a, title={One")
    assert isinstance(refused, Rejection)
    assert "it is not closed before the file ends" in refused.reason


@pytest.mark.parametrize("opening", ['@string{s = "J Hair"}', '@Preamble{"\\\\newcommand{x}"}'])
def test_a_file_of_much_before_its_entries_is_told_by_that(opening: str) -> None:
    """A list of journals may be longer than what of a file is looked at."""
    text = f"{opening}\n" + "% A remark.\n" * 10_000 + "@misc{a, title={One}}"
    assert [one.title for one in documents("a.bib", text)] == ["One"]


def test_what_stands_between_entries_is_a_comment_unless_it_was_an_entry() -> None:
    """An entry that lost its beginning, or a page of another form, is not passed over."""
    text = "@misc{a, title={One}}\nA comment.\nmisc{b,\n title={Two}}\n@misc{c, title={Three}}"
    one, refused, three = read_bytes("a.bib", text.encode())
    assert isinstance(one, Document)
    assert isinstance(refused, Rejection)
    assert isinstance(three, Document)
    assert (refused.place, "outside of any entry" in refused.reason) == ("line 2", True)
    other = "@misc{a, title={One}}\n\nTLDR It works.\nA summary of it.\n"
    found = list(read_bytes("a.bib", other.encode()))
    assert isinstance(found[1], Rejection)
    assert "several forms (bibtex and digest)" in found[1].reason


def test_entries_are_taken_apart_as_the_library_takes_apart_the_whole() -> None:
    """Whatever brackets are open where the next begins."""
    pieces = [
        "@a{k, title={T}}",
        "@a{k, title={T",
        '@a{k, title="T',
        "@a(k, title={T})",
        "@a(k",
        "}",
    ]
    pieces += [
        "@string{s={T}",
        "@comment{",
        "x @a{k, title={T}}",
        "  @a {k, title = s}",
        "@a{",
        ",",
    ]
    for both in itertools.product(pieces, repeat=3):
        text = "\n".join(both)
        whole = [entry.raw for entry in parse_string(text, parse_stack=[]).blocks if of_work(entry)]
        part_texts = [part.text or "" for part in parts(text.split("\n"))]
        found = [
            entry.raw
            for part in part_texts
            for entry in parse_string(part, parse_stack=[]).blocks
            if of_work(entry)
        ]
        assert found == whole
        assert "\n".join(part_texts) == text


def of_work(block: object) -> bool:
    """Whether a block is an entry or a string, whole, also under a key that is there twice."""
    return isinstance(block, Entry | String | DuplicateBlockKeyBlock)


@given(
    st.lists(
        st.sampled_from(["{", "}", "{DNA}", "a", "Zinc", " ", "-", "–", ".", "_", "β", "é", "5"])
    )
)
def test_words_in_braces_are_read_as_by_the_library(parts: list[str]) -> None:
    """The short way is one only for what needs no more."""
    latex = "".join(parts)
    assert latex_text(latex) == latex_text(latex + "{}\\relax")
