"""Conversations: whether a follow-up question finds what it is about.

Each conversation is held with the product, its own answers being the assistant's turns.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from embeddings.encoder import Encoder
from eval.dataset import Dataset
from eval.digest import code_digest, commit
from eval.index import indexed
from eval.interval import Measure, measured
from eval.lines import lines_of, sha256_of, sha256_of_all
from eval.retrieval import latency
from service.anagen import Anagen
from service.answer import Answer
from service.conversation.history import Turn
from service.error import InputError

DATA = Path(__file__).parent / "data"
CONVERSATIONS = DATA / "conversations.jsonl"
_SEED_PAGES = Path(__file__).parents[1] / "seeds" / "raw"
SEEDS = "seeds"
"""The collection that needs no other data."""

Tell = Callable[[str], None]
Asking = Callable[[Anagen, Sequence[Turn], str], Answer]


@dataclass(frozen=True, slots=True)
class Question:
    """A turn of the user's: what it asks, and the documents any of which answers it.

    One that `stands` on its own must be left as it is. A first turn has no sources.
    """

    text: str
    sources: frozenset[str] = frozenset()
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions that follow each other, asked of a collection by its name."""

    id: str
    collection: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a follow-up question was answered with."""

    question: Question
    answer: Answer

    @property
    def is_found(self) -> bool:
        """Whether a right document is among those that the answer cites."""
        cited = {citation.document.id for citation in self.answer.citations}
        return not self.question.sources.isdisjoint(cited)

    @property
    def is_as_told(self) -> bool:
        """Whether it was left as it is if it stands on its own, and put in words if not."""
        answer = self.answer
        return (answer.standalone_question == answer.question) == self.question.stands


@dataclass(frozen=True, slots=True)
class Held:
    """Conversations as they were held in one way, each with the replies to its follow-ups."""

    system: str
    replies: Mapping[str, Sequence[Reply]]

    @property
    def measures(self) -> dict[str, Measure]:
        """Shares of follow-up questions, their intervals from conversations drawn anew."""
        each = list(self.replies.values())
        figures = {"right source": measured(each, lambda drawn: _share(drawn, _found))}
        if self.system == OWN:
            figures["left or worded"] = measured(each, lambda drawn: _share(drawn, _as_told))
        return figures

    @property
    def count(self) -> int:
        """How many follow-up questions there were."""
        return sum(map(len, self.replies.values()))


def _found(reply: Reply) -> bool:
    return reply.is_found


def _as_told(reply: Reply) -> bool:
    return reply.is_as_told


def _share(drawn: Sequence[Sequence[Reply]], holds: Callable[[Reply], bool]) -> float:
    replies = [reply for each in drawn for reply in each]
    return sum(map(holds, replies)) / len(replies)


def _with_history(anagen: Anagen, history: Sequence[Turn], question: str) -> Answer:
    return anagen.ask(question, history=history, mode="local")


def _alone(anagen: Anagen, _: Sequence[Turn], question: str) -> Answer:
    return anagen.ask(question, mode="local")


def _joined(anagen: Anagen, history: Sequence[Turn], question: str) -> Answer:
    asked = [turn.content for turn in history if turn.role == "user"]
    return anagen.ask(" ".join([*asked, question]), mode="local")


OWN = "history"
SYSTEMS: Mapping[str, Asking] = {OWN: _with_history, "alone": _alone, "joined": _joined}
"""Ways to ask a follow-up question: with the turns before it as history, without them, and with
all questions before it put in front of it."""


def read_conversations(file: Path) -> list[Conversation]:
    """The conversations of a file, one a line. Raises `InputError` naming a line that is none."""
    return [_conversation(file, number, line) for number, line in lines_of(file)]


def held(
    conversations: Sequence[Conversation],
    data: Path | None,
    encoder: Encoder,
    cache: Path,
    tell: Tell,
) -> list[Held]:
    """The conversations held in each way."""
    found: dict[str, dict[str, list[Reply]]] = {name: {} for name in SYSTEMS}
    for collection in dict.fromkeys(one.collection for one in conversations):
        dataset = dataset_of(collection, data)
        own = [one for one in conversations if one.collection == collection]
        with indexed(dataset, encoder, cache, tell) as index:
            anagen = Anagen(index.collection, encoder)
            for conversation in own:
                for name, asking in SYSTEMS.items():
                    replies = _replies(anagen, dataset, conversation, asking)
                    found[name][conversation.id] = replies
    return [Held(name, replies) for name, replies in found.items()]


def dataset_of(collection: str, data: Path | None) -> Dataset:
    """The data set of a collection's name: the seed pages, or a folder in `data`."""
    if collection == SEEDS:
        return Dataset(DATA / SEEDS, sources=_SEED_PAGES)
    if data is None:
        raise InputError(
            f"{collection} is no part of Anagen: name the folder it is in with --data."
        )
    return Dataset(data / collection)


def conversations_json(
    file: Path, data: Path | None, systems: Sequence[Held], skipped: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What was measured in the shape that all of `anagen-eval` prints, one object a system."""
    names = {one.collection for one in read_conversations(file)} - skipped.keys()
    corpora = [corpus for name in sorted(names) for corpus in dataset_of(name, data).corpus_files()]
    digests = {
        "conversations": sha256_of(file),
        "corpora": sha256_of_all(corpora),
        "code": code_digest(),
        "commit": commit(),
    }
    return [
        {
            "command": "conversations",
            "dataset": file.stem,
            "system": one.system,
            "conversations": len(one.replies),
            "queries": one.count,
            "measures": {name: asdict(measure) for name, measure in one.measures.items()},
            "latency_ms": asdict(latency(_times(one))),
            "skipped": dict(skipped),
            "digests": digests,
        }
        for one in systems
    ]


def _times(one: Held) -> list[float]:
    return [reply.answer.timings.total for replies in one.replies.values() for reply in replies]


def _replies(
    anagen: Anagen, dataset: Dataset, conversation: Conversation, asking: Asking
) -> list[Reply]:
    history: list[Turn] = []
    replies = []
    for at, question in enumerate(conversation.questions):
        answer = asking(anagen, history, question.text)
        if at:
            sources = frozenset(map(dataset.document_id, question.sources))
            named = Question(question.text, sources, question.stands)
            replies.append(Reply(named, answer))
        history += [Turn("user", question.text), Turn("assistant", answer.text)]
    return replies


def _conversation(file: Path, number: int, line: str) -> Conversation:
    try:
        row = json.loads(line)
        questions = tuple(
            Question(turn["question"], frozenset(turn.get("sources", ())), "stands" in turn)
            for turn in row["turns"]
        )
        if len(questions) < 2 or not all(question.sources for question in questions[1:]):
            raise InputError(f"{file}, line {number}: each turn after the first needs sources.")
        return Conversation(row["id"], row["collection"], questions)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{file}, line {number} is no conversation: {error!r}.") from error
