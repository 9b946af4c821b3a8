"""Questions over the two seed pages, with what an answer to each must cite."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SEED_QUESTIONS = Path(__file__).parent / "data" / "seed_questions.jsonl"
SEED_ANSWERS = Path(__file__).parent / "data" / "seed_answers.jsonl"


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


@dataclass(frozen=True, slots=True)
class SeedAnswer:
    """A question, and what a reader would expect of the answer.

    Its first sentence has some of the words of `leads`; all of `holds` stand somewhere in it.
    """

    question: str
    leads: tuple[str, ...]
    holds: tuple[str, ...] = ()

    def is_met(self, sentences: Sequence[str]) -> bool:
        """Whether an answer of these sentences is as expected."""
        return any(words in sentence for words in self.leads for sentence in sentences[:1]) and all(
            any(words in sentence for sentence in sentences) for words in self.holds
        )


def seed_answers() -> list[SeedAnswer]:
    """The questions in the order of the file."""
    rows = map(json.loads, SEED_ANSWERS.read_text(encoding="utf-8").splitlines())
    return [
        SeedAnswer(row["question"], tuple(row["leads"]), tuple(row.get("holds", ())))
        for row in rows
    ]
