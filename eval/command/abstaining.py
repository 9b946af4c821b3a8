"""The command `abstain`."""

import json as json_format
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from eval.abstaining import Abstaining, abstaining, abstaining_json
from eval.command.options import CacheOption, JsonOption, ReportOption
from eval.command.output import check_outputs, write_answers
from eval.command.progress import progress
from eval.command.table import measure_lines
from eval.dataset import Dataset
from eval.index import default_cache
from service.bootstrap import encoder_of
from service.command.terminal import print_json, print_lines, warn
from service.error import InputError
from service.settings import read_settings


def abstain(
    datasets: Annotated[list[Path], Argument(metavar="DATASET", help="Folders in BEIR's layout.")],
    split: Annotated[str, Option(metavar="NAME", help="Judgements: qrels/NAME.tsv.")] = "test",
    cache: CacheOption = None,
    out: Annotated[
        Path | None,
        Option("--out", metavar="FILE", help="Also write the answers as JSON Lines."),
    ] = None,
    report: ReportOption = None,
    json: JsonOption = False,
) -> None:
    """Measure whether what cannot be answered is abstained from.

    Each question is asked of the whole collection, and again without its relevant documents and
    near copies of them; a hundred questions from other fields are asked besides.
    """
    if out and len(datasets) > 1:
        raise InputError("--out takes the answers of one data set: name one.")
    check_outputs({"--out": out}, report)
    encoder = encoder_of(read_settings())
    found: list[Abstaining] = []
    for folder in datasets:
        with progress() as tell:
            found.append(
                abstaining(Dataset(folder, split), encoder, cache or default_cache(), tell)
            )
        _warn(found[-1])
        if out:
            replies = ((one, one.answer) for one in found[-1].replies if one.answer)
            write_answers(
                out, (({"query_id": one.query, "asked": one.asking}, said) for one, said in replies)
            )
        if not json:
            print_lines([*([""] if len(found) > 1 else []), *_lines(found[-1])])
    if json and len(found) == 1:
        print_json(abstaining_json(found[0]))
    elif json:
        print_lines([json_format.dumps(abstaining_json(one)) for one in found])
    if report:
        # Drawing takes a while to import.
        from eval.report.abstaining import abstaining_page

        given = {
            "command": "anagen-eval abstain",
            "data sets": ", ".join(map(str, datasets)),
            "judgements": f"qrels/{split}.tsv",
        }
        report.write_text(abstaining_page(found, given), encoding="utf-8")


def _lines(found: Abstaining) -> list[str]:
    asked = f"{len(found.there):,} questions asked twice, {len(found.elsewhere):,} off-topic"
    return [f"{found.dataset}: {asked}", *measure_lines(found.measures)]


def _warn(found: Abstaining) -> None:
    if failed := {one.query for one in found.replies if one.answer is None}:
        warn(
            f"{found.dataset}: {len(failed):,} questions failed, which counts as abstained from,"
            f" with confidence 0; the first: {min(failed)}"
        )
