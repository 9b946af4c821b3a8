"""The command `guard`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from eval.claims import claim_cases, claim_files
from eval.command.options import JsonOption
from eval.command.progress import progress
from eval.command.table import measure_lines
from eval.digest import code_digest, commit
from eval.guard import (
    CAUGHT,
    FALSE_ALARMS,
    Verdict,
    by_kind,
    guard_json,
    measures,
    partial,
    verdicts,
    write_verdicts,
)
from eval.guard_case import corpora_of, read_cases
from eval.lines import sha256_of_all
from eval.mutation import mutant_cases
from service.bootstrap import encoder_of
from service.command.terminal import print_json, print_lines
from service.error import InputError
from service.guard import Guard
from service.settings import read_settings


def guard(
    files: Annotated[
        list[Path] | None,
        Argument(metavar="FILE", help="Cases, a JSON object a line.", show_default=False),
    ] = None,
    data: Annotated[
        Path | None,
        Option(metavar="DIR", help="The folder of data sets that places of evidence are in."),
    ] = None,
    mutants: Annotated[
        list[Path] | None,
        Option(metavar="DATASET", help="Mutants made from its corpus (repeatable)."),
    ] = None,
    claims: Annotated[
        list[Path] | None,
        Option(metavar="DATASET", help="Its claims with labels (repeatable)."),
    ] = None,
    out: Annotated[
        Path | None, Option(metavar="FILE", help="Also write each case with its label and reason.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Measure how often the guard flags what its evidence does not bear out, and what it does.

    A sentence is flagged where the guard calls it unsupported or contradicted. All that is named
    is measured as one.
    """
    given, mutated, claimed = files or [], mutants or [], claims or []
    if not (given or mutated or claimed):
        raise InputError("Nothing to measure: name a FILE of cases, --mutants or --claims.")
    if out and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise InputError(f"--out {out} is a folder or in none: name a file in a folder.")
    cases = [
        *(case for file in given for case in read_cases(file, data)),
        *(mutant_cases(mutated) if mutated else ()),
        *(case for folder in claimed for case in claim_cases(folder)),
    ]
    with progress() as tell:
        found = verdicts(cases, Guard(encoder_of(read_settings())).support, tell)
    if out:
        write_verdicts(out, found)
    if json:
        names = ", ".join(path.resolve().name for path in [*given, *mutated, *claimed])
        print_json(guard_json(names, found, _digests(given, data, mutated, claimed)))
    else:
        print_lines(list(_lines(found)))


def _digests(
    files: Sequence[Path], data: Path | None, mutated: Sequence[Path], claimed: Sequence[Path]
) -> dict[str, str | None]:
    named = [corpus for file in files if data for corpus in corpora_of(file, data)]
    corpora = [*named, *(folder / "corpus.jsonl" for folder in mutated)]
    claims = [file for folder in claimed for file in claim_files(folder)]
    return {
        "cases": sha256_of_all(files),
        "corpora": sha256_of_all(corpora),
        "claims": sha256_of_all(claims),
        "code": code_digest(),
        "commit": commit(),
    }


def _lines(found: Sequence[Verdict]) -> Iterator[str]:
    faithful = sum(one.case.faithful for one in found)
    unfaithful = len(found) - faithful
    yield f"{len(found):,} sentences, {unfaithful:,} unfaithful and {faithful:,} faithful"
    yield from measure_lines(measures(found))
    yield (
        f"called partial: {partial(found, faithful=False):,} of the unfaithful,"
        f" {partial(found, faithful=True):,} of the faithful"
    )
    kinds = by_kind(found)
    for name, of_faithful in ((CAUGHT, False), (FALSE_ALARMS, True)):
        some = {
            kind: [one for one in each if one.case.faithful == of_faithful]
            for kind, each in kinds.items()
        }
        figures = {
            f"  {kind} ({len(each):,})": measures(each)[name] for kind, each in some.items() if each
        }
        if figures:
            yield from ("", f"{name} by kind:", *measure_lines(figures))
