"""Digests: what figures were made with, so that others can tell whether they made them alike."""

import hashlib
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

_ROOT = Path(__file__).parent.parent
ROOMS = ("seeds", "embeddings", "service", "eval")


def code_digest(rooms: Sequence[str] = ROOMS) -> str:
    """The digest of the sources of rooms."""
    return digest_of(file for room in rooms for file in sorted((_ROOT / room).rglob("*.py")))


def digest_of(files: Iterable[Path]) -> str:
    """The digest of files and their names below the root of the sources."""
    whole = hashlib.sha256()
    for file in files:
        name = file.relative_to(_ROOT).as_posix().encode()
        whole.update(b"%d %b %b" % (len(name), name, hashlib.sha256(file.read_bytes()).digest()))
    return f"sha256:{whole.hexdigest()}"


def commit() -> str | None:
    """The commit of the sources, with `+changes` where they differ; None outside a work tree."""
    git = shutil.which("git")
    if not git or not (_ROOT / ".git").exists():
        return None
    head = _said(git, "rev-parse", "HEAD")
    return f"{head}+changes" if head and _said(git, "status", "--porcelain", *ROOMS) else head


def _said(git: str, *arguments: str) -> str | None:
    command = [git, "-C", str(_ROOT), *arguments]
    # The program is git and the arguments are ours.
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() or None
