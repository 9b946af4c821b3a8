"""The readers of streams: how a file comes and is written changes nothing of what it says."""

import codecs
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.document import Document
from seeds.page import Found, Rejection
from seeds.reading import read_bytes, read_opened

HERE = Path(__file__).parent
LARGE = "2 \u03b2-cells\U0001f9ec"
FILES = {
    "beir.jsonl": (
        '{"_id": "1", "title": "Zinc", "text": "It grew (5 µg)."}\n'
        f'{{"_id": "2", "title": "{LARGE}", "text": "It fell."}}\n'
    ),
    "documents.jsonl": (
        f'{{"text": "It grew (5 µg)."}}\n{{"doi": "10.5555/a", "title": "{LARGE}"}}\n'
    ),
    "europe_pmc.json": (
        '{"id": "1", "source": "PPR", "pubYear": 2020, "abstractText": "It grew (5 µg)."}\n'
        f'{{"id": "2", "source": "MED", "title": "{LARGE}"}}\n'
    ),
    "openalex.json": (
        '{"id": "https://openalex.org/W1", "abstract_inverted_index": {"It": [0], "grew.": [1]}}\n'
        f'{{"id": "https://openalex.org/W2", "title": "{LARGE}"}}\n'
    ),
    "semantic_scholar.json": (
        '{"paperId": "a", "abstract": "It grew (5 µg)."}\n'
        f'{{"paperId": "b", "title": "{LARGE}"}}\n'
    ),
    "table.csv": f'doi,abstract,title\n10.5555/a,"It grew\n(5 µg).",Zinc\n10.5555/b,,{LARGE}\n',
    "library.bib": (
        '@misc{a,\n title = {Zinc},\n abstract = "It grew (5 {\\"o}µg)."}\n'
        f"% no entry\n@misc{{b, title = {{{LARGE}}}}}\n"
    ),
    "library.ris": (
        f"TY  - JOUR\nAB  - It grew\n(5 µg).\nER  - \nTY  - JOUR\nTI  - {LARGE}\nER  - \n"
    ),
    "pubmed.nbib": (
        f"PMID- 1\nAB  - It grew\n      (5 µg).\nSO  - J\n\nPMID- 2\nTI  - {LARGE}\nSO  - J\n"
    ),
    "pubmed.xml": (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
        "<Abstract><AbstractText>It grew (5 µg).</AbstractText></Abstract></Article>"
        "</MedlineCitation></PubmedArticle>\n<PubmedArticle><MedlineCitation><PMID>2</PMID><Article>"
        f"<ArticleTitle>{LARGE}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        "</PubmedArticleSet>\n"
    ),
    "jats.xml": (
        "<articles><article><front><article-meta><abstract><p>It grew (5 µg).</p></abstract>"
        "</article-meta></front></article>\n<article><front><article-meta><title-group>"
        f"<article-title>{LARGE}</article-title></title-group></article-meta></front></article>"
        "</articles>\n"
    ),
}
BY_LINE = (
    "beir.jsonl",
    "documents.jsonl",
    "table.csv",
    "library.bib",
    "library.ris",
    "pubmed.nbib",
)
GOLDEN = [path for path in sorted((HERE / "exports").rglob("*.*")) if path.is_file()]


class Dripping(io.BytesIO):
    """A file that is read up to one of these places at a time."""

    def __init__(self, data: bytes, places: list[int]) -> None:
        super().__init__(data)
        self.places = places

    def read(self, size: int | None = -1, /) -> bytes:
        """As much as is asked for, and not beyond the next place."""
        beyond = [place - self.tell() for place in self.places if place > self.tell()]
        wanted = [size] if size is not None and size >= 0 else []
        return super().read(min([*beyond, *wanted], default=-1))


def timeless(found: Iterator[Found]) -> list[Found]:
    """What was read, without the time and the digest."""
    return [
        replace(one, sources=tuple(replace(own, read_at="", sha256="") for own in one.sources))
        if isinstance(one, Document)
        else one
        for one in found
    ]


def texts(name: str, data: bytes) -> list[tuple[str, str | None, str]]:
    """The documents' kinds of identity and what they say; nothing may be refused."""
    found = list(read_bytes(f"nf/{name}", data))
    assert all(isinstance(one, Document) for one in found), found
    return [(one.id, one.title, one.text) for one in found if isinstance(one, Document)]


@pytest.mark.parametrize("name", FILES)
def test_wherever_a_file_is_split_it_gives_the_same_documents(name: str) -> None:
    """Within a character, a tag, a key, a line end: every place of it."""
    data = FILES[name].replace("\n", "\r\n").encode()
    whole = timeless(read_bytes(name, data))
    assert [type(one) for one in whole] == [Document, Document]
    for place in range(1, len(data)):
        assert timeless(read_opened(name, partial(Dripping, data, [place]))) == whole, place


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
@settings(max_examples=10, deadline=None)
@given(st.data())
def test_however_an_export_comes_in_pieces_it_is_read_alike(
    path: Path, data: st.DataObject
) -> None:
    """Damaged records too."""
    content = path.read_bytes()
    places = data.draw(st.lists(st.integers(1, len(content)), max_size=300))
    location = path.relative_to(HERE).as_posix()
    found = timeless(read_opened(location, partial(Dripping, content, places)))
    assert found == timeless(read_bytes(location, content))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: gzip.compress(text.encode()),
        lambda text: gzip.compress(text[:40].encode()) + gzip.compress(text[40:].encode()),
        lambda text: f"\n \n{text}\n\n".encode(),
    ],
    ids=["crlf", "cr", "no last end", "bom", "utf-16-le", "utf-16-be", "gzip", "members", "empty"],
)
def test_however_a_file_is_written_it_says_the_same(
    name: str, written: Callable[[str], bytes]
) -> None:
    """Ends of lines, encodings, archives, empty lines around."""
    assert texts(name, written(FILES[name])) == texts(name, FILES[name].encode())


