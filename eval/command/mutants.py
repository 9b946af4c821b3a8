"""The command `mutants`."""

from pathlib import Path
from typing import Annotated

from typer import Argument

from eval.guard_case import case_line
from eval.mutation import mutant_cases
from service.command.terminal import print_lines


def mutants(
    datasets: Annotated[list[Path], Argument(metavar="DATASET", help="Folders in BEIR's layout.")],
) -> None:
    """Print the cases that `guard --mutants` measures, a JSON object a line.

    They can be read, and measured by `guard` or by anybody's own guard.
    """
    print_lines([case_line(case) for case in mutant_cases(datasets)])
