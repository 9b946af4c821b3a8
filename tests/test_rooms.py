"""Tests of the structure: which room may know of which, and what an import costs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOMS = ("seeds", "embeddings", "service", "eval")
ROOT = Path(__file__).parent.parent
MODULES = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]


def imported(file: Path) -> set[str]:
    """Top-level names of all that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_room_imports_only_from_rooms_to_its_left(file: Path) -> None:
    """Data flows from seeds to eval, and no module knows of what comes after it."""
    own = file.relative_to(ROOT).parts[0]
    assert not imported(file) & set(ROOMS[ROOMS.index(own) + 1 :])


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_only_embeddings_knows_its_engines(file: Path) -> None:
    """SQLite, FAISS, tantivy and the encoder's library can be replaced without a change outside."""
    if file.relative_to(ROOT).parts[0] != "embeddings":
        engines = {"sqlite3", "faiss", "tantivy", "sentence_transformers", "torch"}
        assert not imported(file) & engines


def test_importing_every_module_loads_no_model_and_writes_nothing(tmp_path: Path) -> None:
    """No work at import: no torch, no file, no output."""
    names = [
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for file in MODULES
        if file.relative_to(ROOT).parts[0] != "eval"
    ]
    code = (
        f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
        "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not list(tmp_path.iterdir())
