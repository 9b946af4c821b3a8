"""The report of `abstain`."""

from collections.abc import Iterator, Mapping, Sequence

from eval.abstaining import Abstaining, risk_by_coverage
from eval.report.page import figure, heading, page, pairs, paragraph, table
from eval.report.plot import calibration_plot, risk_plot
from service.confidence import THRESHOLD

_ABOUT = (
    "Each question is asked of the whole collection, and again with its relevant documents and near"
    " copies of them filtered out inside the search. AUROC is of confidence over these two. At the"
    " threshold in use: answered is the share of the answerable that are answered, abstain R the"
    " share of the removed that are abstained from, abstain P the share of abstentions whose"
    " documents were removed. Off-topic questions are from other fields. ECE is the expected"
    " calibration error of confidence over ten bins. Brackets hold the 95 % bootstrap interval over"
    " questions; a question that failed counts as abstained from, with confidence 0."
)


def abstaining_page(measured: Sequence[Abstaining], settings: Mapping[str, str | None]) -> str:
    """The page, a part for each data set."""
    parts = [paragraph(_ABOUT)]
    for one in measured:
        parts += _parts(one)
    parts += [heading("Settings"), pairs({**settings, "threshold": str(THRESHOLD)})]
    return page(f"Abstaining: {', '.join(one.dataset for one in measured)}", parts)


def _parts(found: Abstaining) -> Iterator[str]:
    yield heading(found.dataset)
    yield paragraph(
        f"{len(found.there):,} questions asked twice, {len(found.elsewhere):,} from other fields."
    )
    yield table(
        ("measure", "value"),
        [
            (name, f"{one.value:.4f} [{one.low:.4f}, {one.high:.4f}]")
            for name, one in found.measures.items()
        ],
        1,
    )
    yield figure(
        risk_plot({found.dataset: risk_by_coverage(found)}),
        "Risk by coverage: of the askings answered, surest first, the share without an answer in"
        " the collection. Half of all askings have one.",
    )
    yield figure(
        calibration_plot(*found.confidences),
        "Calibration: of the askings of a confidence, the share with an answer in the collection.",
    )
    yield heading("Digests", 3)
    yield pairs(found.digests)
