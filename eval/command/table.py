"""Tables of figures, as lines of at most 80 columns."""

from collections.abc import Mapping

from eval.interval import Measure
from eval.paired import Difference


def measure_lines(measures: Mapping[str, Measure]) -> list[str]:
    """A line for each measure: its mean and its interval."""
    width = max(map(len, measures))
    return [f"{name:{width}}  {_mean(measure)}" for name, measure in measures.items()]


def system_lines(
    systems: Mapping[str, Mapping[str, Measure]], found: Mapping[str, Mapping[str, Difference]]
) -> list[str]:
    """For each measure a line for each system, with its difference to the first one and p."""
    width = max(map(len, systems))
    lines: list[str] = []
    for name in next(iter(systems.values())):
        lines.append(name)
        for system, measures in systems.items():
            mean = f"  {system:{width}}  {_mean(measures[name])}"
            difference = found.get(system, {}).get(name)
            lines.append(f"{mean}  {_difference(difference)}" if difference else mean)
    return lines


def difference_lines(
    first: Mapping[str, Measure],
    second: Mapping[str, Measure],
    found: Mapping[str, Difference],
) -> list[str]:
    """A line for each measure: both means, the difference with its interval and p, and counts."""
    width = max(map(len, found))
    lines = [
        f"{'':{width}}  {'A':>6}  {'B':>6}  {'B - A':>7}  {'95 % interval':16}  {'p':>6}"
        f" {'won':>5} {'lost':>5} {'tied':>5}"
    ]
    for name, one in found.items():
        lines.append(
            f"{name:{width}}  {first[name].value:.4f}  {second[name].value:.4f}"
            f"  {one.mean.value:+.4f}  {_bounds(one)}"
            f"  {one.p:.4f} {one.won:5} {one.lost:5} {one.tied:5}"
        )
    return lines


def _mean(measure: Measure) -> str:
    return f"{measure.value:6.4f}  [{measure.low:.4f}, {measure.high:.4f}]"


def _difference(one: Difference) -> str:
    return f"{one.mean.value:+.4f} {_bounds(one)}  p {one.p:.4f}"


def _bounds(one: Difference) -> str:
    return f"[{one.mean.low:+.3f}, {one.mean.high:+.3f}]"
