"""The report of `retrieval`."""

from collections.abc import Iterator, Mapping, Sequence

from eval.depth import recall_by_depth
from eval.outcome import Outcome, against
from eval.report.difference import difference_table
from eval.report.page import figure, heading, page, pairs, paragraph, table
from eval.report.plot import (
    depth_plot,
    differences_plot,
    latency_plot,
    measures_plot,
    values_plot,
)
from eval.retrieval import latency

_ABOUT = (
    "Each figure is the mean over all queries that have judgements; a query that failed counts"
    " nought. Brackets hold the 95 % bootstrap interval over queries. nDCG, recall (R), reciprocal"
    " rank (RR) and average precision (AP) are trec_eval's; unjudged is the share of the first ten"
    " that nobody judged."
)


def retrieval_page(
    measured: Sequence[Sequence[Outcome]], settings: Mapping[str, str | None]
) -> str:
    """The page: each data set with its systems, the first of which the others are held against."""
    names = ", ".join(outcomes[0].dataset for outcomes in measured)
    parts = [paragraph(_ABOUT)]
    for outcomes in measured:
        parts += _parts(outcomes)
    parts += [heading("Settings"), pairs(settings)]
    return page(f"Retrieval: {names}", parts)


def _parts(outcomes: Sequence[Outcome]) -> Iterator[str]:
    first = outcomes[0]
    described = first.described
    yield heading(first.dataset)
    yield paragraph(
        f"{len(first.scores.queries):,} queries over {described.documents:,} documents in"
        f" {described.passages:,} passages, of which the best {first.depth:,} {first.unit}s are"
        " ranked."
    )
    for fault in first.faults:
        yield paragraph(f"Fault of the data set: {fault}")
    yield from _tables(outcomes)
    yield from _plots(outcomes)
    yield heading("Failed queries", 3)
    failed = [
        (one.system, query, reason)
        for one in outcomes
        for query, reason in one.retrieved.failed.items()
    ]
    yield table(("system", "query", "reason"), failed) if failed else paragraph("None.")
    yield heading("Digests", 3)
    size = f"{described.bytes:,} bytes" if described.bytes else None
    yield pairs({**first.digests, "size of the index": size})


def _tables(outcomes: Sequence[Outcome]) -> Iterator[str]:
    first = outcomes[0]
    yield table(
        ("measure", *(one.system for one in outcomes)),
        [
            (
                name,
                *(
                    f"{(at := one.measures[name]).value:.4f} [{at.low:.4f}, {at.high:.4f}]"
                    for one in outcomes
                ),
            )
            for name in first.scores.measures
        ],
        len(outcomes),
    )
    for one in outcomes[1:]:
        yield heading(f"{one.system} less {first.system}", 3)
        found = against(one, first)
        yield difference_table(found)
    yield heading("Latency", 3)
    took = {one.system: latency(one.retrieved.milliseconds) for one in outcomes}
    yield table(
        ("system", "mean ms", "p50 ms", "p95 ms"),
        [(name, f"{at.mean:.1f}", f"{at.p50:.1f}", f"{at.p95:.1f}") for name, at in took.items()],
        3,
    )


def _plots(outcomes: Sequence[Outcome]) -> Iterator[str]:
    first = outcomes[0]
    measure = first.scores.measures[0]
    yield figure(
        measures_plot({one.system: one.measures for one in outcomes}),
        "Measures by system.",
    )
    if len(outcomes) == 1:
        values = first.scores.column(measure)
        yield figure(values_plot(values, measure), f"How {measure} is spread over the queries.")
    for one in outcomes[1:]:
        differences = one.scores.column(measure) - first.scores.column(measure)
        yield figure(
            differences_plot(differences, measure, (first.system, one.system)),
            f"Difference of each query, {one.system} less {first.system}.",
        )
    recalls = {
        one.system: recall_by_depth(one.retrieved.run, one.judgements, one.depth)
        for one in outcomes
    }
    yield figure(depth_plot(recalls), "Recall by depth.")
    times = {one.system: one.retrieved.milliseconds for one in outcomes}
    yield figure(
        latency_plot(times), "Time from question to ranking, one question at a time, with encoding."
    )
