"""Tests that the README says what really comes out."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
PROGRAMS = re.findall(
    r"^```python\n(.*?)^```\n\nprints\n\n```text\n(.*?)^```$", README, re.DOTALL | re.MULTILINE
)
ADDRESS = "http://127.0.0.1:8000"
# Scores differ from processor to processor in their third digit.
VOLATILE = re.compile(r'(ans_)[0-9a-f]{16}|("(?:retrieve|answer|total|score|confidence)": )[0-9.]+')


def commands(block: str) -> list[tuple[str, str]]:
    """Each command of a block with the output that the README shows for it."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def steady(text: str) -> str:
    """Output without what differs from one run to the next."""
    return VOLATILE.sub(r"\1\2…", text)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[0][:60])
def test_commands_of_the_readme_give_what_it_shows(
    block: str, folder: Path, writable: httpx.Client, tmp_path: Path
) -> None:
    """Every command in a console block is run in a shell, on the collection of the seed pages."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "ANAGEN_COLLECTION": str(folder),
        "COLUMNS": "80",
    }
    address = str(writable.base_url)
    for command, shown in commands(block):
        done = subprocess.run(
            ["bash", "-c", command.replace(ADDRESS, address)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert steady(done.stdout) == steady(shown.replace(ADDRESS, address)), done.stderr


@pytest.mark.parametrize(("program", "shown"), PROGRAMS, ids=range(len(PROGRAMS)))
def test_programs_of_the_readme_print_what_it_shows(
    program: str, shown: str, client: httpx.Client
) -> None:
    """Every block of Python that says what it prints is run, on the seed pages."""
    address = str(client.base_url)
    done = subprocess.run(
        [sys.executable, "-c", program.replace(ADDRESS, address)], capture_output=True, text=True
    )
    assert done.stdout == shown.replace(ADDRESS, address), done.stderr


def test_the_readme_has_such_commands() -> None:
    """The test above is not empty."""
    assert sum(len(commands(block)) for block in BLOCKS) >= 6
    assert len(PROGRAMS) >= 1


def test_the_settings_of_an_mcp_client_start_a_server(seeded: Path) -> None:
    """What the README says to put into a client's settings works when a client does so."""
    [block] = re.findall(r"^```json\n(.*?mcpServers.*?)^```$", README, re.DOTALL | re.MULTILINE)
    settings = json.loads(block)["mcpServers"]["anagen"]
    places = {
        "/path/to/anagen/.venv/bin": str(Path(sys.executable).parent),
        "/path/to/anagen/var/collection": str(seeded),
    }
    for printed, real in places.items():
        settings["command"] = settings["command"].replace(printed, real)
        settings["args"] = [argument.replace(printed, real) for argument in settings["args"]]
    server = StdioServerParameters(**settings, env={"PYTHONPATH": os.pathsep.join(sys.path)})

    async def session() -> None:
        async with Client(server) as client:
            found = await client.call_tool("search", {"query": "exosomes"})
            assert not found.is_error

    anyio.run(session)
