"""The history: the turns of a conversation before its question."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from seeds.sentence import sentence_spans
from service.error import InputError
from service.instruction import is_instruction

Role = Literal["user", "assistant", "system", "developer", "tool"]
"""Who speaks. Chat clients send `system` and the like too; no answer is made as these say."""

MOST_TURNS = 1_000
LONGEST_CONTENT = 100_000
"""Code points of one turn."""
_TURNS_READ = 8
_CHARACTERS_READ = 1_000
_MARKER = re.compile(r"\s?[\[［【⟦]\^?\d{1,4}(?:\s?[,–-]\s?\d{1,4})*[\]］】⟧]")
_REQUEST = re.compile(r"^\W*(?:(?:can|could) you )?(?:please )?tell me\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side said; `role` is one of `Role`, which `checked_history` sees to."""

    role: str
    content: str


def checked_history(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns that are read: the last few of the user and the assistant that say something.

    Clients resend a chat as a whole, so a long one is no error. Raises `InputError` where it is
    beyond all measure, or a role is not known.
    """
    if len(history) > MOST_TURNS:
        raise InputError(
            f"history has {len(history):,} turns; at most {MOST_TURNS:,} are taken. Send the last"
            " ones: a follow-up question seldom rests on more than the turn before it."
        )
    for at, turn in enumerate(history):
        if turn.role not in get_args(Role):
            raise InputError(
                f"history[{at}].role is {turn.role[:60]!r}; it must be one of"
                f" {', '.join(get_args(Role))}."
            )
        if len(turn.content) > LONGEST_CONTENT:
            raise InputError(
                f"history[{at}].content has {len(turn.content):,} characters; at most"
                f" {LONGEST_CONTENT:,} are taken. Leave out what is no question and no answer; to"
                " add a text as a document, ingest it."
            )
    spoken = [turn for turn in history if turn.role in ("user", "assistant")]
    worded = [turn for turn in spoken if any(map(str.isalnum, turn.content))]
    return tuple(worded[-2 * _TURNS_READ :])


def earlier_questions(history: Sequence[Turn]) -> list[str]:
    """What the user asked, in order, without what only tells its reader what to do."""
    asked = (_readable(turn.content, _is_order) for turn in history if turn.role == "user")
    return [question for question in asked if question]


def last_answer(history: Sequence[Turn]) -> str:
    """The beginning of what the assistant said last; empty where the user spoke after it."""
    last = history[-1] if history else None
    return _readable(last.content, is_instruction) if last and last.role == "assistant" else ""


def _readable(content: str, is_left_out: Callable[[str], bool]) -> str:
    """The beginning of a turn on one line, without some of its sentences and all its markers."""
    text = "".join(one if one.isprintable() else " " for one in content[:_CHARACTERS_READ])
    sentences = (text[start:end] for start, end in sentence_spans(text))
    kept = " ".join(_MARKER.sub("", one) for one in sentences if not is_left_out(one))
    return " ".join(kept.split())


def _is_order(sentence: str) -> bool:
    asked = _REQUEST.sub("", sentence)
    return not asked.rstrip().endswith(("?", "？")) and is_instruction(asked)
