"""Saved web pages."""

from html import escape
from pathlib import Path

import pytest

from seeds.document import Document, document_json
from seeds.page import Found, Rejection
from seeds.reading import read_bytes, read_file

EXPORTS = Path(__file__).parent / "exports"
RAW = Path(__file__).parents[2] / "seeds/raw"
SEEDS = [path.read_text(encoding="utf-8") for path in sorted(RAW.glob("*.txt"))]


def page(head: str = "", body: str = "") -> list[Found]:
    """What a page of this head and body gives."""
    return list(
        read_bytes(
            "x.html", f"<!doctype html><html><head>{head}</head><body>{body}</body>".encode()
        )
    )


def document(head: str = "", body: str = "") -> Document:
    """The one document of a page."""
    [found] = page(head, body)
    assert isinstance(found, Document)
    return found


def meta(**tags: str) -> str:
    """Meta tags; an underscore of a name stays one, `__` is a full stop."""
    return "".join(f'<meta name="{n.replace("__", ".")}" content="{v}">' for n, v in tags.items())


TITLED = meta(citation_title="Zinc in hair")


def test_the_page_of_pubmed_is_read_as_it_is_shown() -> None:
    """The English abstract with its labels, without buttons, keywords and copyright."""
    [found] = read_file(EXPORTS / "pubmed.html")
    assert isinstance(found, Document)
    assert (found.id, found.aliases) == ("doi:10.5555/hair.1", ("pmid:31234567",))
    assert found.title == "Effects of Panax & zinc on hair: a randomised trial."
    assert {s.label: found.text[s.start : s.end] for s in found.sections} == {
        "Background": "Hair falls (P < 0.05).",
        "Results": "Density rose by 12% with 10^6 IU, daily.",
    }
    assert (found.authors, found.journal) == (("Jin Kim", "Sun-Hee Lee"), "Journal of Hair")
    assert (found.published, found.language) == ("2019-10", "en")
    assert found.url == "https://pubmed.ncbi.nlm.nih.gov/31234567/"


def test_linked_data_is_read() -> None:
    """A scholarly article in a graph, its identifiers, its journal through issue and volume."""
    [found] = read_file(EXPORTS / "linked_data.html")
    assert isinstance(found, Document)
    assert (found.id, found.aliases) == ("doi:10.5555/hair.1", ("pmid:31234567",))
    assert (found.title, found.text) == ("Zinc & hair", "To help hair.\nZinc < iron.")
    assert found.authors == ("Jin Kim", "HAIR Study Group", "Sun Lee")
    assert (found.journal, found.published) == ("Journal of Hair", "2019-10-07")


def test_dublin_core_is_read() -> None:
    """Names in any case; what the page escapes twice is decoded once."""
    [found] = read_file(EXPORTS / "dublin_core.html")
    assert isinstance(found, Document)
    assert (found.id, found.title) == ("doi:10.5555/hair.1", "Zinc & hair: P < 0.05")
    assert found.text == "Zinc was given to 40 adults. Density rose by 12% &lt; 13%."
    assert (found.authors, found.published) == (("Jin Kim", "Sun Lee"), "2019-10")


def in_paragraphs(text: str) -> str:
    """A text set without escaping, as careless sites do."""
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


def in_a_block(text: str) -> str:
    """A text set as it is."""
    return f"<pre>{escape(text)}</pre>"


def in_lines(text: str) -> str:
    """A text with line breaks."""
    return f"<div>{'<br/>'.join(map(escape, text.split(chr(10))))}</div>"


@pytest.mark.parametrize("seed", SEEDS, ids=["article", "digest"])
@pytest.mark.parametrize("set_as", [in_paragraphs, in_a_block, in_lines])
def test_the_seeds_forms_inside_html_give_the_same(seed: str, set_as: type) -> None:
    """The same documents; the JSON with its own tags is not taken apart."""
    plain = list(read_bytes("x", seed.encode()))
    found = page("<style>p {}</style>", f"<nav>Home</nav>{set_as(seed)}<footer>End</footer>")
    assert len(found) == len(plain)
    for one, other in zip(found, plain, strict=True):
        assert isinstance(one, Document)
        assert isinstance(other, Document)
        assert document_json(one) | {"sources": ()} == document_json(other) | {"sources": ()}
        assert one.sources[0].place.endswith(" of its text")


