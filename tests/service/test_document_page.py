"""Tests of deep links: a document with a span marked, for programs and for people."""

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from seeds.document import Document, Section
from seeds.status import Status
from service.http.accept import prefers
from service.http.page import document_page
from service.link import document_url

Refused = Callable[..., dict[str, Any]]
ARTICLE = "doi:10.1111/jocd.16683"
PATH = f"/v1/documents/{ARTICLE}"
HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


class Shown(HTMLParser):
    """What of a page is text, which of it is marked, and its tags with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.marked, self.tags = "", "", list[tuple[str, dict[str, str | None]]]()
        self._open = list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        self.tags.append((tag, dict(attributes)))
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag ends, in the right order."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text."""
        if "style" in self._open:
            return
        if self._open[-1:] == ["mark"]:
            self.marked += data
        self.text += data

    @property
    def names(self) -> set[str]:
        """The names of all tags."""
        return {name for name, _ in self.tags}


def test_a_span_is_marked_in_the_json(client: httpx.Client) -> None:
    """A program gets the document with the span and its words, and without one as before."""
    document = client.get(PATH).json()
    assert "marked" not in document
    marked = client.get(PATH, params={"start": 5, "end": 30}).json()
    text = document["text"][5:30]
    assert marked == {**document, "marked": {"start": 5, "end": 30, "text": text}}


def test_the_link_of_a_citation_marks_its_quote(client: httpx.Client) -> None:
    """Whatever an answer quotes is what its deep link marks, for programs and for people."""
    question = "How were the exosomes given in the trichorrhexis nodosa case series?"
    answer = client.post("/v1/ask", json={"question": question}).json()
    assert answer["citations"]
    for citation in answer["citations"]:
        span = (citation["start"], citation["end"])
        url = document_url(citation["document"]["id"], str(client.base_url).rstrip("/"), span)
        assert urlsplit(url).fragment == "marked"
        assert client.get(url).json()["marked"]["text"] == citation["quote"]
        assert Shown(client.get(url, headers=HTML).text).marked == citation["quote"]


def test_a_browser_gets_a_page_that_needs_no_other(client: httpx.Client) -> None:
    """The page has no script and loads nothing, and its policy forbids both."""
    response = client.get(PATH, params={"start": 0, "end": 10}, headers=HTML)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["vary"] == "Accept"
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = Shown(response.text)
    assert not page.names & {"script", "img", "link", "iframe", "form", "object"}
    [(_, mark)] = [tag for tag in page.tags if tag[0] == "mark"]
    assert mark == {"id": "marked", "tabindex": "-1", "autofocus": None}
    assert "Marked passage begins." in page.text
    assert "Journal of Cosmetic Dermatology" in page.text
    assert "case series" in page.text
    assert "https://doi.org/10.1111/jocd.16683" in page.text
    assert client.get(PATH).headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "is_html"),
    [
        ("", False),
        ("*/*", False),
        ("application/json", False),
        ("text/html", True),
        ("TEXT/HTML; q=1", True),
        (HTML["Accept"], True),
        ("text/html;q=0.5, application/json", False),
        ("application/json;q=0.1, text/*;q=0.2", True),
        ("text/html, application/json", False),
        ("text/html;q=0", False),
        ("text/html;q=nonsense, ,;", False),
        ("text/html;q=0, */*", False),
    ],
)
def test_json_is_what_comes_unless_html_is_preferred(accept: str, is_html: bool) -> None:
    """Weights count, exact types before wildcards, and nonsense is passed over."""
    assert prefers(accept, "text/html", "application/json") == is_html


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("start=5", "end is missing"),
        ("end=5", "start is missing"),
        ("start=5&end=5", "end must be from 6 (behind start) to 1,594"),
        ("start=0&end=1595", "to 1,594 (the length of the text), not 1,595"),
        ("start=1594&end=1595", "start, 1,594, is behind the text's 1,594 characters"),
        ("start=-1&end=5", "start must be at least 0"),
        ("start=a&end=5", "start must be a whole number"),
        ("start=1&stop=5", "stop is not a known query parameter"),
        ("start=1&start=2&end=5", "start is given twice"),
    ],
)
def test_a_span_that_cannot_be_is_refused_with_the_limit(
    client: httpx.Client, refused: Refused, query: str, reason: str
) -> None:
    """Bad spans are told as a problem, to browsers as well."""
    for headers in ({}, HTML):
        problem = refused(client.get(f"{PATH}?{query}", headers=headers), 422)
        assert reason in problem["detail"]


TEXT = 'Hair <b>fell</b> & "grew". α𝒳é\u202e\nIt <script>alert(1)</script> stayed.'
BORDER = TEXT.index("\n")
WILD = Document(
    id="key:a/b#c?d%41&<x>",
    kind="snippet",
    text=TEXT,
    title="</title><script>alert(2)</script>",
    authors=('<i>A</i> "B"', "李伟"),
    journal="J & K",
    url='https://x.example/"onclick="alert(3)',
    about="doi:10.1/<x>",
    language='en"x',
    sections=(Section("<h1>", 0, BORDER), Section("Later", BORDER + 1, len(TEXT))),
    status=Status("retracted", "2025-01-02", "<Watch>"),
)


def test_everything_in_a_document_is_escaped() -> None:
    """Whatever a document holds is text in the page, and none of it a tag or an attribute."""
    page = Shown(document_page(WILD, (5, 12)))
    assert not page.names & {"script", "i", "b"}
    assert page.marked == "<b>fell"
    for words in ("alert(1)", "alert(2)", "</title>", '<i>A</i> "B", 李伟', "J & K", WILD.id):
        assert words in page.text
    assert "Retracted 2025-01-02 (<Watch>)" in page.text
    assert all("onclick" not in attributes for _, attributes in page.tags)
    assert "javascript:" not in document_page(replace(WILD, url="javascript:alert(1)"), None)


@pytest.mark.parametrize(
    "span",
    [
        (0, len(TEXT)),
        (20, 40),
        (BORDER - 1, BORDER + 2),
        (BORDER, BORDER + 9),
        (0, 1),
        (len(TEXT) - 1, len(TEXT)),
        (15, BORDER + 1),
    ],
)
def test_what_is_marked_is_the_span_wherever_sections_begin(span: tuple[int, int]) -> None:
    """A span over two sections is marked in both, with one target, and told once as a whole."""
    page = Shown(document_page(WILD, span))
    assert page.marked == WILD.text[slice(*span)].replace("\n", "")
    marks = [attributes for name, attributes in page.tags if name == "mark"]
    assert [attributes.get("id") for attributes in marks] == ["marked", None][: len(marks)]
    assert page.text.count("Marked passage begins.") == 1
    assert page.text.count("Marked passage ends.") == 1


def test_a_page_without_a_span_marks_nothing() -> None:
    """Without start and end the page is the document alone."""
    page = Shown(document_page(WILD, None))
    assert "mark" not in page.names
    assert WILD.text.partition("\n")[0] in page.text


def test_ids_may_hold_anything(writable: httpx.Client) -> None:
    """A link to a document opens it, whatever signs its id has."""
    names = ["a/b#c?d%41&<x>", "ü 李//..;=+", "x#marked"]
    documents = [{"id": name, "text": f"Hair grew in {name}."} for name in names]
    added = writable.post("/v1/documents", json={"documents": documents}).json()
    assert added["rejected"] == []
    for doc_id, name in zip(added["added"], names, strict=True):
        url = document_url(doc_id, str(writable.base_url).rstrip("/"), (5, 9))
        assert writable.get(url).json()["marked"]["text"] == "grew"
        assert name in Shown(writable.get(url, headers=HTML).text).text
