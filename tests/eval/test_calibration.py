"""Tests of measuring confidence."""

import pytest

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from eval.calibration import Trial, fitted, off_topic, report, trials
from eval.dataset import Query
from seeds.document import Document
from service.anagen import Anagen

TEXTS = {
    "drug": "Minoxidil increased hair density in men with androgenetic alopecia.",
    "copy": "Minoxidil increased hair density in men with androgenetic alopecia, we report.",
    "cells": "Stem cell exosomes regrew hair in mice.",
    "skin": "Vesicles improved the skin of a patient with graft-versus-host disease.",
}


@pytest.fixture(scope="module")
def anagen(encoder: SentenceTransformerEncoder, tmp_path_factory: pytest.TempPathFactory) -> Anagen:
    """Anagen over four snippets, one of them nearly a copy of another."""
    collection = LocalCollection.open(tmp_path_factory.mktemp("calibration"), encoder)
    collection.add(
        Document(id=f"beir:t/{name}", kind="snippet", text=text) for name, text in TEXTS.items()
    )
    return Anagen(collection, encoder)


def test_each_question_is_asked_with_its_answer_and_without(anagen: Anagen) -> None:
    """Relevant documents and near copies are out of the second asking, and confidence falls."""
    question = Query("q", "Does minoxidil increase hair density?", frozenset({"beir:t/drug"}))
    there, removed = trials(anagen, [question])
    assert (there.answerable, removed.answerable) == (True, False)
    assert there.confidence > 0.9 > 0.4 > removed.confidence


def test_questions_from_other_fields_are_not_answered(anagen: Anagen) -> None:
    """A hundred questions of history, law, cooking and the like find nothing here."""
    away = off_topic(anagen)
    assert len(away) >= 100
    assert max(trial.confidence for trial in away) < 0.4


def test_figures_are_those_worked_out_by_hand() -> None:
    """Two answerable at .9 and .3, two not at .6 and .1: three of four pairs are in order."""
    asked = [
        Trial(0.9, 0.9, 0.9, answerable=True),
        Trial(0.3, 0.3, 0.3, answerable=True),
        Trial(0.6, 0.5, 0.6, answerable=False),
        Trial(0.1, 0.0, 0.1, answerable=False),
    ]
    figures = report("set", asked, [Trial(0.0, 0.0, 0.0, answerable=False)])
    assert figures == (
        "set: 2 questions, AUROC 0.750, answered 0.500, abstain R 0.500, abstain P 0.500,"
        " off-topic abstained 1.000, ECE 0.375"
    )
    assert fitted(asked).startswith("fit: similarity ")


def test_a_question_without_any_hit_counts_as_unsure(anagen: Anagen) -> None:
    """Where all that was found is taken out, confidence is nought and the question still counts."""
    everything = frozenset(f"beir:t/{name}" for name in TEXTS)
    _, removed = trials(anagen, [Query("q", "Does minoxidil help?", everything)])
    assert removed.confidence == 0.0
