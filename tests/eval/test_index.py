"""Tests of the kept index: made once, for one corpus, encoder and code."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings.encoder import Encoder
from embeddings.vector import Vectors
from eval.dataset import Dataset
from eval.index import default_cache, indexed
from eval.remembering import RememberingEncoder


class Counting:
    """The default encoder, which counts the passages that it encodes."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.encoded = 0
        self.name, self.dim, self.window = encoder.name, encoder.dim, encoder.window
        self.count_tokens = encoder.count_tokens
        self.encode_queries = encoder.encode_queries

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts."""
        self.encoded += len(texts)
        return self._encoder.encode_passages(texts)


def silent(_: str) -> None:
    """Hears nothing."""


def test_a_corpus_is_indexed_once_and_not_in_its_folder(
    dataset: Path, encoder: Encoder, tmp_path: Path
) -> None:
    """The second use encodes nothing, and the data set's folder is as it was."""
    before = sorted(dataset.rglob("*"))
    counting = Counting(encoder)
    folders = set()
    counts = []
    for _ in range(2):
        with indexed(Dataset(dataset), counting, tmp_path / "cache", silent) as index:
            assert index.collection.size().documents == 6
            assert index.bytes > 1_000
            folders.add(index.folder)
        counts.append(counting.encoded)
    assert counts[0] == counts[1] > 0
    assert len(folders) == 1
    assert sorted(dataset.rglob("*")) == before


def test_another_corpus_has_another_index(dataset: Path, encoder: Encoder, tmp_path: Path) -> None:
    """One more line is another corpus; the old one's index stays."""
    cache = tmp_path / "cache"
    with indexed(Dataset(dataset), encoder, cache, silent) as index:
        first = index.folder
    with (dataset / "corpus.jsonl").open("a", encoding="utf-8") as corpus:
        corpus.write('{"_id": "new", "title": "", "text": "Hair grew."}\n')
    with indexed(Dataset(dataset), encoder, cache, silent) as index:
        assert index.folder != first
        assert index.collection.size().documents == 7
    assert first.exists()


def test_what_was_encoded_before_is_not_encoded_again(encoder: Encoder, tmp_path: Path) -> None:
    """By another process, for another corpus: texts of before have the vectors of before."""
    texts = ["Hair grew.", "Mice ran.", "Hair grew."]
    counting = Counting(encoder)
    first = RememberingEncoder(counting, tmp_path).encode_passages(texts)
    assert counting.encoded == 2
    [file] = tmp_path.glob("vectors-*")
    with file.open("ab") as kept:
        kept.write(b"a part that a killed process left")
    again = RememberingEncoder(counting, tmp_path)
    assert np.array_equal(again.encode_passages(texts[::-1]), first[::-1])
    assert counting.encoded == 2
    again.encode_passages(["Rats slept."])
    assert RememberingEncoder(counting, tmp_path).encode_passages([]).shape == (0, encoder.dim)
    RememberingEncoder(counting, tmp_path).encode_passages(["Rats slept.", *texts])
    assert counting.encoded == 3


SCRIPT = """
import sys, time
from pathlib import Path
import numpy as np
from eval.dataset import Dataset
from eval.index import indexed

class Slow:
    name, dim, window, encoded = "slow@1", 4, 64, 0
    def count_tokens(self, texts):
        return [len(text.split()) for text in texts]
    def encode_passages(self, texts):
        time.sleep(0.2)
        self.encoded += len(texts)
        return np.tile(np.float32([1, 0, 0, 0]), (len(texts), 1))
    encode_queries = encode_passages

slow = Slow()
tell = lambda message: print(message, flush=True)
with indexed(Dataset(Path(sys.argv[1])), slow, Path(sys.argv[2]), tell) as index:
    print("whole:", index.collection.size().documents, slow.encoded, index.collection.check())
"""


def test_two_at_once_and_one_killed_leave_a_whole_index(
    tmp_path: Path, write: Callable[..., Path]
) -> None:
    """What a killed process began is gone on from; of two, one indexes and the other waits."""
    texts = {str(n): (f"Drug {n}", f"Drug {n} helped {n} mice.") for n in range(400)}
    dataset, cache = write(tmp_path / "many", texts), tmp_path / "cache"
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")

    def run() -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, script, dataset, cache],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            text=True,
            stdout=subprocess.PIPE,
        )

    killed = run()
    assert killed.stdout
    while "documents indexed" not in killed.stdout.readline():
        assert killed.poll() is None
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert not list(cache.glob("*/made"))
    both = [run(), run()]
    told = [one.communicate(timeout=60)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    counts = sorted(int(one.rpartition("whole: 400 ")[2].split()[0]) for one in told)
    assert counts[0] == 0
    assert 0 < counts[1] < 800  # a title with its text, and a sentence, for each of 400
    assert all(one.endswith("[]\n") for one in told)
    assert sum("waiting for it" in one for one in told) == 1


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with little room."""
    mounted = tmp_path / "disk"
    mounted.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(mounted)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a disk")
    yield mounted
    subprocess.run(["umount", "--lazy", mounted], check=True)


def test_a_full_disk_is_told_and_then_gone_on_from(
    dataset: Path, disk: Path, evaluate: Callable[..., Any]
) -> None:
    """Exit code 2 and the reason; with room, the same command ends well."""
    short = evaluate("retrieval", dataset, "--cache", disk / "cache")
    assert (short.code, short.out) == (2, "")
    assert "full" in short.err or "No space" in short.err
    subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
    assert evaluate("retrieval", dataset, "--cache", disk / "cache").code == 0


def test_a_cache_that_may_not_be_written_is_named(
    dataset: Path, encoder: Encoder, tmp_path: Path
) -> None:
    """With the option that names another."""
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(Exception, match=r"cannot be written.*--cache"),
        indexed(Dataset(dataset), encoder, tmp_path / "file" / "cache", silent),
    ):
        pass


def test_the_cache_is_where_the_system_keeps_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    """`$XDG_CACHE_HOME`, else `~/.cache`; a relative one does not count."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/elsewhere")
    assert default_cache() == Path("/elsewhere/anagen-eval")
    for value in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", value)
        assert default_cache() == Path.home() / ".cache" / "anagen-eval"


def test_an_index_that_was_made_is_used_where_nothing_may_be_written(
    dataset: Path, encoder: Encoder, tmp_path: Path
) -> None:
    """A cache on a read-only disk serves as before."""
    cache = tmp_path / "cache"
    with indexed(Dataset(dataset), encoder, cache, silent):
        pass
    copied = Path(shutil.copytree(cache, tmp_path / "copied"))
    for place, _, files in os.walk(copied):
        for name in files:
            (Path(place) / name).chmod(0o444)
    with indexed(Dataset(dataset), encoder, copied, silent) as index:
        assert index.collection.size().documents == 6