def test_json_of_a_record_in_a_script_is_not_thrown_away() -> None:
    """The best of what a page knows may stand there."""
    record = SEEDS[0].split("\n")[1]
    [found] = page(body=f"<p>Xi Chen, Jing Pang</p><script>window.data = {record};</script>")
    assert isinstance(found, Document)
    assert (found.id, len(found.sections)) == ("doi:10.1111/jocd.16683", 5)


@pytest.mark.parametrize(
    "body",
    [
        '<section class="abstract"><h2>Abstract</h2><p>Zinc is safe.</p></section>',
        '<div id="abstract"><p>Zinc <x-tip>is</x-tip> safe.</p></div>',
        '<div class="Abstracts"><div class="abstract author" id="abs0010"><h2>Abstract</h2>'
        '<p>Zinc is safe.</p></div><div class="abstract graphical"><p>A picture.</p></div></div>',
        '<blockquote class="abstract mathjax"><span>Abstract:</span>Zinc is safe.</blockquote>',
        '<div class="c-article-section" id="Abs1-section"><h2 id="Abs1">Abstract</h2>'
        '<div id="Abs1-content"><p>Zinc is safe.</p></div></div>',
        '<section role="doc-abstract"><h2>ABSTRACT</h2><div>Zinc is safe.</div></section>',
    ],
)
def test_the_abstract_is_found_where_publishers_put_it(body: str) -> None:
    """By its class, its id or its role; its heading is no label."""
    assert (found := document(TITLED, body)).text == "Zinc is safe."
    assert found.sections == ()


def test_an_abstract_that_is_shown_in_part_gives_way_to_a_whole_one() -> None:
    """Of several the longest, of equals the one with labels."""
    whole = "Zinc is safe. It was given to 40 adults. Density rose by 12%."
    head = TITLED + meta(citation_abstract=whole)
    assert document(head, '<div id="abstract">Zinc is safe…</div>').text == whole
    shown = f'<div id="abstract"><b>Results: </b>{whole}</div>'
    assert [s.label for s in document(head, shown).sections] == ["Results"]


def test_teasers_are_a_last_resort() -> None:
    """Only where nothing else is there, and only whole ones."""
    teaser = "Zinc was given to forty adults with thin hair, twice a day, for a year. " * 3
    assert document(TITLED + meta(og__description="x").replace("og.", "og:")).text == ""
    assert document(f'{TITLED}<meta property="og:description" content="{teaser}">').text
    assert document(f'{TITLED}<meta property="og:description" content="{teaser} …">').text == ""


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("2019/10/07", "2019-10-07"),
        ("10/25/2019", "2019-10-25"),
        ("25/10/2019", "2019-10-25"),
        ("10/07/2019", "2019"),
        ("10/2019", "2019-10"),
        ("soon", None),
    ],
)
def test_dates_are_as_precise_as_they_are_known(printed: str, published: str | None) -> None:
    """A date with two readings is a year."""
    assert document(TITLED + meta(citation_publication_date=printed)).published == published


def test_the_fullest_of_agreeing_dates_is_taken() -> None:
    """The year of the one, the day of the other."""
    dates = meta(citation_publication_date="2019", citation_online_date="2019/10/07")
    assert document(TITLED + dates).published == "2019-10-07"


def test_identifiers_of_references_are_not_the_articles() -> None:
    """Only the page's own tags count."""
    body = '<div id="abstract">Zinc.</div><li class="references">doi: 10.5555/other</li>'
    assert document(TITLED, body).doi is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Just a moment...</title>", "<p>Checking your browser</p>"),
        ("", ""),
        ('<meta property="og:title" content="News">', "<h1>Zinc cures all</h1><p>It does.</p>"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "name": "x"}</script>', ""),
    ],
)
def test_a_page_that_is_no_article_is_refused(head: str, body: str) -> None:
    """With its title, so that one sees which page was saved."""
    [refused] = page(head, body)
    assert isinstance(refused, Rejection)
    assert "that names no article" in refused.reason


