"""The command `score`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from eval.command.options import JsonOption, MeasureOption
from eval.command.table import measure_lines
from eval.judgements import Judgements, read_judgements, with_trec_ids
from eval.lines import sha256_of
from eval.measures import STANDARD, Scores, scores_of
from eval.outcome import measured
from eval.run import Run, read_run
from service.command.terminal import print_json, print_lines, warn


def score(
    run: Annotated[Path, Argument(metavar="RUN", help="A run in TREC's form.")],
    qrels: Annotated[Path, Argument(metavar="QRELS", help="Judgements in TREC's form or BEIR's.")],
    measure: MeasureOption = None,
    per_query: Annotated[
        bool,
        Option("--per-query", help="Print each query's values, between tabs as trec_eval does."),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Score a TREC run.

    The mean is over all queries that have judgements: one that the run lacks counts nought, as in
    trec_eval -c.
    """
    ranked, judgements = read_run(run), with_trec_ids(read_judgements(qrels))
    scores = scores_of(ranked, judgements, measure or STANDARD)
    remark(run, ranked, judgements)
    if json:
        print_json(_json(run, qrels, scores))
    elif per_query:
        print_lines(_query_lines(scores))
    else:
        print_lines([f"{len(scores.queries):,} queries", *measure_lines(measured(scores))])


def remark(file: Path, run: Run, judgements: Judgements) -> None:
    """Say on standard error which queries of a run and its judgements do not meet."""
    lacking = sum(query not in run for query in judgements)
    if lacking:
        warn(f"{file} lacks {lacking:,} of {len(judgements):,} judged queries: that counts nought.")
    others = sum(query not in judgements for query in run)
    if others:
        warn(f"{file}: {others:,} of its {len(run):,} queries have no judgements: not in the mean.")


def data_name(qrels: Path) -> str:
    """The name of the data set that judgements belong to."""
    file = qrels.resolve()
    return file.parent.parent.name if file.parent.name == "qrels" else file.name


def _json(run: Path, qrels: Path, scores: Scores) -> dict[str, object]:
    return {
        "command": "score",
        "dataset": data_name(qrels),
        "system": run.name,
        "queries": len(scores.queries),
        "measures": {name: asdict(figure) for name, figure in measured(scores).items()},
        "latency_ms": None,
        "digests": {"run": sha256_of(run), "qrels": sha256_of(qrels)},
    }


def _query_lines(scores: Scores) -> list[str]:
    rows = [
        f"{name}\t{query}\t{value:.6f}"
        for query, values in zip(scores.queries, scores.values, strict=True)
        for name, value in zip(scores.measures, values, strict=True)
    ]
    means = scores.values.mean(axis=0)
    return rows + [
        f"{name}\tall\t{value:.6f}" for name, value in zip(scores.measures, means, strict=True)
    ]
