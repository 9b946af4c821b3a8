"""The guard, measured: how often it flags a sentence that its evidence does not bear out.

A sentence counts as flagged where the guard calls it unsupported or contradicted, since that is
what removes it from an answer. `caught` is the share of the unfaithful that are flagged, `false
alarms` the share of the faithful; how many are called partial is told beside them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Literal, Protocol

from eval.guard_case import Case
from eval.interval import Measure, measured, share
from eval.retrieval import latency
from service.error import InputError

Label = Literal["supported", "partial", "unsupported", "contradicted"]
FLAGGED: frozenset[Label] = frozenset({"unsupported", "contradicted"})
CAUGHT = "caught"
FALSE_ALARMS = "false alarms"
_OFTEN = 100


class Support(Protocol):
    """What a guard says of a sentence, and why where it has a reason."""

    @property
    def label(self) -> Label: ...

    @property
    def reason(self) -> str | None: ...


Guard = Callable[[str, Sequence[str]], Support]
"""Says how far a sentence is supported by evidence."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard said of a case, and in how many milliseconds."""

    case: Case
    label: Label
    reason: str | None
    milliseconds: float

    @property
    def flagged(self) -> bool:
        """Whether the sentence would be taken out of an answer."""
        return self.label in FLAGGED


def verdicts(cases: Sequence[Case], guard: Guard, tell: Callable[[str], None]) -> list[Verdict]:
    """What a guard says of each case. Raises `InputError` where there is none."""
    if not cases:
        raise InputError("There are no cases to measure: name a file that holds some.")
    found = []
    for case in cases:
        started = perf_counter()
        support = guard(case.sentence, case.evidence)
        took = (perf_counter() - started) * 1000
        found.append(Verdict(case, support.label, support.reason, took))
        if len(found) % _OFTEN == 0:
            tell(f"{len(found):,} of {len(cases):,} sentences")
    return found


def measures(found: Sequence[Verdict]) -> dict[str, Measure]:
    """The share flagged of the unfaithful and of the faithful; of which there are none, nothing."""
    flagged = {
        CAUGHT: [one.flagged for one in found if not one.case.faithful],
        FALSE_ALARMS: [one.flagged for one in found if one.case.faithful],
    }
    return {name: measured(cases, share) for name, cases in flagged.items() if cases}


def by_kind(found: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """Verdicts by the kind of their cases, the unfaithful first, each in the order of the cases."""
    kinds: dict[str, list[Verdict]] = {}
    for one in sorted(found, key=lambda one: one.case.faithful):
        kinds.setdefault(one.case.kind, []).append(one)
    return kinds


def partial(found: Sequence[Verdict], *, faithful: bool) -> int:
    """How many of the faithful, or of the others, are called partial."""
    return sum(one.label == "partial" for one in found if one.case.faithful == faithful)


def guard_json(
    dataset: str, found: Sequence[Verdict], digests: Mapping[str, str | None]
) -> dict[str, Any]:
    """The figures in the shape that all of `anagen-eval` prints."""
    return {
        "command": "guard",
        "dataset": dataset,
        "system": "guard",
        "queries": len(found),
        **_figures(found),
        "kinds": {kind: _figures(some) for kind, some in by_kind(found).items()},
        "latency_ms": asdict(latency([one.milliseconds for one in found])),
        "digests": dict(digests),
    }


def write_verdicts(file: Path, found: Sequence[Verdict]) -> None:
    """Write each case with its label and reason, a line each: cases that can be measured again."""
    with file.open("w", encoding="utf-8") as lines:
        for one in found:
            row = {**asdict(one.case), "label": one.label, "reason": one.reason}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def _figures(found: Sequence[Verdict]) -> dict[str, Any]:
    faithful = sum(one.case.faithful for one in found)
    return {
        "measures": {name: asdict(figure) for name, figure in measures(found).items()},
        "unfaithful": {
            "cases": len(found) - faithful,
            "partial": partial(found, faithful=False),
        },
        "faithful": {"cases": faithful, "partial": partial(found, faithful=True)},
    }
