"""The service as its description says: what schemathesis makes up is answered as described."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx

from embeddings.transformer import SentenceTransformerEncoder
from service.generation.answering import LanguageModel
from service.generation.generator import GeneratorError, Prompt
from service.guard import Guard
from service.key import key_digest, new_key
from service.settings.serve import KeySettings, ServeSettings

Serve = Callable[..., AbstractContextManager[httpx.Client]]
HERE = Path(__file__).parent
# `make fuzz` sets examples for each route, and tries the borders of each field too.
MANY = os.environ.get("FUZZ_EXAMPLES")


class Out:
    """A model that is never there."""

    name = "out"

    def generate(self, prompt: Prompt, seconds: float) -> Generator[str, None, None]:
        del prompt, seconds
        yield ""
        raise GeneratorError("It is out.", "unreachable")


def test_requests_that_a_program_makes_up_are_answered_as_described(
    folder: Path, serve: Serve, encoder: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    """All of schemathesis' checks hold, one request after the other and in chains of them."""
    key = new_key()
    keys = (KeySettings(name="fuzz", scope="write", sha256=key_digest(key)),)
    phases = "examples,coverage,fuzzing,stateful" if MANY else "examples,fuzzing,stateful"
    seed = () if MANY else ("--seed", "1")
    model = LanguageModel(Out(), Guard(encoder), 5)
    with serve(folder, model=model, settings=ServeSettings(keys=keys)) as client:
        ran = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli"),
                *("--config-file", HERE / "fuzz.toml"),
                *("run", f"{client.base_url}/openapi.json", "--checks", "all"),
                *("--header", f"Authorization: Bearer {key}", "--max-examples", MANY or "5"),
                *("--phases", phases, "--no-color"),
                *("--continue-on-failure", "--max-failures", "50", *seed),
            ],
            cwd=tmp_path,
            env={**os.environ, "SCHEMATHESIS_HOOKS": str(HERE / "fuzz_rules.py")},
            capture_output=True,
            text=True,
        )
    told = re.search(r"^  (?:[\d,]+) generated.*$", ran.stdout, re.MULTILINE)
    sys.stdout.write(f"{told[0].strip()}\n" if told else "")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Stateful (" in ran.stdout
