"""The command `evidence`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from eval.command.options import JsonOption
from eval.command.table import measure_lines
from eval.evidence import Split, corpus_of, labels, measures
from eval.lines import sha256_of
from service.command.terminal import print_json, print_lines


def evidence(
    dataset: Annotated[Path, Argument(metavar="DATASET", help="A folder in BEIR's layout.")],
    split: Annotated[Split, Option(help="Which half of the labels.")] = "held_back",
    json: JsonOption = False,
) -> None:
    """Measure how well the rules read what kind of study an abstract is."""
    file = dataset / "corpus.jsonl"
    known = labels()
    figures = measures(corpus_of(file), known, split)
    if not json:
        print_lines(measure_lines(figures))
        return
    print_json(
        {
            "command": "evidence",
            "dataset": dataset.resolve().name,
            "system": "rules",
            "split": split,
            "queries": sum(label.split == split for label in known.values()),
            "measures": {name: asdict(figure) for name, figure in figures.items()},
            "latency_ms": None,
            "digests": {"corpus": sha256_of(file)},
        }
    )
