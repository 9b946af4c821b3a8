"""Events: an answer as it comes."""

from dataclasses import dataclass

from service.answer import Answer, AnswerSentence, Citation
from service.retrieval import Hit


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found for a question."""

    standalone_question: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing yet: the work goes on."""


Event = Retrieved | Waiting | Citation | AnswerSentence | Answer
"""First what was retrieved; then sentences, each behind the citations that are new with it; last
the whole answer, whose sentences and citations are these."""