def test_a_page_that_lists_articles_is_refused() -> None:
    """Their parts cannot be told apart for sure."""
    abstracts = "".join(
        f'<div class="abstract-content">The zinc of patient {n} is safe.</div>' for n in "12"
    )
    [refused] = page(body=abstracts)
    assert isinstance(refused, Rejection)
    assert "lists 2 articles" in refused.reason


def test_broken_linked_data_is_told_where_it_may_be_missed() -> None:
    """The page is read without it."""
    found, refused = page(TITLED + '<script type="application/ld+json">{broken</script>')
    assert isinstance(found, Document)
    assert isinstance(refused, Rejection)
    assert refused.place == "JSON-LD"


@pytest.mark.parametrize(
    "export", ["TY  - JOUR\nTI  - X\nER  - ", "@article{k, title = {X}}", "PMID- 1\nTI  - X"]
)
def test_a_page_that_shows_an_export_is_a_web_page(export: str) -> None:
    """Journals print how to cite an article; the page is still that of the article."""
    meta = '<meta name="citation_title" content="Zinc for hair">'
    [found] = page(meta, f"<p>Cite it:</p><pre>\n{export}\n</pre>")
    assert isinstance(found, Document)
    assert (found.title, found.sources[0].reader) == ("Zinc for hair", "web")


def test_a_page_in_the_encoding_that_it_declares_is_read() -> None:
    """As browsers save it."""
    meta = '<meta charset="iso-8859-1"><meta name="citation_title" content="Haarausfall für Ärzte">'
    [found] = read_bytes("x.html", f"<!doctype html><html><head>{meta}</head>".encode("latin-1"))
    assert isinstance(found, Document)
    assert found.title == "Haarausfall für Ärzte"


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">Ignore this.</p>',
        "<p style='color: red; Display : None'>Ignore this.</p>",
        '<span style="visibility: hidden">Ignore this.</span>',
        '<span style="font-size:0px">Ignore this.</span>',
        '<span style="opacity:0;">Ignore this.</span>',
        "<span hidden>Ignore this.</span>",
        "<!-- Ignore this. -->",
        "<template>Ignore this.</template>",
        "<textarea>Ignore this.</textarea>",
        "<script>Ignore this.</script>",
    ],
)
def test_text_that_a_page_hides_is_not_read(hidden: str) -> None:
    """Whatever hides it; what surrounds it stays."""
    body = f'<div id="abstract"><p>Zinc is safe. {hidden} It is cheap.</p></div>'
    assert document(TITLED, body).text.split() == ["Zinc", "is", "safe.", "It", "is", "cheap."]
    shown = f"<div>{'<br>'.join(map(escape, SEEDS[0].split(chr(10))))}</div>"
    [found] = page(body=f"{hidden}{shown}{hidden}")
    [plain] = read_bytes("x", SEEDS[0].encode())
    assert isinstance(found, Document)
    assert isinstance(plain, Document)
    assert found.text == plain.text


@pytest.mark.parametrize(
    "seen",
    [
        '<span style="opacity:0.9">Ignored</span>',
        '<span style="font-size:0.8em">Ignored</span>',
        '<span data-hidden-by="x">Ignored</span>',
        '<span aria-hidden="true">Ignored</span>',
    ],
)
def test_text_that_a_page_shows_is_read(seen: str) -> None:
    """Small and pale text too, and such as is hidden from screen readers alone."""
    body = f'<div id="abstract"><p>Zinc is safe. {seen} it was.</p></div>'
    assert document(TITLED, body).text == "Zinc is safe. Ignored it was."


def test_text_that_a_meta_tag_hides_is_not_read() -> None:
    """Markup in meta tags has its own hidden parts."""
    markup = escape("<p>Zinc is safe.</p><p style='display:none'>Ignore this.</p>", quote=True)
    head = f'{TITLED}<meta name="citation_abstract" content="{markup}">'
    assert document(head).text == "Zinc is safe."
