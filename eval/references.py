"""References: the answers that people wrote to the questions of a data set."""

import json
from pathlib import Path

from eval.lines import lines_of
from service.error import InputError


def read_references(file: Path) -> dict[str, tuple[str, ...]]:
    """The ideal answers to each question of an `answers.jsonl`, by the question's id.

    Raises `InputError` naming the line that has none.
    """
    read: dict[str, tuple[str, ...]] = {}
    for number, line in lines_of(file):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{file}, line {number} is no JSON: {error}.") from error
        name = row.get("_id") if isinstance(row, dict) else None
        ideal = row.get("ideal_answer") if isinstance(row, dict) else None
        texts = [ideal] if isinstance(ideal, str) else ideal
        if not isinstance(name, str) or not isinstance(texts, list) or not texts:
            raise InputError(
                f"{file}, line {number} lacks _id or ideal_answer: answers are measured against the"
                " words of ideal ones, as BioASQ has them."
            )
        if not all(isinstance(text, str) for text in texts):
            raise InputError(f"{file}, line {number}: an ideal_answer is no text.")
        read[name] = tuple(texts)
    if not read:
        raise InputError(f"{file} holds no answers: nothing can be measured against it.")
    return read
