"""Differences in a report."""

from collections.abc import Mapping

from eval.paired import Difference
from eval.report.page import table


def difference_table(found: Mapping[str, Difference]) -> str:
    """Each measure's difference, its p, and the queries won, lost and tied."""
    return table(
        ("measure", "difference", "p", "won", "lost", "tied"),
        [
            (
                name,
                f"{one.mean.value:+.4f} [{one.mean.low:+.4f}, {one.mean.high:+.4f}]",
                f"{one.p:.4f}",
                f"{one.won:,}",
                f"{one.lost:,}",
                f"{one.tied:,}",
            )
            for name, one in found.items()
        ],
        5,
    )
