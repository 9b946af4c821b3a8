"""Streams: files that are read piece by piece, packed or not."""

import gzip
import hashlib
import io
import random
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.decoding import DecodingError
from seeds.document import Document
from seeds.page import Rejection
from seeds.reading import read_bytes, read_file
from seeds.stream import Stream, stream_of
from seeds.unpacking import unpacked

LINES = "".join(f"Line {number}: β ≥ 5 µ {number * 7919 % 1013}\n" for number in range(20_000))


def stream(data: bytes) -> Stream:
    """The stream of an upload."""
    return stream_of("a.txt", lambda: io.BytesIO(data))


def until_fault(pieces: Iterable[bytes]) -> tuple[bytes, str | None]:
    """What comes before the fault, and its place."""
    found = b""
    try:
        for piece in pieces:
            found += piece
    except DecodingError as error:
        return found, error.place
    return found, None


def test_a_stream_is_read_as_often_as_is_wanted() -> None:
    """Head, lines, pieces and page are of the same text; the digest is that of the bytes."""
    data = gzip.compress(LINES.encode())
    found = stream(data)
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.head == LINES[: 1 << 16]
    assert "".join(found.pieces()) == found.page().text == LINES
    assert [f"{line}\n" for line in found.lines()] == LINES.splitlines(keepends=True)


def test_lines_come_composed_and_without_their_ends() -> None:
    """Whatever ends them, and the last has no end."""
    found = stream("\ufeffGarci\u0301a\r\nb\rc\n\nd".encode())
    assert list(found.lines()) == ["García", "b", "c", "", "d"]
    assert found.page().text == "García\nb\nc\n\nd"


@pytest.mark.parametrize(
    ("data", "what"), [(b"", "empty"), (b"\xef\xbb\xbf", "empty"), (b" \r\n\t", "white space")]
)
def test_a_page_without_text_is_refused(data: bytes, what: str) -> None:
    """Nothing is nothing, also packed."""
    for packed in (data, gzip.compress(data)):
        with pytest.raises(DecodingError, match=what):
            stream(packed).page()


@settings(max_examples=30)
@given(st.integers(2, 20_000))
def test_an_archive_that_is_cut_gives_what_stands_before(cut: int) -> None:
    """All that can be unpacked, and the place of the cut."""
    data = gzip.compress(LINES.encode())[:cut]
    text, place = until_fault(unpacked(io.BytesIO(data)))
    assert place == f"byte {cut}"
    assert LINES.encode().startswith(text)
    assert len(text) > 2 * (cut - 2_000)  # what is packed is smaller, but for its tables


def test_a_damaged_archive_gives_what_stands_before() -> None:
    """The members before the damage are whole."""
    first, second = (gzip.compress(f"{number}\n".encode() * 9_000) for number in (1, 2))
    damaged = first + second[:12] + b"\xff\xff\xff\xff" + second[16:]
    found, place = until_fault(unpacked(io.BytesIO(damaged)))
    assert found.startswith(b"1\n" * 9_000)
    assert place is not None


def test_members_of_an_archive_follow_each_other() -> None:
    """Also with zeros between and behind them, as tapes leave them."""
    archive = gzip.compress(b"One.\n") + bytes(512) + gzip.compress(b"Two.\n") + bytes(70_000)
    assert stream(archive).page().text == "One.\nTwo.\n"


def test_what_follows_an_archive_and_is_none_is_told() -> None:
    """The archive is read."""
    archive = gzip.compress(b"One.\n")
    found = until_fault(unpacked(io.BytesIO(archive + b"junk")))
    assert found == (b"One.\n", f"byte {len(archive)}")


@pytest.mark.parametrize(
    ("content", "place"), [(b" ", "file"), (b"a", "file"), (b"\0", "byte 0"), (b"\n", "file")]
)
def test_a_small_archive_of_much_does_not_fill_the_memory(content: bytes, place: str) -> None:
    """A page has a size beyond which it is refused; only what is at hand is unpacked."""
    bomb = gzip.compress(content * (1 << 27), compresslevel=1)
    bombs = io.BytesIO(bomb * 2)
    tracemalloc.start()
    [refusal] = read_bytes("bomb.gz", bombs.getvalue())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(refusal, Rejection)
    assert refusal.place == place
    assert peak < 300 << 20


def test_a_line_without_an_end_is_refused() -> None:
    """What stands before it is read."""
    data = b"PMID- 1\nTI  - One.\n\nPMID- 2\nTI  - " + b"x" * (1 << 25)
    one, refusal = read_bytes("a.nbib", gzip.compress(data, compresslevel=1))
    assert isinstance(one, Document)
    assert isinstance(refusal, Rejection)
    assert refusal.place == "line 5"
    assert "longer than 16,777,216 characters" in refusal.reason


def test_an_archive_within_an_archive_is_refused() -> None:
    """One is unpacked, no more."""
    [refusal] = read_bytes("a.gz", gzip.compress(gzip.compress(b"One.")))
    assert isinstance(refusal, Rejection)
    assert "gzip archive within another" in refusal.reason


def test_a_file_and_an_upload_are_read_alike(tmp_path: Path) -> None:
    """The digest in each source is that of the bytes as they are."""
    data = gzip.compress(b"PMID- 1\nTI  - One.\n\nPMID- 2\nTI  - Two.\n")
    file = tmp_path / "a.nbib.gz"
    file.write_bytes(data)
    documents = [*read_file(file), *read_bytes("a.nbib.gz", data)]
    assert [entry.title for entry in documents if isinstance(entry, Document)] == [
        "One",
        "Two",
    ] * 2
    assert {entry.sources[0].sha256 for entry in documents if isinstance(entry, Document)} == {
        hashlib.sha256(data).hexdigest()
    }


@settings(max_examples=100)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_an_archive_with_any_damage_gives_text_or_a_refusal(
    chance: random.Random, times: int
) -> None:
    """No damage makes a reader fail in another way."""
    data = bytearray(gzip.compress(b"PMID- 1\nTI  - One.\n" * 300))
    for _ in range(times):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert all(isinstance(entry, Document | Rejection) for entry in read_bytes("a.gz", bytes(data)))
