"""BibTeX with abstracts."""

from pathlib import Path

import pytest

from seeds.document import Document
from seeds.latex import latex_text
from seeds.page import Rejection
from seeds.reading import read_bytes

PAGE = (Path(__file__).parent / "pages/library.bib").read_bytes()
FOUND = list(read_bytes("library.bib", PAGE))
FULL, PAPER, FIRST, SECOND = [entry for entry in FOUND if isinstance(entry, Document)]


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


def test_a_key_names_the_first_entry_that_has_it() -> None:
    """The second is kept under another name."""
    assert FIRST.id == "key:twice"
    assert (SECOND.id, SECOND.title) == ("pmid:30000009", "Second of the name")
    again = b"@misc{a, title={One}}\n@misc{a, title={Two}}"
    one, two = read_bytes("a.bib", again)
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.id, two.id[:4]) == ("key:a", "sha:")


def test_damaged_and_empty_entries_are_refused(capfd: pytest.CaptureFixture[str]) -> None:
    """With their lines; the entries around them are read, and nothing is printed."""
    refused = [entry for entry in read_bytes("a.bib", PAGE) if isinstance(entry, Rejection)]
    assert [entry.place for entry in refused] == ["line 20", "line 34"]
    assert "Unexpected block start: `@InProceedings`" in refused[0].reason
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
