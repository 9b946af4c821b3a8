"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

from typer import Option

JsonOption = Annotated[bool, Option("--json", help="Print JSON and nothing else.")]
MeasureOption = Annotated[
    list[str] | None,
    Option(
        "-m",
        "--measure",
        metavar="NAME",
        help="A measure of trec_eval, by its name there or in ir-measures (repeatable).",
        show_default="nDCG@10, R@10, R@100, RR@10, AP",
    ),
]
CacheOption = Annotated[
    Path | None,
    Option(
        metavar="DIR",
        help="Where indexes are kept.",
        show_default="anagen-eval in the user's cache",
    ),
]
ReportOption = Annotated[
    Path | None,
    Option("--report", metavar="FILE", help="Also write a page of HTML that stands alone."),
]
