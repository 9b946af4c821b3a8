"""A real endpoint: whatever its model writes, the answers are valid and their citations exact.

`make test-llm LLM_URL=http://127.0.0.1:9001/v1 LLM_MODEL=small` names one that is running.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from service.anagen import Anagen
from service.answer import answer_json, shown
from service.claim import claimed_answer
from service.generation.answering import LanguageModel
from service.generation.endpoint import endpoint
from service.guard import Guard
from service.http.schema import AnswerSchema
from service.verification import faults_of

ADDRESS, MODEL = os.environ.get("LLM_URL", ""), os.environ.get("LLM_MODEL", "")
SECONDS = float(os.environ.get("LLM_SECONDS", "60"))
ROWS = (Path(__file__).parents[3] / "eval" / "data" / "seeds" / "queries.jsonl").read_text("utf-8")
QUESTIONS = [json.loads(row)["text"] for row in ROWS.splitlines()]

pytestmark = pytest.mark.skipif(
    not (ADDRESS and MODEL),
    reason="no endpoint is named: make test-llm LLM_URL=http://127.0.0.1:9001/v1 LLM_MODEL=…",
)


@pytest.fixture(scope="module")
def anagen(seeded: Path, encoder: SentenceTransformerEncoder) -> Iterator[Anagen]:
    """The seed pages, asked of the real model."""
    with (
        LocalCollection.existing(seeded, encoder) as collection,
        endpoint(ADDRESS, MODEL, None, 1) as generator,
    ):
        yield Anagen(collection, encoder, LanguageModel(generator, Guard(encoder), SECONDS))


def test_there_are_forty_questions() -> None:
    """Fewer would say little."""
    assert len(QUESTIONS) >= 40


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_valid_and_its_citations_are_exact(question: str, anagen: Anagen) -> None:
    """Each sentence is verbatim, or the guard finds it borne out by what it cites."""
    answer = anagen.ask(question)
    values = json.loads(json.dumps(answer_json(answer)))
    AnswerSchema.model_validate(values)
    assert faults_of(claimed_answer(values), anagen.collection) == []
    assert anagen.model is not None
    for sentence in answer.sentences:
        quotes = [answer.citations[n - 1].quote for n in sentence.citations]
        if sentence.support == "verbatim":
            assert sentence.text == shown(quotes[0])
        else:
            assert anagen.model.guard.support(sentence.text, quotes).label == sentence.support
