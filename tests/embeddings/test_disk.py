"""A full disk and a read-only one: what was acknowledged stays, and the message says what to do."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from embeddings.collection import CollectionError
from embeddings.filters import Filters
from embeddings.local import LocalCollection
from tests.embeddings.conftest import FakeEncoder, nearest, numbered, whole, words

Mount = Callable[..., None]
ROOT = Path(__file__).parents[2]
WRITE = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.embeddings.conftest import FakeEncoder, numbered
from embeddings.local import LocalCollection
with LocalCollection.open(Path(sys.argv[2]), FakeEncoder()) as collection:
    collection.add(numbered(n) for n in range(int(sys.argv[3])))
    if sys.argv[4] == "True":
        os._exit(0)
"""


def write_elsewhere(folder: Path, count: int, *, dying: bool) -> None:
    """Add documents in a process that closes the collection, or leaves without."""
    arguments = [str(ROOT), str(folder), str(count), str(dying)]
    subprocess.run([sys.executable, "-c", WRITE, *arguments], check=True)


@pytest.fixture
def mount() -> Iterator[Mount]:
    """Mounts, undone in the end; skips where this user may not mount."""
    mounted: set[Path] = set()
    with ExitStack() as undo:

        def run(place: Path, *options: str) -> None:
            done = subprocess.run(["mount", *options, str(place)], capture_output=True, text=True)
            if done.returncode:
                pytest.skip(f"may not mount: {done.stderr.strip()}")
            if place not in mounted:
                mounted.add(place)
                undo.callback(subprocess.run, ["umount", "--lazy", str(place)], check=True)

        yield run


def assert_all_there(collection: LocalCollection, numbers: list[int]) -> None:
    """Exactly these are found, by word and by vector."""
    assert collection.size().documents == len(numbers)
    for n in numbers[::7]:
        assert words(collection, f"first{n}") == [f"key:{n}#0"]
        assert nearest(collection, whole(numbered(n))) == f"key:{n}#0"
    assert collection.check() == []


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path, mount: Mount) -> None:
    """Searching goes on; after room is made the same collection goes on, and so does a new one."""
    mount(tmp_path, "-t", "tmpfs", "-o", "size=3m", "none")
    heard: list[int] = []
    with LocalCollection.open(tmp_path, FakeEncoder()) as collection:
        with pytest.raises(CollectionError, match=rf"holds {tmp_path} is full.*make room"):
            collection.add(
                (numbered(n) for n in range(20_000)),
                lambda ids: heard.extend(int(name.removeprefix("key:")) for name in ids),
            )
        assert len(heard) >= 64
        for n in heard[::9]:
            assert collection.get(f"key:{n}")
            assert words(collection, f"first{n}") == [f"key:{n}#0"]
            assert nearest(collection, whole(numbered(n))) == f"key:{n}#0"
        mount(tmp_path, "-o", "remount,size=64m")
        there = collection.size().documents
        assert there - len(heard) in (0, 64)
        assert_all_there(collection, list(range(there)))
        collection.add(numbered(n) for n in range(there + 70))
    with LocalCollection.open(tmp_path, FakeEncoder()) as collection:
        assert_all_there(collection, list(range(there + 70)))


def test_a_disk_that_is_full_for_one_index_is_named(tmp_path: Path, mount: Mount) -> None:
    """What is in SQLite is not acknowledged, and is in the index as soon as there is room."""
    folder, small = tmp_path / "collection", tmp_path / "small"
    small.mkdir()
    mount(small, "-t", "tmpfs", "-o", "size=300k", "none")
    with LocalCollection.open(folder, FakeEncoder()) as collection:
        collection.add([numbered(0)])
    (folder / "lexical").rename(tmp_path / "old")
    subprocess.run(["cp", "-r", str(tmp_path / "old"), str(small / "lexical")], check=True)
    (folder / "lexical").symlink_to(small / "lexical")
    heard: list[str] = []
    with LocalCollection.open(folder, FakeEncoder()) as collection:
        with pytest.raises(CollectionError, match="is full"):
            collection.add((numbered(n) for n in range(20_000)), heard.extend)
        there = collection.size().documents
        assert there == len(heard) + 64
        assert words(collection, "first0") == ["key:0#0"]
        mount(small, "-o", "remount,size=64m")
        assert_all_there(collection, list(range(there)))
        collection.add(numbered(n) for n in range(there + 10))
        assert_all_there(collection, list(range(there + 10)))


