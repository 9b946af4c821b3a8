"""The command that makes keys."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.key import key_digest
from service.settings import read_settings

Run = Callable[..., Any]


def test_a_key_is_shown_once_and_kept_as_its_digest(run: Run, tmp_path: Path) -> None:
    """Standard output goes on a file of settings as it is, and never has the key."""
    made = run("key", "reader"), run("key", "curator", "--scope", "write")
    keys = [re.search(r"shown this once: (\S+)", one.err) for one in made]
    file = tmp_path / "anagen.toml"
    file.write_text("allow_fetch = true\n[serve]\nhosts = ['a.example']\n")
    with file.open("a") as settings:
        settings.write(made[0].out + made[1].out)
    read = read_settings(config=file).serve.keys
    assert [(key.name, key.scope) for key in read] == [("reader", "read"), ("curator", "write")]
    for key, found, one in zip(read, keys, made, strict=True):
        assert found
        assert key.sha256 == key_digest(found[1])
        assert found[1] not in one.out
        assert len(found[1]) >= 43
    assert len({key.sha256 for key in read}) == 2


@pytest.mark.parametrize("name", ["", "two words", "x" * 65, 'a"b'])
def test_a_name_that_is_none_makes_no_key(run: Run, name: str) -> None:
    """What a name may be is told."""
    made = run("key", name)
    assert (made.code, made.out) == (2, "")
    assert "up to 64 letters" in made.err


def test_what_is_printed_is_toml(run: Run) -> None:
    """The lines are a table of their own."""
    [key] = tomllib.loads(run("key", "reader").out)["serve"]["keys"]
    assert set(key) == {"name", "scope", "sha256"}
