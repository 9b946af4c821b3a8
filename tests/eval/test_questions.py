"""Tests of the hand-made questions."""

from eval.questions import seed_questions


def test_the_seed_questions_hold_each_kind() -> None:
    """There are questions that are answered, that are not, and one in Chinese."""
    questions = seed_questions()
    assert sum(one.cites is None for one in questions) >= 2
    assert sum(one.cites is not None for one in questions) >= 5
    assert any(not one.question.isascii() for one in questions)
