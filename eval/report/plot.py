"""Plots, as SVG that stands in a page; told apart by markers, hatches and dashes, not colours."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from eval.interval import Measure

_WIDTH = 7.0
_MARKERS = "osD^vPX*"
_DASHES = ("-", "--", "-.", ":")
_GREYS = ("0.0", "0.35", "0.55")
_POINTS = 400
"""A curve is drawn through no more."""


def measures_plot(systems: Mapping[str, Mapping[str, Measure]]) -> str:
    """The mean of each measure by system, with its interval."""
    names = list(next(iter(systems.values())))
    with _axes(1 + 0.2 * len(names) * (len(systems) + 1), len(systems)) as (axes, drawn):
        for at, (system, measures) in enumerate(systems.items()):
            values = np.array([measures[name].value for name in names])
            low = np.array([measures[name].low for name in names])
            high = np.array([measures[name].high for name in names])
            places = -np.arange(len(names)) - (at - (len(systems) - 1) / 2) * 0.8 / len(systems)
            spread = np.abs(np.stack([values - low, high - values]))
            axes.errorbar(
                values,
                places,
                xerr=spread,
                fmt=_MARKERS[at % 8],
                capsize=3,
                color=_GREYS[at % 3],
                label=system,
            )
        axes.set_yticks(-np.arange(len(names)), names)
        axes.set_xlabel("mean over the queries, with its 95 % interval")
        axes.grid(axis="x", color="0.85")
    return drawn[0]


def depth_plot(recalls: Mapping[str, NDArray[np.float64]]) -> str:
    """The share of relevant documents among the first 1, 2, 3 … ranked, by system."""
    with _axes(2.8, len(recalls)) as (axes, drawn):
        for at, (system, recall) in enumerate(recalls.items()):
            depths = np.arange(1, len(recall) + 1)
            marks = [i - 1 for i in (1, 2, 5, 10, 20, 50, 100, 200, 500) if i <= len(recall)]
            axes.plot(
                depths,
                recall,
                _DASHES[at % 4],
                marker=_MARKERS[at % 8],
                markevery=marks,
                label=system,
                color=_GREYS[at % 3],
            )
        axes.set_xscale("log")
        ticks = [i for i in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if i <= len(depths)]
        axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
        axes.minorticks_off()
        axes.set_ylim(0, 1.02)
        axes.set_xlabel("depth")
        axes.set_ylabel("recall")
        axes.grid(color="0.85")
    return drawn[0]


def differences_plot(differences: NDArray[np.float64], measure: str, names: tuple[str, str]) -> str:
    """The difference of each query between two systems, in order."""
    ordered = np.sort(differences)
    places = np.arange(len(ordered))
    with _axes(2.6) as (axes, drawn):
        for part, hatch in ((ordered < 0, "////"), (ordered > 0, "\\\\\\\\")):
            axes.fill_between(
                places, 0, np.where(part, ordered, 0), step="mid", hatch=hatch, fc="0.9", ec="0.0"
            )
        axes.axhline(0, color="0.0", linewidth=0.8)
        axes.set_xlabel("queries, what was lost most first")
        axes.set_ylabel(f"{measure}, {names[1]} less {names[0]}")
    return drawn[0]


def values_plot(values: NDArray[np.float64], measure: str) -> str:
    """How many queries have which value of a measure."""
    with _axes(2.2) as (axes, drawn):
        axes.hist(values, bins=20, range=(0, 1), hatch="////", fc="0.9", ec="0.0")
        axes.set_xlabel(measure)
        axes.set_ylabel("queries")
    return drawn[0]


def latency_plot(milliseconds: Mapping[str, Sequence[float]]) -> str:
    """The share of queries that were answered within a time, by system."""
    shares = np.linspace(0, 1, _POINTS)
    with _axes(2.4, len(milliseconds)) as (axes, drawn):
        for at, (system, times) in enumerate(milliseconds.items()):
            axes.plot(
                np.quantile(times, shares),
                shares,
                _DASHES[at % 4],
                marker=_MARKERS[at % 8],
                markevery=[_POINTS // 2, int(_POINTS * 0.95)],
                label=system,
                color=_GREYS[at % 3],
            )
        axes.set_xlabel("milliseconds; the marks are at p50 and p95")
        axes.set_ylabel("share of queries")
        axes.set_xlim(left=0)
        axes.grid(color="0.85")
    return drawn[0]


def risk_plot(curves: Mapping[str, tuple[NDArray[np.float64], NDArray[np.float64]]]) -> str:
    """The share of wrong answers among those given, by how many are given, by system."""
    with _axes(2.6, len(curves)) as (axes, drawn):
        for at, (name, (coverage, risk)) in enumerate(curves.items()):
            axes.plot(coverage, risk, _DASHES[at % 4], color=_GREYS[at % 3], label=name)
        axes.set_xlim(0, 1.02)
        axes.set_ylim(bottom=0)
        axes.set_xlabel("coverage")
        axes.set_ylabel("risk")
        axes.grid(color="0.85")
    return drawn[0]


def calibration_plot(confidence: NDArray[np.float64], outcome: NDArray[np.bool_]) -> str:
    """The share of outcomes in each tenth of confidence, beside the line that is exact."""
    bins = np.minimum((confidence * 10).astype(int), 9)
    there = [bin_ for bin_ in range(10) if (bins == bin_).any()]
    with _axes(2.8) as (axes, drawn):
        axes.plot([0, 1], [0, 1], "--", color="0.55")
        axes.plot(
            [confidence[bins == bin_].mean() for bin_ in there],
            [outcome[bins == bin_].mean() for bin_ in there],
            "-o",
            color="0.0",
        )
        axes.set_xlim(0, 1.02)
        axes.set_ylim(0, 1.02)
        axes.set_xlabel("confidence")
        axes.set_ylabel("share with an answer")
        axes.grid(color="0.85")
    return drawn[0]


@contextmanager
def _axes(height: float, systems: int = 1) -> Iterator[tuple[Axes, list[str]]]:
    """Axes to draw on, and where the drawing then is."""
    drawn: list[str] = []
    with mpl.rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "anagen",
            "font.family": "sans-serif",
            "font.sans-serif": ["DejaVu Sans", "Verdana", "sans-serif"],
            "font.size": 9.0,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "legend.frameon": False,
            "hatch.linewidth": 0.6,
        }
    ):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        yield figure.add_subplot(), drawn
        if systems > 1:
            figure.legend(loc="outside lower center", ncols=min(systems, 4))
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    drawn.append(_inline(out.getvalue()))


def _inline(svg: str) -> str:
    """A drawing without the head of a file, and without ids that several drawings would share."""
    body = svg[svg.index("<svg") :]
    used = set(re.findall(r"#([\w-]+)", body))
    body = re.sub(r' id="([\w-]+)"', lambda found: found[0] if found[1] in used else "", body)
    return re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
