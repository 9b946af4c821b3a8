"""The report of `compare`."""

from collections.abc import Mapping, Sequence

from eval.comparison import Pair, Ranking
from eval.depth import recall_by_depth
from eval.judgements import Judgements
from eval.measures import Scores
from eval.outcome import compared, measured
from eval.report.difference import difference_table
from eval.report.page import figure, heading, page, pairs, paragraph, table
from eval.report.plot import depth_plot, differences_plot, measures_plot
from eval.run import Run

_ABOUT = (
    "Differences are B less A over all queries that have judgements; brackets hold the 95 %"
    " bootstrap interval over queries, p is that of a two-sided randomisation test. A document"
    " stands with its grade, and with a dash where nobody judged it."
)


def comparison_page(
    files: tuple[str, str],
    runs: tuple[Run, Run],
    scores: tuple[Scores, Scores],
    judgements: Judgements,
    shown: Sequence[Pair],
    texts: Mapping[str, str],
    settings: Mapping[str, str],
) -> str:
    """The page: the measures of both, their difference, and queries with what each ranked."""
    measure = scores[0].measures[0]
    both = {"A": measured(scores[0]), "B": measured(scores[1])}
    depth = max((len(found) for run in runs for found in run.values()), default=1)
    recalls = {
        name: recall_by_depth(run, judgements, depth) for name, run in zip(both, runs, strict=True)
    }
    differences = scores[1].column(measure) - scores[0].column(measure)
    parts = [
        paragraph(_ABOUT),
        pairs({"A": files[0], "B": files[1]}),
        table(
            ("measure", "A", "B"),
            [
                (
                    name,
                    *(
                        f"{(at := one[name]).value:.4f} [{at.low:.4f}, {at.high:.4f}]"
                        for one in both.values()
                    ),
                )
                for name in scores[0].measures
            ],
            2,
        ),
        heading("B less A"),
        difference_table(compared(*scores)),
        figure(measures_plot(both), "Measures of both runs."),
        figure(differences_plot(differences, measure, ("A", "B")), "Difference of each query."),
        figure(depth_plot(recalls), "Recall by depth."),
        heading(f"Queries by {measure}, what B lost most first"),
        _queries(shown, texts),
        heading("Settings"),
        pairs(settings),
    ]
    return page(f"{files[1]} against {files[0]}", parts)


def _queries(shown: Sequence[Pair], texts: Mapping[str, str]) -> str:
    rows = [
        (
            f"{pair.query} {texts.get(pair.query, '')}".rstrip(),
            _ranked(pair.ranked_first),
            _ranked(pair.ranked_second),
            f"{pair.difference:+.4f}",
        )
        for pair in shown
    ]
    return table(("query", "A ranked", "B ranked", "B - A"), rows, 1, whole=False)


def _ranked(ranked: Ranking) -> str:
    top = ", ".join(
        f"{one.document} ({'–' if one.grade is None else one.grade})" for one in ranked.top
    )
    place = f"at {ranked.first_relevant}" if ranked.first_relevant else "nowhere"
    return f"{top}; first relevant {place}" if top else "nothing"
