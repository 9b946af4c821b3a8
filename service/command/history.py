"""Histories that commands read from files."""

import json
from pathlib import Path

from seeds.field import shown
from service.conversation.history import Turn
from service.error import InputError

_LARGEST = 10_000_000
"""Bytes."""
_FORM = 'a list of {"role": "user" or "assistant", "content": "…"}, or an answer of `ask --json`'


def read_history(file: Path) -> list[Turn]:
    """The turns in a file: a list of them, or an answer, whose question and text are two.

    Raises `InputError` where the file holds neither.
    """
    if file.stat().st_size > _LARGEST:
        raise InputError(f"{file} has over {_LARGEST:,} bytes: name a history, {_FORM}.")
    try:
        values = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is no JSON ({error}): it must hold {_FORM}.") from error
    if isinstance(values, dict):
        question, answer = values.get("standalone_question"), values.get("answer")
        values = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    if not isinstance(values, list):
        raise InputError(f"{file} holds {shown(values)}; it must hold {_FORM}.")
    return [_turn(file, at, value) for at, value in enumerate(values)]


def _turn(file: Path, at: int, value: object) -> Turn:
    if isinstance(value, dict):
        role, content = value.get("role"), value.get("content")
        if isinstance(role, str) and isinstance(content, str):
            return Turn(role, content)
    raise InputError(f"{file}: turn {at + 1} is {shown(value)}; the file must hold {_FORM}.")
