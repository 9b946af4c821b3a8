"""The command `answers`."""

import json as json_format
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from eval.answering import CHOICES, OWN
from eval.answers import Answered, answered, answered_json
from eval.command.options import CacheOption, JsonOption
from eval.command.output import check_outputs, write_answers
from eval.command.progress import progress
from eval.command.table import measure_lines, system_lines
from eval.dataset import Dataset
from eval.index import default_cache
from eval.outcome import compared
from eval.retrieval import latency
from service.answer import Length
from service.bootstrap import encoder_of
from service.command.terminal import print_json, print_lines, warn
from service.error import InputError
from service.settings import read_settings


def answers(
    datasets: Annotated[
        list[Path],
        Argument(metavar="DATASET", help="Folders in BEIR's layout with an answers.jsonl."),
    ],
    system: Annotated[
        list[str] | None,
        Option(
            "--system",
            metavar="NAME",
            help=f"{', '.join(CHOICES)} (repeatable; the others are compared with the first).",
            show_default=OWN,
        ),
    ] = None,
    length: Annotated[Length, Option(help="How much an answer says.")] = "short",
    split: Annotated[str, Option(metavar="NAME", help="Judgements: qrels/NAME.tsv.")] = "test",
    cache: CacheOption = None,
    out: Annotated[
        Path | None,
        Option("--out", metavar="FILE", help="Also write the answers as JSON Lines."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Measure how near answers come to what people wrote, and how well they cite.

    Every question is answered, abstaining switched off, and every question counts.
    """
    names = list(dict.fromkeys(system or [OWN]))
    for name in names:
        if name not in CHOICES:
            raise InputError(f"--system is {name!r}; systems are {', '.join(CHOICES)}.")
    if out and (len(datasets) > 1 or len(names) > 1):
        raise InputError("--out takes the answers of one data set and one system: name one each.")
    check_outputs({"--out": out})
    encoder = encoder_of(read_settings())
    for at, folder in enumerate(datasets):
        with progress() as tell:
            found = answered(
                Dataset(folder, split), names, length, encoder, cache or default_cache(), tell
            )
        _warn(found)
        if out:
            write_answers(
                out, (({"query_id": name}, one) for name, one in found[0].answers.items())
            )
        if json:
            _print(found)
        else:
            print_lines([*([""] if at else []), *_lines(found)])


def _warn(found: Sequence[Answered]) -> None:
    for one in found:
        if one.failed:
            query, reason = next(iter(one.failed.items()))
            warn(
                f"{one.dataset}, {one.system}: {len(one.failed):,} of {len(one.scores.queries):,}"
                f" questions failed, which counts nought; the first, {query}: {reason}"
            )


def _print(found: Sequence[Answered]) -> None:
    """One object as it is; several as JSON Lines."""
    if len(found) == 1:
        print_json(answered_json(found[0]))
    else:
        print_lines([json_format.dumps(answered_json(one)) for one in found])


def _lines(found: Sequence[Answered]) -> list[str]:
    first = found[0]
    lines = [f"{first.dataset}: {len(first.scores.queries):,} questions, {first.length} answers"]
    if len(found) == 1:
        lines[0] += f" by {first.system}"
        lines += measure_lines(first.measures)
    else:
        others = {one.system: compared(first.scores, one.scores) for one in found[1:]}
        lines += system_lines({one.system: one.measures for one in found}, others)
    kept = first.would_abstain
    lines.append(
        f"{kept.value:.1%} [{kept.low:.1%}, {kept.high:.1%}] would have been abstained from"
    )
    for one in found:
        took = latency(one.milliseconds)
        name = f"{one.system}: " if len(found) > 1 else ""
        lines.append(
            f"{name}latency {took.mean:.1f} ms mean, {took.p50:.1f} p50, {took.p95:.1f} p95"
        )
    return lines
