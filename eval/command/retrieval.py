"""The command `retrieval`."""

import json as json_format
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from eval.command.options import CacheOption, JsonOption, MeasureOption, ReportOption
from eval.command.output import check_outputs
from eval.command.progress import progress
from eval.command.table import measure_lines, system_lines
from eval.dataset import Dataset
from eval.index import default_cache
from eval.measures import STANDARD, check_measures
from eval.measuring import SERVED, Plan, outcomes_of
from eval.outcome import Outcome, against, outcome_json
from eval.retrieval import Unit, latency
from eval.run import write_run
from eval.system import MOST, SYSTEMS
from service.bootstrap import encoder_of
from service.command.terminal import print_json, print_lines, warn
from service.error import InputError
from service.settings import read_settings

_DEFAULT = next(iter(SYSTEMS))


def retrieval(
    datasets: Annotated[list[Path], Argument(metavar="DATASET", help="Folders in BEIR's layout.")],
    system: Annotated[
        list[str] | None,
        Option(
            "--system",
            metavar="NAME",
            help=f"{', '.join(SYSTEMS)} (repeatable; the others are compared with the first).",
            show_default=_DEFAULT,
        ),
    ] = None,
    at: Annotated[
        Unit, Option(help="What is ranked; a document by its best passage.")
    ] = "document",
    depth: Annotated[int, Option(metavar="N", help="How many are ranked for a query.")] = 100,
    measure: MeasureOption = None,
    split: Annotated[str, Option(metavar="NAME", help="Judgements: qrels/NAME.tsv.")] = "test",
    corpus: Annotated[
        Path | None,
        Option(
            metavar="SOURCE", help="Read the corpus from what `anagen ingest` reads; ids are its."
        ),
    ] = None,
    cache: CacheOption = None,
    url: Annotated[
        str | None, Option(metavar="ADDRESS", help="Measure a running service that has the corpus.")
    ] = None,
    run: Annotated[
        Path | None, Option("--run", metavar="FILE", help="Also write the run in TREC's form.")
    ] = None,
    report: ReportOption = None,
    json: JsonOption = False,
) -> None:
    """Measure how well search finds what is judged relevant.

    The corpus is indexed once and kept. The mean is over all queries that have judgements; one
    that fails counts nought.
    """
    names = _names(system, url)
    if run and (len(datasets) > 1 or len(names) > 1):
        raise InputError("--run takes the run of one data set and one system: name one of each.")
    check_outputs({"--run": run}, report)
    plan = _plan(names, url, at, depth, measure or STANDARD, cache)
    encoder = encoder_of(read_settings())
    outcomes: list[list[Outcome]] = []
    for folder in datasets:
        with progress() as tell:
            outcomes.append(outcomes_of(Dataset(folder, split, corpus), plan, encoder, tell))
        if run:
            write_run(run, outcomes[-1][0].retrieved.run, f"anagen-{outcomes[-1][0].system}")
        _warn(outcomes[-1])
        if not json:
            print_lines([*([""] if len(outcomes) > 1 else []), *_lines(outcomes[-1])])
    if json:
        _print([one for each in outcomes for one in _objects(each)])
    if report:
        # Drawing takes a while to import.
        from eval.report.retrieval import retrieval_page

        given = {
            "command": "anagen-eval retrieval",
            "data sets": ", ".join(map(str, datasets)),
            "systems": ", ".join(names),
            "ranked": f"the best {depth} {at}s",
            "judgements": f"qrels/{split}.tsv",
            "corpus": str(corpus) if corpus else None,
            "service": url,
        }
        report.write_text(retrieval_page(outcomes, given), encoding="utf-8")


def _names(system: Sequence[str] | None, url: str | None) -> list[str]:
    """The names of the systems. Raises `InputError` for what is none."""
    if url and system:
        raise InputError(
            "--system chooses among searches in this process: leave it out with --url."
        )
    for name in system or ():
        if name not in SYSTEMS:
            raise InputError(f"--system is {name!r}; systems are {', '.join(SYSTEMS)}.")
    return [SERVED] if url else list(dict.fromkeys(system or [_DEFAULT]))


def _plan(
    names: Sequence[str],
    url: str | None,
    at: Unit,
    depth: int,
    measures: Sequence[str],
    cache: Path | None,
) -> Plan:
    """What is to be measured. Raises `InputError` before anything takes its time."""
    if not 1 <= depth <= MOST:
        raise InputError(f"--depth is {depth}; it must be from 1 to {MOST:,}.")
    if url and at == "passage":
        raise InputError("--at passage needs the collection itself: leave it out with --url.")
    check_measures(measures)
    return Plan(names, url, at, depth, measures, cache or default_cache())


def _warn(outcomes: Sequence[Outcome]) -> None:
    for fault in outcomes[0].faults:
        warn(fault)
    for outcome in outcomes:
        if failed := outcome.retrieved.failed:
            query, reason = next(iter(failed.items()))
            warn(
                f"{outcome.dataset}, {outcome.system}: {len(failed):,} of"
                f" {len(outcome.scores.queries):,} queries failed, which counts nought; the first,"
                f" {query}: {reason}"
            )


def _lines(outcomes: Sequence[Outcome]) -> list[str]:
    first = outcomes[0]
    described = first.described
    lines = [f"{first.dataset}: {len(first.scores.queries):,} queries, {first.unit}s ranked"]
    if len(outcomes) == 1:
        lines[0] += f" by {first.system}"
        lines += measure_lines(first.measures)
    else:
        compared = {one.system: against(one, first) for one in outcomes[1:]}
        lines += system_lines({one.system: one.measures for one in outcomes}, compared)
    for one in outcomes:
        name = f"{one.system}: " if len(outcomes) > 1 else ""
        took = latency(one.retrieved.milliseconds)
        lines.append(
            f"{name}latency {took.mean:.1f} ms mean, {took.p50:.1f} p50, {took.p95:.1f} p95"
        )
    held = f"index {described.documents:,} documents, {described.passages:,} passages"
    lines.append(held + (f", {described.bytes / 1e6:,.1f} MB" if described.bytes else ""))
    lines += [f"      {name}" for name in (described.index, described.encoder) if name]
    return lines


def _objects(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    first = outcomes[0]
    return [outcome_json(first), *(outcome_json(one, first) for one in outcomes[1:])]


def _print(objects: Sequence[dict[str, object]]) -> None:
    """One object as it is; several as JSON Lines."""
    if len(objects) == 1:
        print_json(objects[0])
    else:
        print_lines([json_format.dumps(values) for values in objects])
