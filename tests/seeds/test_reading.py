"""From files to pages to documents."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.document import Document
from seeds.page import Found, Rejection
from seeds.readers import READERS, STREAM_READERS
from seeds.reading import read_bytes, read_file, source_files

RAW = Path(__file__).parents[2] / "seeds/raw"
ARTICLE = (RAW / "000_263d6f3a3eed7bf4.txt").read_bytes()
DIGEST = (RAW / "002_7aaa919b2312e4a6.txt").read_bytes()
ABOUT_THE_JOURNAL = ("Published quarterly", "ageing skin", "botulinum", "laser physics")


def names(found: Iterable[Path | Rejection], below: Path) -> list[str]:
    """Files by their path under a directory, refusals by their reason."""
    return [
        entry.reason if isinstance(entry, Rejection) else entry.relative_to(below).as_posix()
        for entry in found
    ]


def write(path: Path, data: bytes) -> Path:
    """A file, with the directories above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_directory_stands_for_its_files_sorted_and_hidden_ones_are_passed_over(
    tmp_path: Path,
) -> None:
    """Every file below it, however deep, in one order on every machine."""
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".hidden", "a/.git/config"):
        write(tmp_path / name, b"x")
    assert names(source_files([tmp_path]), tmp_path) == ["a/c.txt", "a/z.txt", "b.txt"]


def test_a_file_that_is_named_twice_comes_once(tmp_path: Path) -> None:
    """By itself, by another path, by its directory, or by a link."""
    file = write(tmp_path / "a.txt", b"x")
    (tmp_path / "b.txt").symlink_to(file)
    found = source_files([file, tmp_path / "." / "a.txt", tmp_path])
    assert names(found, tmp_path) == ["a.txt"]


def test_links_are_followed_and_loops_are_not(tmp_path: Path) -> None:
    """A linked directory is read; one that holds itself ends where it begins."""
    write(tmp_path / "elsewhere/a.txt", b"x")
    write(tmp_path / "here/b.txt", b"x")
    (tmp_path / "here/up").symlink_to(tmp_path / "here")
    (tmp_path / "here/linked").symlink_to(tmp_path / "elsewhere")
    assert names(source_files([tmp_path / "here"]), tmp_path) == ["here/b.txt", "here/linked/a.txt"]


def test_paths_that_name_no_file_are_refused_and_the_others_go_on(tmp_path: Path) -> None:
    """Missing, empty, a dangling link, a pipe: each in its place with its reason."""
    (tmp_path / "empty/.hidden").mkdir(parents=True)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    file = write(tmp_path / "a.txt", b"x")
    paths = [
        tmp_path / "no.txt",
        tmp_path / "empty",
        tmp_path / "dangling",
        tmp_path / "pipe",
        file,
    ]
    missing, empty, dangling, pipe, last = source_files([*paths, Path("nul\0byte")][:5])
    assert [
        entry.source for entry in (missing, empty, dangling, pipe) if isinstance(entry, Rejection)
    ] == [path.as_posix() for path in paths[:4]]
    assert names([missing, empty, dangling, pipe], tmp_path) == [
        "does not exist: check the name",
        "the directory holds no files (hidden ones are passed over): name another",
        "does not exist: check the name",
        "is neither a file nor a directory: save what it gives to a file and name that",
    ]
    assert last == file


def test_a_name_that_no_file_can_have_is_refused() -> None:
    """A NUL in it, or more letters than the system takes."""
    nul, long = source_files([Path("nul\0byte"), Path("x" * 5000)])
    assert isinstance(nul, Rejection)
    assert "no possible name" in nul.reason
    assert isinstance(long, Rejection)
    assert "cannot be read" in long.reason


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    """The reason names the remedy; an administrator may read everything."""
    file = write(tmp_path / "a.txt", DIGEST)
    file.chmod(stat.S_IWUSR)
    first = next(read_file(file))
    if os.geteuid() != 0:
        assert isinstance(first, Rejection)
        assert "permissions" in first.reason


def test_a_file_that_went_away_or_is_a_directory_is_refused(tmp_path: Path) -> None:
    """Between listing and reading a file may go."""
    assert [next(read_file(path)) for path in (tmp_path / "gone", tmp_path)] == [
        Rejection((tmp_path / "gone").as_posix(), "file", "does not exist: check the name"),
        Rejection(tmp_path.as_posix(), "file", "is a directory, not a file: name a file"),
    ]


def test_a_name_that_is_no_unicode_is_told_in_unicode(tmp_path: Path) -> None:
    """Its odd bytes show in hexadecimal, so that the location can be stored and sent."""
    file = write(tmp_path / os.fsdecode(b"caf\xe9.txt"), b"")
    [refusal] = read_file(file)
    assert isinstance(refusal, Rejection)
    assert refusal.source.endswith("caf\\xe9.txt")
    refusal.source.encode()


