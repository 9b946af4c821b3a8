"""Tests of the writer's lock."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from embeddings.local.lock import BusyError, WriterLock

HOLDER = """
import sys, time
from pathlib import Path
from embeddings.local.lock import WriterLock
with WriterLock(Path(sys.argv[1])).held(1):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_thread_waits_and_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    """Threads of one process exclude each other like processes."""
    refused: list[BusyError] = []

    def second() -> None:
        with pytest.raises(BusyError) as error, WriterLock(tmp_path).held(0.1):
            pass
        refused.append(error.value)

    with WriterLock(tmp_path).held(0):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert f"{tmp_path} is being written by process " in str(refused[0])


def test_a_waiting_writer_gets_the_lock_when_it_is_free(tmp_path: Path) -> None:
    """Ten seconds are a limit, not a pause."""
    holding, free = threading.Event(), threading.Event()

    def first() -> None:
        with WriterLock(tmp_path).held(0):
            holding.set()
            free.wait(5)

    thread = threading.Thread(target=first)
    thread.start()
    holding.wait(5)
    threading.Timer(0.1, free.set).start()
    began = time.monotonic()
    with WriterLock(tmp_path).held(5):
        assert time.monotonic() - began < 4
    thread.join()


def test_the_holder_in_another_process_is_named_and_its_death_frees_the_lock(
    tmp_path: Path,
) -> None:
    """The note of a killed holder stays in the file, and keeps nobody out."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        named = rf"process {holder.pid} \(-c .*\) since 2"
        with pytest.raises(BusyError, match=named), WriterLock(tmp_path).held(0):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert str(holder.pid) in (tmp_path / "writer.lock").read_text()
    with WriterLock(tmp_path).held(0):
        pass
    assert (tmp_path / "writer.lock").read_text() == ""
