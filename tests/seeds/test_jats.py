"""JATS XML, as its tag library defines it."""

from pathlib import Path

import pytest

from seeds.document import Document
from seeds.page import Rejection
from seeds.reading import read_bytes
from seeds.status import Status

PAGE = (Path(__file__).parent / "pages/article.jats.xml").read_bytes()
FOUND = list(read_bytes("article.xml", PAGE))
FULL, NOTICE = [entry for entry in FOUND if isinstance(entry, Document)]


def article(meta: str, *, attributes: str = "") -> Document:
    """The document of an article with this metadata and the title `T`."""
    page = (
        f"<article {attributes}><front><article-meta><title-group><article-title>T</article-title>"
        f"</title-group>{meta}</article-meta></front></article>"
    )
    [entry] = read_bytes("a.xml", page.encode())
    assert isinstance(entry, Document), entry
    return entry


def test_an_article_is_read_whole() -> None:
    """Of its front: sections, powers, a formula once, entities of the publisher, own ids alone."""
    assert FULL.text == (
        "Hair falls in Mus musculus (n = 1200). P < 0.05; &lt;.\n"
        "We gave 10^6 cells, 2^8 times. One two.\n"
        "It helps."
    )
    assert [section.label for section in FULL.sections] == ["Background", "Methods", "Conclusion"]
    assert FULL.title == "Vesicles of C. acnes & CO2: a randomised trial"
    assert FULL.titles == {"de": "Bläschen"}
    assert FULL.authors == ("Ana M. García Jr", "Hair Study Group")
    assert (FULL.journal, FULL.published) == ("Journal of invented dermatology", "2019-11-05")
    assert (FULL.id, FULL.aliases) == (
        "doi:10.5555/jid.2019.1",
        ("pmid:30000001", "pmcid:PMC7000001"),
    )
    assert (FULL.publication_types, FULL.language) == (("Journal Article",), "en")
    assert FULL.grants == ("R01 AR000001, NIAMS",)
    assert FULL.conflict_statement == "The authors sell combs."
    assert FULL.status == Status("corrected", None, "JATS, ErratumIn: 10.5555/erratum")
    assert FULL.sources[0].place == "record 1 (line 4)"


def test_an_article_with_little_in_it_is_kept() -> None:
    """A translated abstract where there is no other, printed labels, an ISO date, a notice."""
    assert (NOTICE.text, NOTICE.language) == ("Only in English.\nWithdrawn.", "en")
    assert [section.label for section in NOTICE.sections] == ["Aims", "Results"]
    assert (NOTICE.title, NOTICE.authors, NOTICE.published) == (
        "Widerruf",
        ("Jörg Müller",),
        "2020-02",
    )
    assert NOTICE.aliases == ("pmcid:PMC7000002",)
    assert NOTICE.status
    assert NOTICE.status.kind == "notice"


def test_a_damaged_article_is_refused_in_its_place() -> None:
    """The articles around it are read."""
    assert isinstance(FOUND[1], Rejection)
    assert FOUND[1].place == "record 2 (line 41)"
    assert "not well-formed" in FOUND[1].reason


def test_a_graphical_abstract_is_none() -> None:
    """An article that has no other is kept without text."""
    assert article('<abstract abstract-type="graphical"><p>A picture.</p></abstract>').text == ""


def test_a_summary_for_the_public_is_read_only_where_it_is_alone() -> None:
    """Whatever their order."""
    plain = '<abstract abstract-type="plain-language-summary"><p>Hair grows.</p></abstract>'
    assert article(plain).text == "Hair grows."
    assert article(plain + "<abstract><p>Density rose.</p></abstract>").text == "Density rose."


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<mml:msup><mml:mn>10</mml:mn><mml:mn>6</mml:mn></mml:msup>", "10^6"),
        ("<mml:msub><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msub>", "x2"),
        ("<mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac>", "1/2"),
        (
            "<mml:mmultiscripts><mml:mi>He</mml:mi><mml:mprescripts/><mml:none/>"
            "<mml:mn>3</mml:mn></mml:mmultiscripts>",
            "3He",
        ),
        ("<mml:mi>x</mml:mi><mml:annotation>\\alpha</mml:annotation>", "x"),
    ],
)
def test_formulas_stand_on_one_line(formula: str, text: str) -> None:
    """Powers and fractions keep their sense; other notations of the same formula are left out."""
    abstract = f"<abstract><p>a <mml:math>{formula}</mml:math> b</p></abstract>"
    namespace = 'xmlns:mml="http://www.w3.org/1998/Math/MathML"'
    assert article(abstract, attributes=namespace).text == f"a {text} b"


def test_a_page_in_html_is_no_article() -> None:
    """HTML has elements of the same name."""
    [entry] = read_bytes("a.html", b"<!DOCTYPE html><html><article><p>Text.</p></article></html>")
    assert isinstance(entry, Rejection)
    assert "web page that names no article" in entry.reason
