"""Questions over the two seed pages, with what an answer to each must cite."""

import json
from dataclasses import dataclass
from pathlib import Path

SEED_QUESTIONS = Path(__file__).parent / "data" / "seed_questions.jsonl"


@dataclass(frozen=True, slots=True)
class SeedQuestion:
    """A question, and its expected answer.

    `cites` is the id of a document that must be cited, None where the answer must abstain (for the
    reason `reason`, where that matters); `quotes` are words that the quotes must hold.
    """

    question: str
    cites: str | None = None
    quotes: tuple[str, ...] = ()
    reason: str | None = None


def seed_questions() -> list[SeedQuestion]:
    """The questions in the order of the file."""
    rows = map(json.loads, SEED_QUESTIONS.read_text(encoding="utf-8").splitlines())
    return [SeedQuestion(**{**row, "quotes": tuple(row.get("quotes", ()))}) for row in rows]
