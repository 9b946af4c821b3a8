"""Letters that were lost before: U+FFFD in what sources hold."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.document import Document, Section, document_id
from seeds.lost_letter import LOST, without_lost_letters
from seeds.page import Rejection
from seeds.reading import read_bytes

BAD = "It rose by 10 \ufffd 12."
TITLE = "\ufffd-Blockers"
XML = "<?xml version='1.0'?>"
PUBMED = (
    f"{XML}<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
    "<ArticleTitle>{title}</ArticleTitle><Abstract><AbstractText>{text}</AbstractText></Abstract>"
    "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
)
JATS = (
    f"{XML}<article><front><article-meta><title-group><article-title>{{title}}</article-title>"
    "</title-group><abstract><p>{text}</p></abstract></article-meta></front></article>"
)
WEB = (
    "<!doctype html><html><head><meta name='citation_title' content='{title}'></head><body>"
    "<div class='abstract'><p>{text}</p></div></body></html>"
)
ARTICLE = '{"title": "{title}", "abstract": "{text}", "resultStr": "", "DOIUrl": ""}'
EUROPE_PMC = (
    '{"id": "1", "source": "PPR", "title": "{title}", "abstractText": "{text}", "pubYear": 1}'
)
FORMATS = {
    "article": ARTICLE,
    "beir": '{"_id": "1", "title": "{title}", "text": "{text}"}',
    "bibtex": "@misc{a, title = {{title}}, abstract = {{text}}}",
    "csv": 'doi,title,abstract\n10.5555/a,{title},"{text}"\n',
    "documents": '{"title": "{title}", "text": "{text}"}',
    "europe_pmc": EUROPE_PMC,
    "jats": JATS,
    "medline": "PMID- 1\nTI  - {title}\nAB  - {text}\n",
    "openalex": "",
    "pubmed": PUBMED,
    "ris": "TY  - JOUR\nTI  - {title}\nAB  - {text}\nER  - \n",
    "semantic_scholar": '{"paperId": "a", "title": "{title}", "abstract": "{text}"}',
    "web": WEB,
}


def page(reader: str, title: str, text: str) -> str:
    """A file of a format, with this title and abstract."""
    if reader == "openalex":
        index = {word: [place] for place, word in enumerate(text.split())}
        work = {"id": "https://openalex.org/W1", "title": title, "abstract_inverted_index": index}
        return json.dumps(work, ensure_ascii=False)
    return FORMATS[reader].replace("{title}", title).replace("{text}", text)


@pytest.mark.parametrize("reader", FORMATS)
def test_no_format_keeps_a_sentence_of_which_letters_were_lost(reader: str) -> None:
    """The document is in without it, and the report says so; a title shows a question mark."""
    document, told = read_bytes(
        "nf/file", page(reader, TITLE, f"Zinc works. {BAD} All grew.").encode()
    )
    assert isinstance(document, Document)
    assert document.sources[0].reader == reader
    assert (document.title, document.text) == ("?-Blockers", "Zinc works. All grew.")
    assert isinstance(told, Rejection)
    assert (told.place, told.reason) == (document.sources[0].place, LOST)


@pytest.mark.parametrize("reader", FORMATS)
def test_a_document_of_which_a_title_is_left_is_kept(reader: str) -> None:
    """Like one without an abstract."""
    document, told = read_bytes("nf/file", page(reader, "Zinc", BAD).encode())
    assert isinstance(document, Document)
    assert (document.title, document.text) == ("Zinc", "")
    assert isinstance(told, Rejection)


def test_snippets_of_digests_are_no_exception() -> None:
    """What is left of each is in."""
    lines = ["TLDR It works.", f"Zinc works. {BAD}", "3 citations,", f"2021 in “J” {BAD} It grew."]
    summary, told, snippet, again = read_bytes("a.txt", "\n".join(lines).encode())
    assert isinstance(summary, Document)
    assert isinstance(snippet, Document)
    assert (summary.text, snippet.text) == ("Zinc works.", "It grew.")
    assert snippet.id == document_id("snippet", "It grew.")
    assert [one.reason for one in (told, again) if isinstance(one, Rejection)] == [LOST, LOST]


def test_a_document_of_which_nothing_is_left_is_refused() -> None:
    """It has no title either."""
    [told] = read_bytes("a.jsonl", json.dumps({"text": BAD}).encode())
    assert isinstance(told, Rejection)
    assert "U+FFFD in every sentence" in told.reason


def document(text: str, *spans: tuple[int, int]) -> Document:
    """A document with sections."""
    sections = tuple(Section(f"S{start}", start, end) for start, end in spans)
    return Document("key:a", "abstract", text, sections=sections)


@pytest.mark.parametrize(
    ("text", "spans", "kept", "sections"),
    [
        ("A \ufffd. It grew.", [(0, 13)], "It grew.", ["It grew."]),
        ("It grew. A \ufffd.", [(0, 13)], "It grew.", ["It grew."]),
        ("It grew. A \ufffd.\nAll fell.", [(0, 13), (14, 23)], "It grew.\nAll fell.", None),
        ("It grew.\nA \ufffd. All fell.", [(0, 8), (9, 23)], "It grew.\nAll fell.", None),
        (
            "It grew.\nA \ufffd.\nAll fell.",
            [(0, 8), (9, 13), (14, 23)],
            "It grew.\nAll fell.",
            None,
        ),
        ("A \ufffd.\nB \ufffd. It grew.", [(0, 4), (5, 18)], "It grew.", ["It grew."]),
        ("外泌体\ufffd。毛发生长。", [(0, 10)], "毛发生长。", ["毛发生长。"]),
        ("有效。外泌体\ufffd。毛发生长。", [(3, 13)], "有效。毛发生长。", ["毛发生长。"]),
    ],
)
def test_sections_keep_what_is_left_of_them(
    text: str, spans: list[tuple[int, int]], kept: str, sections: list[str] | None
) -> None:
    """One of which nothing is left goes with its label; blocks stay in lines of their own."""
    found = without_lost_letters(document(text, *spans))
    assert found.text == kept
    parts = [found.text[one.start : one.end] for one in found.sections]
    assert parts == (sections or ["It grew.", "All fell."])


def test_labels_are_shown_with_a_question_mark() -> None:
    """They are never quoted."""
    printed = replace(document("It grew."), sections=(Section("M\ufffdthodes", 0, 8),))
    assert without_lost_letters(printed).sections == (Section("M?thodes", 0, 8),)


def test_what_is_whole_is_not_touched() -> None:
    """Not even its white space."""
    whole = document(" It  grew.\n\nAll fell. ", (0, 5))
    assert without_lost_letters(whole) is whole


@given(
    st.lists(
        st.lists(
            st.sampled_from(["It grew.", "A \ufffd.", "P \ufffd 5.", "毛发。", "All fell."]),
            min_size=1,
        ),
        min_size=1,
    )
)
def test_every_whole_sentence_stays_in_its_section(lines: list[list[str]]) -> None:
    """However many stand around it."""
    texts = [" ".join(line) for line in lines]
    starts = [sum(len(text) + 1 for text in texts[:n]) for n in range(len(texts))]
    spans = [(start, start + len(text)) for start, text in zip(starts, texts, strict=True)]
    found = without_lost_letters(document("\n".join(texts), *spans))
    kept = [" ".join(one for one in line if "\ufffd" not in one) for line in lines]
    assert found.text == "\n".join(filter(None, kept))
    assert [found.text[one.start : one.end] for one in found.sections] == [*filter(None, kept)]
