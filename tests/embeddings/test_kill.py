"""Killed at any moment, a collection holds what it acknowledged, whole."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.collection import CollectionError
from embeddings.filters import EVERYTHING
from embeddings.local import LocalCollection, Tiers
from seeds.document import Document
from tests.embeddings.conftest import FakeEncoder, abstract, numbered

ROOT = Path(__file__).parents[2]
TIERS = Tiers(flat=150, scalar=400)
KILLS = 24
COUNT = 120
LIFE = 10_000
DIE_MERGING = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.embeddings.conftest import FakeEncoder, numbered
from embeddings.local import LocalCollection
with LocalCollection.open(Path(sys.argv[2]), FakeEncoder()) as collection:
    for first in range(0, 280, 40):
        collection.add(numbered(n) for n in range(first, first + 40))
    last = [replace(numbered(100), text="Changed."), *(numbered(n) for n in range(280, 320))]
    collection.add(last, lambda ids: os.kill(os.getpid(), signal.SIGKILL))
"""
CHILD = """
import random, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.embeddings.test_kill import COUNT, LIFE, TIERS, encoder, versioned
from embeddings.local import LocalCollection
folder, task, rng = Path(sys.argv[2]), sys.argv[3], random.Random(sys.argv[4])
def say(*words): print(*words, flush=True)
if task == "re-encode":
    say("ready")
    for n in range(1, 99):
        LocalCollection.re_encoded(folder, encoder(n % 2), tiers=TIERS).close()
with LocalCollection.open(folder, encoder(0), tiers=TIERS) as collection:
    say("ready")
    while task == "rebuild":
        collection.rebuild()
    for version in range(1, LIFE):
        numbers = rng.sample(range(COUNT), rng.choice([1, 3, 30]))
        if rng.random() < 0.25:
            say("try", 0, *numbers)
            collection.delete([f"key:{n}" for n in numbers])
            say("done", 0, *numbers)
        else:
            version += LIFE * int(sys.argv[4])
            say("try", version, *numbers)
            collection.add(
                [versioned(n, version) for n in numbers],
                lambda ids: say("done", version, *(name.removeprefix("key:") for name in ids)),
            )
"""


def encoder(number: int) -> FakeEncoder:
    """One of two encoders, whose passages are some words long."""
    return FakeEncoder(f"fake@{number}", dim=(32, 24)[number], window=(14, 19)[number])


def versioned(n: int, version: int) -> Document:
    """A document of several passages, each with words of its number and version."""
    text = " ".join(f"In part{m} the v{version}n{n}m{m} vesicle binds." for m in range(5))
    return abstract(f"key:{n}", text, f"Title v{version}")


@contextmanager
def child(folder: Path, task: str, seed: int) -> Iterator["subprocess.Popen[str]"]:
    """A process at work on the collection, killed at the end."""
    arguments = [sys.executable, "-c", CHILD, str(ROOT), str(folder), task, str(seed)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def pauses(count: int, longest: float) -> list[float]:
    """Random moments, the same each time."""
    moments: list[float] = np.random.default_rng(5).uniform(0, longest, count).tolist()
    return moments


def said(process: "subprocess.Popen[str]", seconds: float) -> list[list[str]]:
    """Let a process work for a while, and kill it; the words of the lines that it said whole."""
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.kill()
    lines = process.stdout.read().splitlines(keepends=True) if process.stdout else []
    return [line.split() for line in lines if line.endswith("\n")]


def version_of(collection: LocalCollection, n: int) -> int:
    """The version of a document, which is whole; 0 where it is gone."""
    document = collection.get(f"key:{n}")
    if not document:
        return 0
    version = int((document.title or "").removeprefix("Title v"))
    assert document == versioned(n, version)
    return version


def assert_found(collection: LocalCollection, n: int, version: int) -> None:
    """Each sentence of a document is found by its word, and its first passage by its vector."""
    hits = {
        match.passage_id
        for m in range(5)
        for match in collection.search_words(f"v{version}n{n}m{m}", 9, EVERYTHING)
    }
    passages = collection.passages([f"key:{n}#{m}" for m in range(9)])
    assert hits == {passage.id for passage in passages}
    assert " ".join(passage.text for passage in passages) == versioned(n, version).text
    query = FakeEncoder(dim=collection.vectors([f"key:{n}#0"])[f"key:{n}#0"].whole.shape[1])
    vector = query.encode_queries([f"Title v{version}. {passages[0].text}"])
    best = collection.search_vector(vector, 1, EVERYTHING)[0]
    assert best.passage_id == f"key:{n}#0"
    assert best.score == pytest.approx(1, abs=1e-6)


def test_what_was_acknowledged_survives_being_killed(tmp_path: Path) -> None:
    """Killed two dozen times while documents are added, changed and deleted."""
    there = dict.fromkeys(range(COUNT), 0)
    acknowledged = 0
    for life, pause in enumerate(pauses(KILLS, longest=0.8)):
        possible = {n: {version} for n, version in there.items()}
        with child(tmp_path, "write", life) as process:
            for what, version, *numbers in said(process, pause):
                for n in map(int, numbers):
                    if what == "try":
                        possible[n].add(int(version))
                    else:
                        possible[n] = {int(version)}
                        acknowledged += 1
        with LocalCollection.open(tmp_path, encoder(0), tiers=TIERS) as collection:
            assert collection.check() == []
            there = {n: version_of(collection, n) for n in range(COUNT)}
            for n, found in there.items():
                assert found in possible[n]
                if found and (found // LIFE == life or n % 10 == life % 10):
                    assert_found(collection, n, found)
            assert collection.size().documents == sum(map(bool, there.values()))
    assert acknowledged > 100


@pytest.mark.parametrize("task", ["rebuild", "re-encode"])
def test_making_anew_survives_being_killed(tmp_path: Path, task: str) -> None:
    """All is there as it was, of the one encoder or the other."""
    with LocalCollection.open(tmp_path, encoder(0), tiers=TIERS) as collection:
        collection.add([versioned(n, 1) for n in range(COUNT)])
    for life, pause in enumerate(pauses(6, longest=0.4)):
        with child(tmp_path, task, life) as process:
            said(process, pause)
        used = encoder(int(encoder_of(tmp_path).removeprefix("fake@")))
        with LocalCollection.open(tmp_path, used, tiers=TIERS) as collection:
            assert collection.check() == []
            assert collection.size().documents == COUNT
            for n in range(0, COUNT, 9):
                assert version_of(collection, n) == 1
                assert_found(collection, n, 1)


def test_merges_that_were_left_undone_lose_no_deletion(tmp_path: Path) -> None:
    """Eight segments are being merged; killed at that, what the next commit deletes is gone."""
    subprocess.run([sys.executable, "-c", DIE_MERGING, str(ROOT), str(tmp_path)], check=False)
    with LocalCollection.open(tmp_path, FakeEncoder()) as collection:
        assert collection.size().documents == 320
        collection.add([replace(numbered(101), text="Changed.")])
        assert collection.check() == []


def encoder_of(folder: Path) -> str:
    """The name of the encoder whose vectors a collection holds."""
    with pytest.raises(CollectionError) as error:
        LocalCollection.open(folder, FakeEncoder("none"))
    return str(error.value).partition("the encoder ")[2].partition(",")[0]
