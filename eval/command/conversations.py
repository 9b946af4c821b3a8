"""The command `conversations`."""

import json as json_format
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from eval.command.options import CacheOption, JsonOption
from eval.command.output import check_outputs, write_answers
from eval.command.progress import progress
from eval.command.table import system_lines
from eval.conversations import (
    CONVERSATIONS,
    OWN,
    SEEDS,
    Conversation,
    Held,
    conversations_json,
    held,
    read_conversations,
)
from eval.index import default_cache
from service.answer import Answer
from service.bootstrap import encoder_of
from service.command.terminal import print_lines, warn
from service.settings import read_settings


def conversations(
    file: Annotated[
        Path,
        Argument(
            metavar="FILE",
            help="Conversations, a JSON object a line.",
            show_default="eval/data/conversations.jsonl",
        ),
    ] = CONVERSATIONS,
    data: Annotated[
        Path | None,
        Option(metavar="DIR", help="The folder of the data sets that conversations are over."),
    ] = None,
    cache: CacheOption = None,
    out: Annotated[
        Path | None,
        Option("--out", metavar="FILE", help="Also write the answers as JSON Lines."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Measure how often a follow-up question is answered from a right document.

    Right is an answer of which any citation is of a document that answers the question; one that
    abstains is wrong. Each follow-up counts, asked with the turns before it as history; beside it
    stand the same asked alone, and with all questions before it put in front of it.
    """
    check_outputs({"--out": out})
    given = read_conversations(file)
    skipped = _skipped(given, data)
    for name, reason in skipped.items():
        count = sum(one.collection == name for one in given)
        warn(f"{count:,} conversations over {name} are left out: {reason}")
    kept = [one for one in given if one.collection not in skipped]
    encoder = encoder_of(read_settings())
    with progress() as tell:
        found = held(kept, data, encoder, cache or default_cache(), tell)
    if out:
        write_answers(out, ((asked, answer) for one in found for asked, answer in _answers(one)))
    if json:
        values = conversations_json(file, data, found, skipped)
        print_lines([json_format.dumps(one, ensure_ascii=False) for one in values])
    else:
        print_lines(list(_lines(file, found)))


def _skipped(given: Sequence[Conversation], data: Path | None) -> dict[str, str]:
    """The collections that are not there, each with the reason."""
    names = dict.fromkeys(one.collection for one in given if one.collection != SEEDS)
    if data is None:
        return dict.fromkeys(names, "name the folder that it is in with --data")
    return {name: f"{data / name} is no folder" for name in names if not (data / name).is_dir()}


def _answers(one: Held) -> Iterator[tuple[dict[str, str], Answer]]:
    for name, replies in one.replies.items():
        for turn, reply in enumerate(replies, start=2):
            yield {"query_id": f"{name}/{turn}", "system": one.system}, reply.answer


def _lines(file: Path, found: Sequence[Held]) -> Iterator[str]:
    own = next(one for one in found if one.system == OWN)
    yield f"{file.stem}: {len(own.replies):,} conversations, {own.count:,} follow-up questions"
    source = {one.system: {"right source": one.measures["right source"]} for one in found}
    yield from system_lines(source, {})
    left = own.measures["left or worded"]
    yield (
        f"left as it was where it stands on its own, and put in words where not:"
        f" {left.value:.4f}  [{left.low:.4f}, {left.high:.4f}]"
    )