@pytest.mark.parametrize("name", BY_LINE)
def test_empty_lines_between_records_are_passed_over(name: str) -> None:
    """Any number of them."""
    first = 0 if name != "table.csv" else len("doi,abstract,title\n")
    text = FILES[name]
    second = next(text.index(mark) for mark in SECOND if mark in text)
    spaced = f"{text[:first]}\n\n{text[first:second]}\n\n\n{text[second:]}"
    assert texts(name, spaced.encode()) == texts(name, text.encode())


SECOND = ('{"_id": "2"', '{"doi"', "10.5555/b", "@misc{b", "TY  - JOUR\nTI", "PMID- 2")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_cut_gives_whole_documents_alone(name: str) -> None:
    """Wherever it is cut within the second, which is then told."""
    data = FILES[name].encode()
    whole = texts(name, data)
    begin = data.index(LARGE.encode())
    for cut in range(begin, len(data) - 1):
        found = list(read_bytes(f"nf/{name}", data[:cut]))
        documents = [(one.id, one.title, one.text) for one in found if isinstance(one, Document)]
        if name == "table.csv" and len(documents) == 2:
            continue  # the last cell of a row has no end of its own
        assert documents == whole[: len(documents)]
        assert len(found) > len(documents) or len(documents) == 2


def test_what_is_packed_and_cut_off_is_told() -> None:
    """The lines before are read."""
    lines = [
        json.dumps({"text": f"Hair grew by {n} mm {n * 7919 % 10_007}."}) for n in range(3_000)
    ]
    packed = gzip.compress("\n".join(lines).encode())
    *documents, told = read_bytes("a.jsonl", packed[: len(packed) // 2])
    assert len(documents) > 1_000
    assert all(isinstance(one, Document) for one in documents)
    assert isinstance(told, Rejection)
    assert "the gzip archive is cut off here" in told.reason


def test_what_stands_before_a_byte_that_is_none_of_utf_8_is_read() -> None:
    """The line with it and what follows is refused, with its place."""
    for name, second in (
        ("documents.jsonl", '{"text": "It fell: \xb5."}'),
        ("table.csv", "b,\xb5,"),
    ):
        first = FILES[name].encode()
        found = list(read_bytes(name, first + second.encode("latin-1") + b"\n" + first))
        assert [type(one) for one in found] == [Document, Document, Rejection]
        assert isinstance(found[-1], Rejection)
        assert found[-1].place == f"byte {len(first) + second.index(chr(0xB5))}"


@pytest.mark.parametrize("name", ["documents.jsonl", "beir.jsonl", "table.csv", "library.bib"])
def test_a_file_does_not_come_into_memory_whole(name: str) -> None:
    """However large it is; here it is of records that are refused, which takes less time."""
    broken = {"table.csv": '"' + "x" * 5_000, "library.bib": "@misc{a, title = {" + "x" * 5_000}
    line = broken.get(name, '{"text": "' + "x" * 5_000) + "\n"
    packed = gzip.compress((FILES[name] + line * 5_000).encode(), compresslevel=1)
    next(read_bytes(name, packed))  # what tells languages comes into memory once
    tracemalloc.start()
    refused = sum(isinstance(one, Rejection) for one in read_bytes(f"nf/{name}", packed))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused == 5_000
    assert peak < 12 << 20


def test_json_of_one_text_that_is_too_large_is_refused_with_the_remedy() -> None:
    """JSON Lines have no such bound."""
    data = gzip.compress(b'[{"text": "' + b"x" * (1 << 26) + b'"}]', compresslevel=1)
    [refused] = read_bytes("a.json", data)
    assert isinstance(refused, Rejection)
    assert "larger than 67,108,864 characters" in refused.reason
    assert "save it as JSON Lines" in refused.reason


def test_a_list_in_one_long_line_is_read() -> None:
    """A line of it may be longer than one of JSON Lines."""
    many = json.dumps([{"text": f"It grew by {n} mm."} for n in range(3)])
    data = many[:-1] + " " * (1 << 24) + "]"
    assert len(list(read_bytes("a.json", data.encode()))) == 3


def test_a_broken_line_at_the_beginning_costs_itself_alone() -> None:
    """The others are still read line by line."""
    found = list(read_bytes("a.jsonl", b'{"text": "Cut off\n{"text": "One."}\n{"text": "Two."}\n'))
    assert [type(one) for one in found] == [Rejection, Document, Document]
    assert isinstance(found[0], Rejection)
    assert found[0].place == "line 1, record 1"
