"""Tests of confidence and of the reasons to abstain."""

import math

import pytest

from embeddings.passage import Passage
from seeds.document import Document
from service.confidence import THRESHOLD, abstain_reason, answers, judged
from service.retrieval import Hit


def hit(text: str, near: float | None, title: str | None = None, chinese: str | None = None) -> Hit:
    """A hit on a document of one passage, whose score and best sentence's cosine are `near`."""
    titles = {"zh": chinese} if chinese else {}
    document = Document(id="key:a", kind="abstract", text=text, title=title, titles=titles)
    spans = ((0, len(text)),) if text else ()
    passage = Passage("key:a#0", "key:a", text, 0, len(text), None, spans)
    return Hit(passage, document, near or 0.1, 1, 0.1, 0.0, near)


def test_probability_is_the_logistic_of_score_coverage_and_margin() -> None:
    """Worked by hand: 12.57 × 0.5 + 2.3 × 0.75 + 12.07 × 0.1 − 9.56 = −0.343."""
    weights = {"minoxidil": 3.0, "hair": 1.0}
    (one,) = judged("a b", [hit("Minoxidil helps.", 0.5)], 0.1, weights)
    assert one.coverage == pytest.approx(0.75)
    assert one.probability == pytest.approx(1 / (1 + math.exp(0.343)))


def test_titles_and_spelt_out_abbreviations_are_covered() -> None:
    """A term counts where the title, or the long form of an abbreviation, has it."""
    text = "Extracellular vesicles (EVs) help. EVs are small."
    found = hit(text, 0.5, "Alopecia therapy")
    (one,) = judged("x", [found], 0.1, {"vesicl": 1.0, "alopecia": 1.0, "minoxidil": 2.0})
    assert one.coverage == 0.5


def test_without_hits_there_is_no_evidence() -> None:
    """Nothing to search is a reason of its own."""
    assert abstain_reason("x", []) == "no_evidence"


def test_far_from_every_sentence_is_off_topic() -> None:
    """A question that nothing comes near to is about something else."""
    assert abstain_reason("x", judged("x", [hit("Hair.", 0.1)], 0.1, {"franc": 1.0})) == "off_topic"


def test_near_but_not_answered_says_so() -> None:
    """Passages on the subject that lack what the question names do not answer it."""
    hits = judged("x", [hit("Hair loss is treated.", 0.5)], 0.1, {"minoxidil": 9.0, "hair": 1.0})
    assert abstain_reason("x", hits) == "no_answer_in_evidence"


def test_a_good_hit_answers_and_one_that_cannot_be_quoted_does_not() -> None:
    """The threshold decides, and a document without text has nothing to quote."""
    weights = {"hair": 1.0}
    good, bare = judged("x", [hit("Hair grew.", 0.8), hit("", None, "Hair")], 0.1, weights)
    assert good.probability > THRESHOLD
    assert answers(good)
    assert not answers(bare)
    assert abstain_reason("x", [good, bare]) is None


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("间充质干细胞外泌体治疗脱发", None),
        ("外泌体", "no_answer_in_evidence"),
        ("法国首都", "off_topic"),
    ],
)
def test_chinese_questions_are_judged_by_pairs_of_characters(
    title: str, reason: str | None
) -> None:
    """An encoder that reads no Chinese is no reason to abstain where the title has the words."""
    weights = dict.fromkeys(("外泌", "泌体", "治疗", "脱发", "有效", "效吗"), 1.0)
    hits = judged(
        "外泌体治疗脱发有效吗", [hit("Hair grew.", 0.05, "Exosomes", title)], 0.1, weights
    )
    assert abstain_reason("外泌体治疗脱发有效吗", hits) == reason
