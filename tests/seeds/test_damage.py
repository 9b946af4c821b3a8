"""Files of every streamed or structured form, with whatever damage."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.document import Document
from seeds.page import Deletion, Found, Rejection
from seeds.reading import read_bytes

PAGES = Path(__file__).parent / "pages"
NAMES = ("pubmed.xml", "pubmed.nbib", "library.ris", "library.bib", "article.jats.xml")
SECOND = {
    "pubmed.xml": b"30000002",
    "pubmed.nbib": b"30000002",
    "library.ris": b"A work without",
    "library.bib": b"damaged2020",
    "article.jats.xml": b"Damaged",
}
NOT_EVIDENCE = ("British Association of Inventors", "which is not read", "Only a reference has")
SIGNS = [
    "<",
    ">",
    "&",
    "</",
    "{",
    "}",
    '"',
    "@",
    "\n",
    "\r",
    "  - ",
    "\0",
    "]]>",
    "<!--",
    "$",
    "\\",
]


def sound(entry: Found) -> bool:
    """Whether an entry is whole: sections lie in the text, and what is no evidence does not."""
    if isinstance(entry, Rejection):
        return bool(entry.place and ": " in entry.reason)
    if isinstance(entry, Deletion):
        return entry.id.startswith("pmid:")
    borders = [border for section in entry.sections for border in (section.start, section.end)]
    return (
        bool(entry.text or entry.title)
        and borders == sorted(borders)
        and all(entry.text[part.start : part.end].strip() for part in entry.sections)
        and "\ufffd" not in entry.text
        and not any(words in entry.text for words in NOT_EVIDENCE)
        and bool(entry.id and entry.sources[0].place)
    )


@st.composite
def damaged(draw: st.DrawFn, page: str) -> bytes:
    """A page with lines deleted, doubled or moved, signs put in, and its end cut off."""
    lines = page.split("\n")
    for _ in range(draw(st.integers(0, 5))):
        at, to = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match draw(st.sampled_from(["delete", "double", "move"])):
            case "delete" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(to, lines[at])
            case _:
                lines.insert(to, lines.pop(at))
    text = "\n".join(lines)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(SIGNS)) + text[at + draw(st.integers(0, 3)) :]
    data = text.encode()
    return data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_sound_documents_or_refusals(name: str, data: st.DataObject) -> None:
    """Whatever befalls a file, its reader does not fail, and no document is half wrong."""
    page = (PAGES / name).read_bytes().decode()
    assert all(map(sound, read_bytes(name, data.draw(damaged(page)))))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_cut_gives_whole_documents_alone(name: str) -> None:
    """Wherever it is cut behind the first; XML, which has an end, also tells that it was cut."""
    data = (PAGES / name).read_bytes()
    found = list(read_bytes(name, data))
    whole = [(entry.id, entry.text) for entry in found if isinstance(entry, Document)]
    begin = data.index(SECOND[name])
    for cut in range(begin, len(data), (len(data) - begin) // 60):
        part = list(read_bytes(name, data[:cut]))
        documents = [(entry.id, entry.text) for entry in part if isinstance(entry, Document)]
        assert documents == whole[: len(documents)]
        assert len(part) > len(documents) or not name.endswith(".xml")
