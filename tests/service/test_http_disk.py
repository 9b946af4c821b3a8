"""The service on a disk that takes nothing more."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

Run = Callable[..., Any]
Refused = Callable[[httpx.Response, int], dict[str, Any]]
Serve = Callable[[Path], AbstractContextManager[httpx.Client]]
QUESTION = {"question": "Do exosomes help patients with acquired trichorrhexis nodosa?"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    mounted = tmp_path / "disk"
    mounted.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(mounted)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a disk")
    yield mounted
    subprocess.run(["umount", "--lazy", mounted], check=True)


def documents(count: int) -> bytes:
    """A request with documents that need more room than the disk has."""
    text = " ".join(f"Finding {n} is that hair grows by {n} mm a month." for n in range(100))
    return json.dumps(
        {"documents": [{"id": f"key:{n}", "text": f"{text} {n}"} for n in range(count)]}
    ).encode()


def test_a_full_disk_is_told_and_nothing_is_lost(
    disk: Path, seeded: Path, serve: Serve, refused: Refused, run: Run
) -> None:
    """What does not fit is refused with the reason; what was there stays and is answered from."""
    folder = Path(shutil.copytree(seeded, disk / "collection"))
    with serve(folder) as client:
        before = client.post("/v1/ask", json=QUESTION).json()
        ballast = disk / "ballast"
        room = os.statvfs(disk)
        ballast.write_bytes(bytes(room.f_bavail * room.f_bsize))
        headers = {"Content-Type": "application/json"}
        response = client.post("/v1/documents", content=documents(30), headers=headers)
        problem = refused(response, 409)
        assert str(folder) in problem["detail"]
        assert "full" in problem["detail"]
        assert client.post("/v1/ask", json=QUESTION).json()["answer"] == before["answer"]
        ran = run("delete", "10.1111/jocd.16683", "--collection", folder)
        assert ran.code in (0, 2)
        ballast.unlink()
        small = client.post("/v1/documents", content=documents(1), headers=headers)
        assert small.status_code == 200
    assert run("check", "--collection", folder).code == 0


def test_a_read_only_disk_is_told_and_still_answers(
    disk: Path, seeded: Path, serve: Serve, refused: Refused, run: Run, seeds: Path
) -> None:
    """Questions are answered from a disk that may only be read; changes are refused."""
    folder = Path(shutil.copytree(seeded, disk / "collection"))
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with serve(folder) as client:
        assert client.post("/v1/ask", json=QUESTION).json()["status"] == "answered"
        response = client.post("/v1/documents", json={"documents": [{"text": "Hair grows."}]})
        assert "read-only" in refused(response, 409)["detail"]
        assert (
            "read-only" in refused(client.delete("/v1/documents/10.1111/jocd.16683"), 409)["detail"]
        )
    for arguments in (["ingest", seeds / ".."], ["delete", "10.1111/jocd.16683"], ["rebuild"]):
        ran = run(*arguments, "--collection", folder)
        assert ran.code == 2
        assert "read-only" in ran.err
    assert run("list", "--collection", folder).code == 0
    assert run("check", "--collection", folder).code == 0
