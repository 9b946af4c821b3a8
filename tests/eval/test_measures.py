"""Tests of the measures: trec_eval's figures, and those worked out by hand."""

import math

import numpy as np
import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from eval.measures import STANDARD, scores_of
from service.error import InputError

JUDGED = {
    "graded": {"a": 2, "b": 1, "c": 0, "d": -1},
    "missing": {"a": 1},
    "empty": {"a": 1},
    "none relevant": {"a": 0},
}
RUN = {
    "graded": {"d": 4.0, "b": 3.0, "x": 2.0, "a": 2.0, "c": 1.0},
    "empty": {},
    "none relevant": {"a": 1.0},
    "unjudged query": {"a": 1.0},
}


def test_figures_are_those_worked_out_by_hand() -> None:
    """Ranked d b x a c, since of equal scores the greater id comes first; negative counts as 0."""
    scores = scores_of(RUN, JUDGED)
    assert scores.queries == ("graded", "missing", "empty", "none relevant")
    ideal = 2 + 1 / math.log2(3)
    ndcg = (1 / math.log2(3) + 2 / math.log2(5)) / ideal
    expected = [ndcg, 1.0, 1.0, 1 / 2, (1 / 2 + 2 / 4) / 2, 1 / 5]
    assert scores.values[0] == pytest.approx(expected, abs=1e-9)
    assert scores.values[1:].tolist() == [[0.0] * 6] * 3


def test_a_grade_far_below_nought_is_only_not_relevant() -> None:
    """TREC gives -2 to spam, which would end pytrec_eval."""
    for grade in (-1, -2, -100):
        judged = {"q": {"spam": grade, "good": 1}}
        values = scores_of({"q": {"spam": 2.0, "good": 1.0}}, judged).values[0]
        assert values == pytest.approx([1 / math.log2(3), 1.0, 1.0, 0.5, 0.5, 0.0])


def test_reciprocal_rank_is_nought_below_its_cut() -> None:
    """A relevant document at rank 10 counts a tenth, at rank 11 nothing; AP sees both."""
    for rank, expected in ((10, 0.1), (11, 0.0)):
        run = {"q": {f"d{n:02}": -float(n) for n in range(1, 20)}}
        scores = scores_of(run, {"q": {f"d{rank:02}": 1}}, ["RR@10", "AP", "RR"])
        assert scores.values[0, :3] == pytest.approx([expected, 1 / rank, 1 / rank])


IDS = st.sampled_from([*"abcdefghijklmn", "B", "é", "中", "10", "9"])
SCORES = st.sampled_from([0.0, 0.1, 0.5, 0.50000000001, 1.0, -3.0])


@given(
    st.dictionaries(IDS, st.integers(-1, 3), min_size=1),
    st.dictionaries(IDS, SCORES, min_size=1),
)
def test_figures_are_trec_evals(judged: dict[str, int], ranked: dict[str, float]) -> None:
    """Of any run and judgements, with ties, unjudged documents and negative grades."""
    names = {"ndcg_cut_10", "recall_10", "recall_100", "recip_rank", "map"}
    theirs = pytrec_eval.RelevanceEvaluator({"q": judged}, names).evaluate({"q": ranked})["q"]
    ours = dict(zip(STANDARD, scores_of({"q": ranked}, {"q": judged}).values[0], strict=False))
    assert ours["nDCG@10"] == pytest.approx(theirs["ndcg_cut_10"], abs=1e-6)
    assert ours["R@10"] == pytest.approx(theirs["recall_10"], abs=1e-6)
    assert ours["R@100"] == pytest.approx(theirs["recall_100"], abs=1e-6)
    assert ours["AP"] == pytest.approx(theirs["map"], abs=1e-6)
    reciprocal = theirs["recip_rank"] if theirs["recip_rank"] >= 0.1 else 0.0
    assert ours["RR@10"] == pytest.approx(reciprocal, abs=1e-6)


def test_measures_are_known_by_both_their_names() -> None:
    """By trec_eval's and by those of ir-measures."""
    scores = scores_of(RUN, JUDGED, ["ndcg_cut_10", "nDCG@10", "P_5", "P@5", "map", "Bpref"])
    assert np.array_equal(scores.column("ndcg_cut_10"), scores.column("nDCG@10"))
    assert np.array_equal(scores.column("P_5"), scores.column("P@5"))


@pytest.mark.parametrize("name", ["nDCG@x", "sorcery", "P@", "num_ret", "ERR@10", ""])
def test_a_measure_that_trec_eval_does_not_average_is_refused(name: str) -> None:
    """By name, with examples of what there is."""
    with pytest.raises(InputError, match=r"no measure of trec_eval.*nDCG@10"):
        scores_of(RUN, JUDGED, [name])