def test_a_full_disk_at_the_end_costs_only_the_dense_file(
    collection: LocalCollection, folder: Path
) -> None:
    """It is told; all is acknowledged, found, and saved when there is room."""
    heard: list[str] = []
    (folder / ".dense.faiss.new").symlink_to("/dev/full")
    with pytest.raises(CollectionError, match="is full"):
        collection.add((numbered(n) for n in range(100)), heard.extend)
    assert len(heard) == 100
    assert_all_there(collection, list(range(100)))
    assert (folder / "dense.faiss").exists()


@pytest.mark.parametrize("missing", ["nothing", "lexical", "dense.faiss", "close"])
def test_a_read_only_folder_is_searched_and_not_written(
    folder: Path, tmp_path: Path, mount: Mount, missing: str
) -> None:
    """Whatever index is missing, and also where a writer died; each write is refused by name."""
    write_elsewhere(folder, 5, dying=missing == "close")
    assert (folder / "collection.sqlite-wal").exists() == (missing == "close")
    if (folder / missing).exists():
        (folder / missing).rename(tmp_path / missing)
    held = tmp_path / "read-only"
    held.mkdir()
    mount(held, "--bind", str(folder))
    mount(held, "-o", "remount,bind,ro")
    with LocalCollection.existing(held, FakeEncoder()) as collection:
        assert_all_there(collection, list(range(5)))
        assert nearest(collection, whole(numbered(3)), Filters(doc_ids=("key:2",))) == "key:2#0"
        for write in (
            lambda: collection.add([numbered(9)]),
            lambda: collection.delete(["key:1"]),
            lambda: collection.delete_source("first.txt"),
            collection.rebuild,
            lambda: LocalCollection.re_encoded(held, FakeEncoder("other@2")),
        ):
            with pytest.raises(CollectionError, match=f"{held} is read-only"):
                write()
        write_elsewhere(folder, 9, dying=False)
        assert_all_there(collection, list(range(9)))
        write_elsewhere(folder, 12, dying=True)
        assert_all_there(collection, list(range(12)))


def test_an_empty_read_only_folder_is_refused(tmp_path: Path, mount: Mount) -> None:
    """There is nothing to search, and nothing can be made."""
    mount(tmp_path, "-t", "tmpfs", "-o", "ro", "none")
    for place in (tmp_path, tmp_path / "new"):
        with pytest.raises(CollectionError, match="is read-only"):
            LocalCollection.open(place, FakeEncoder())


def test_a_disk_without_a_byte_left_is_told_too(tmp_path: Path, mount: Mount) -> None:
    """Neither the note in the lock nor the log of SQLite finds room; reading goes on."""
    mount(tmp_path, "-t", "tmpfs", "-o", "size=2m", "none")
    with LocalCollection.open(tmp_path, FakeEncoder()) as collection:
        collection.add([numbered(n) for n in range(5)])
        with pytest.raises(OSError, match="No space"):
            (tmp_path / ".ballast").write_bytes(bytes(4_000_000))
        with pytest.raises(CollectionError, match="is full"):
            collection.add(numbered(n) for n in range(2_000))
        assert words(collection, "first3") == ["key:3#0"]
        (tmp_path / ".ballast").unlink()
        collection.add([numbered(5)])
        assert words(collection, "first5") == ["key:5#0"]
        assert collection.check() == []
