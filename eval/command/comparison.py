"""The command `compare`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import shorten
from typing import Annotated

from typer import Argument, Option

from eval.command.options import JsonOption, MeasureOption, ReportOption
from eval.command.output import check_outputs
from eval.command.scoring import data_name, remark
from eval.command.table import difference_lines
from eval.comparison import Pair, Ranking, pairs
from eval.dataset import Dataset
from eval.digest import code_digest
from eval.judgements import Judgements, read_judgements, trec_id, with_trec_ids
from eval.lines import sha256_of
from eval.measures import STANDARD, Scores, scores_of
from eval.outcome import compared, difference_json, measured
from eval.paired import PERMUTATIONS, Difference
from eval.run import Run, read_run
from service.command.terminal import print_json, print_lines
from service.error import InputError

_COLUMNS = 80


def compare(
    run_a: Annotated[Path, Argument(metavar="RUN_A", help="A run in TREC's form.")],
    run_b: Annotated[Path, Argument(metavar="RUN_B", help="Another of the same queries.")],
    qrels: Annotated[Path, Option(metavar="FILE", help="Judgements in TREC's form or BEIR's.")],
    measure: MeasureOption = None,
    worst: Annotated[
        int, Option(metavar="N", help="Queries shown; all that differ are in the JSON.")
    ] = 10,
    report: ReportOption = None,
    json: JsonOption = False,
) -> None:
    """Compare two TREC runs, query by query.

    The difference is B less A, its p that of a two-sided randomisation test. Queries come with
    what B lost most first, by the first measure.
    """
    if worst < 0:
        raise InputError(f"--worst is {worst}; it must be 0 or more.")
    check_outputs({}, report)
    runs = read_run(run_a), read_run(run_b)
    judgements = with_trec_ids(read_judgements(qrels))
    names = measure or list(STANDARD)
    scores = _scores(runs, judgements, names)
    for file, run in zip((run_a, run_b), runs, strict=True):
        remark(file, run, judgements)
    found = compared(*scores)
    queries = pairs(runs, scores, judgements, names[0])
    texts = _texts(qrels)
    if json:
        print_json(_json((run_a, run_b), qrels, scores, found, queries, texts))
    else:
        print_lines(_lines((run_a, run_b), scores, found, queries, texts, worst))
    if report:
        # Drawing takes a while to import.
        from eval.report.comparison import comparison_page

        settings = {
            "command": "anagen-eval compare",
            "judgements": str(qrels),
            **_digests((run_a, run_b), qrels),
        }
        files = str(run_a), str(run_b)
        shown = [*_lost(queries, worst), *reversed(_won(queries, worst))]
        written = comparison_page(files, runs, scores, judgements, shown, texts, settings)
        report.write_text(written, encoding="utf-8")


def _scores(
    runs: tuple[Run, Run], judgements: Judgements, names: Sequence[str]
) -> tuple[Scores, Scores]:
    return scores_of(runs[0], judgements, names), scores_of(runs[1], judgements, names)


def _texts(qrels: Path) -> dict[str, str]:
    """The texts of the queries, where the judgements lie in a folder of BEIR's layout."""
    dataset = Dataset(qrels.resolve().parent.parent)
    if qrels.resolve().parent.name != "qrels" or not dataset.queries_file.exists():
        return {}
    return {trec_id(name): text for name, text in dataset.texts().items()}


def _lines(
    files: tuple[Path, Path],
    scores: tuple[Scores, Scores],
    found: Mapping[str, Difference],
    queries: Sequence[Pair],
    texts: Mapping[str, str],
    worst: int,
) -> list[str]:
    least = next(iter(found.values())).least_p
    lines = [
        f"A: {files[0]}",
        f"B: {files[1]}",
        f"{len(scores[0].queries):,} queries",
        *difference_lines(measured(scores[0]), measured(scores[1]), found),
        f"p: two-sided randomisation test, {_tried(len(queries))}; no p is below {least:.4f}",
    ]
    for title, some in (("lost", _lost(queries, worst)), ("won", _won(queries, worst))):
        if some:
            lines += ["", f"Queries that B {title} by {next(iter(found))}, the most first:"]
        lines += [line for pair in some for line in _pair_lines(pair, texts)]
    return lines


def _lost(queries: Sequence[Pair], count: int) -> list[Pair]:
    return [pair for pair in queries if pair.difference < 0][:count]


def _won(queries: Sequence[Pair], count: int) -> list[Pair]:
    return [pair for pair in reversed(queries) if pair.difference > 0][:count]


def _tried(count: int) -> str:
    """How many ways to swap the two systems were tried."""
    return f"{PERMUTATIONS:,} permutations" if 2**count > PERMUTATIONS else "exact"


def _pair_lines(pair: Pair, texts: Mapping[str, str]) -> list[str]:
    heading = f"{pair.difference:+.4f}  {pair.query}  "
    room = max(20, _COLUMNS - len(heading))
    return [
        f"{heading}{shorten(texts.get(pair.query, ''), room, placeholder='…')}".rstrip(),
        f"  A {pair.first:.4f} {_shown(pair.ranked_first)}",
        f"  B {pair.second:.4f} {_shown(pair.ranked_second)}",
    ]


def _shown(ranked: Ranking) -> str:
    """What a run ranked, each with its grade."""
    top = " ".join(
        f"{one.document}({'-' if one.grade is None else one.grade})" for one in ranked.top
    )
    place = f"at {ranked.first_relevant}" if ranked.first_relevant else "nowhere"
    return f"first relevant {place}: {top}".rstrip(": ")


def _json(
    files: tuple[Path, Path],
    qrels: Path,
    scores: tuple[Scores, Scores],
    found: Mapping[str, Difference],
    queries: Sequence[Pair],
    texts: Mapping[str, str],
) -> dict[str, object]:
    first, second = measured(scores[0]), measured(scores[1])
    return {
        "command": "compare",
        "dataset": data_name(qrels),
        "system": files[1].name,
        "against": files[0].name,
        "queries": len(scores[0].queries),
        "measures": {
            name: {
                **difference_json(one),
                "a": asdict(first[name]),
                "b": asdict(second[name]),
            }
            for name, one in found.items()
        },
        "latency_ms": None,
        "by": next(iter(found)),
        "differing": [
            {**asdict(pair), "difference": pair.difference, "text": texts.get(pair.query)}
            for pair in queries
            if pair.difference
        ],
        "digests": _digests(files, qrels),
    }


def _digests(files: tuple[Path, Path], qrels: Path) -> dict[str, str]:
    return {
        "run_a": sha256_of(files[0]),
        "run_b": sha256_of(files[1]),
        "qrels": sha256_of(qrels),
        "code": code_digest(),
    }