@pytest.mark.parametrize("file_name", ["digest.pdf", "article.json", "x"])
def test_the_reader_is_chosen_by_content_not_by_name(tmp_path: Path, file_name: str) -> None:
    """Names say nothing."""
    documents = list(read_file(write(tmp_path / file_name, DIGEST)))
    assert {entry.sources[0].reader for entry in documents if isinstance(entry, Document)} == {
        "digest"
    }


def test_the_location_is_the_path_as_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A relative path stays relative, and a file in a directory is told through it."""
    write(tmp_path / "pages/sub/a.txt", DIGEST)
    monkeypatch.chdir(tmp_path)
    [file] = source_files([Path("pages")])
    assert isinstance(file, Path)
    document = next(read_file(file))
    assert isinstance(document, Document)
    assert document.sources[0].location == "pages/sub/a.txt"


def test_a_directory_of_good_and_bad_files_gives_what_is_good(tmp_path: Path) -> None:
    """Each bad file is refused with source, place and reason; the others go on."""
    for name, data in {
        "a_article.txt": ARTICLE,
        "b_empty.txt": b"",
        "c_image.png": b"\x89PNG\r\n\x1a\n\x00",
        "d_latin.txt": "âgés de".encode("latin-1"),
        "e_unknown.txt": b"Nothing of note.",
        "f_digest.txt": DIGEST,
    }.items():
        write(tmp_path / name, data)
    found = [
        entry
        for file in source_files([tmp_path])
        if isinstance(file, Path)
        for entry in read_file(file)
    ]
    refused = [entry for entry in found if isinstance(entry, Rejection)]
    assert len(found) - len(refused) == 11
    assert [(Path(entry.source).name, entry.place) for entry in refused] == [
        ("b_empty.txt", "file"),
        ("c_image.png", "file"),
        ("d_latin.txt", "byte 0"),
        ("e_unknown.txt", "file"),
    ]
    assert all(": " in entry.reason for entry in refused)


def test_an_unknown_form_is_refused_with_the_forms_that_are_known() -> None:
    """Every reader's form is named."""
    [refusal] = read_bytes("notes.txt", b"Nothing of note.")
    assert isinstance(refusal, Rejection)
    assert all(reader.form in refusal.reason for reader in READERS)
    assert all(reader.form in refusal.reason for reader in STREAM_READERS)


def test_pages_of_two_forms_in_one_file_are_refused() -> None:
    """Else the digest would be taken for the journal's description, and lost."""
    [refusal] = read_bytes("both.txt", ARTICLE + b"\n" + DIGEST)
    assert isinstance(refusal, Rejection)
    assert "several forms (article and digest)" in refusal.reason


def sound(entry: Found) -> bool:
    """Whether sections lie in the text, in order and apart, and the journal's words do not."""
    if not isinstance(entry, Document):
        return isinstance(entry, Rejection) and bool(entry.place and entry.reason)
    borders = [border for section in entry.sections for border in (section.start, section.end)]
    return (
        bool(entry.text or entry.title)
        and borders == sorted(borders)
        and all(0 <= border <= len(entry.text) for border in borders)
        and all(entry.text[section.start : section.end].strip() for section in entry.sections)
        and "\ufffd" not in entry.text
        and not any(words in entry.text for words in ABOUT_THE_JOURNAL)
    )


@st.composite
def mutated(draw: st.DrawFn, page: bytes) -> str:
    """A real page with lines deleted, doubled, moved or replaced, and letters changed."""
    lines = page.decode().split("\n")
    for _ in range(draw(st.integers(0, 4))):
        at, to = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match draw(st.sampled_from(["delete", "double", "move", "replace"])):
            case "delete" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(to, lines[at])
            case "move":
                lines.insert(to, lines.pop(at))
            case _:
                lines[at] = draw(st.text(max_size=20))
    text = "\n".join(lines)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(text)))
        new = draw(
            st.sampled_from(['"', "\\", "{", "}", "<", "&lt;", "“", "”", ",", "\n", "\r", "\0", ""])
        )
        text = text[:at] + new + text[at + draw(st.integers(0, 3)) :]
    return text


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([ARTICLE, DIGEST]).flatmap(mutated))
def test_a_damaged_page_gives_sound_documents_or_refusals(page: str) -> None:
    """Whatever befalls a page, its reader does not fail, and no document is half wrong."""
    found = list(read_bytes("page.txt", page.encode()))
    assert all(map(sound, found))
