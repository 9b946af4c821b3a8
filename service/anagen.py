"""Anagen as a Python object: what the command line and HTTP both call."""

import secrets
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import cached_property
from time import perf_counter
from typing import Literal, get_args

from embeddings.collection import Collection, CollectionError
from embeddings.encoder import Encoder
from embeddings.filters import EVERYTHING, Filters
from service.abstention import ABSTENTIONS
from service.answer import Answer, Length, Provenance, Timings, answer_json
from service.answers import Answers
from service.claim import claimed_answer
from service.composition import Composition, composed
from service.confidence import abstain_reason, evidence_of, judged
from service.conversation.follow_up import standalone
from service.conversation.history import Turn, checked_history, earlier_questions
from service.coverage import term_weights
from service.digest import settings_digest
from service.draft import Draft
from service.error import InputError
from service.event import Event, Retrieved
from service.evidence_line import evidence_line
from service.fusion import WEIGHTS, Weights
from service.generation.answering import LanguageModel, Local, answered
from service.generation.rewriting import reworded
from service.question import checked_question
from service.retrieval import Hit, Retriever
from service.selection import Choose, selected
from service.verification import faults_of

Mode = Literal["auto", "local", "llm"]
"""Whose words an answer is in: a model's where there is one, the documents', a model's."""

DEFAULT_TOP_K = 10
LARGEST_TOP_K = 1_000

_ATTEMPTS = 3
"""Answers tried where another process changes the documents meanwhile."""

_CHANGED = "The documents changed while the answer was being made from them. Ask again."


class Anagen:
    """A collection and the encoder it was made with, asked questions; with a model if there is one.

    Every answer is checked before it leaves: each citation's quote stands in its document exactly
    where the citation says. With `abstains` off it answers from whatever is found; `choose` is what
    chooses the sentences. Both are for measuring one part without another. `answers` keeps what
    was answered last.
    """

    def __init__(
        self,
        collection: Collection,
        encoder: Encoder,
        model: LanguageModel | None = None,
        weights: Weights = WEIGHTS,
        *,
        abstains: bool = True,
        choose: Choose = selected,
        answers: Answers | None = None,
    ) -> None:
        self.collection = collection
        self.encoder = encoder
        self.model = model
        self.answers = Answers() if answers is None else answers
        self._weights = weights
        self._abstains = abstains
        self._choose = choose
        self._retriever = Retriever(collection, encoder, weights)
        self._watchers: tuple[Callable[[Answer], None], ...] = (self.answers.remember,)

    def watch(self, *watchers: Callable[[Answer], None]) -> None:
        """Have each answer told, on the thread on which it was made."""
        self._watchers += watchers

    def warm(self) -> None:
        """Load the encoder, so that the first question need not wait for it."""
        self.encoder.encode_queries(["warm"])

    def search(
        self, query: str, *, top_k: int = DEFAULT_TOP_K, filters: Filters = EVERYTHING
    ) -> list[Hit]:
        """The `top_k` best passages for a query, best first. Raises `InputError`."""
        return list(self._retriever.search(*_checked(query, top_k), filters).hits)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        top_k: int = DEFAULT_TOP_K,
        filters: Filters = EVERYTHING,
        mode: Mode = "auto",
        length: Length = "short",
    ) -> Answer:
        """An answer made of sentences of the `top_k` best passages, or by a model from them.

        Where `history` was said before it, a question that rests on that is first made to stand on
        its own; nothing else is taken over from there. Raises `InputError`, and `CollectionError`
        where the documents do not hold still.
        """
        for _ in range(_ATTEMPTS):
            events = self.events(
                question, history=history, top_k=top_k, filters=filters, mode=mode, length=length
            )
            [answer] = deque(events, maxlen=1)
            if isinstance(answer, Answer) and (answer.mode == "local" or self._holds(answer)):
                return answer
        raise CollectionError(_CHANGED)

    def events(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        top_k: int = DEFAULT_TOP_K,
        filters: Filters = EVERYTHING,
        mode: Mode = "auto",
        length: Length = "short",
    ) -> Generator[Event, None, None]:
        """The same answer as it comes: see `Event`. Closing the iterator ends the work.

        Raises `InputError` at once, and `CollectionError` on the way.
        """
        question, top_k = _checked(question, top_k)
        turns = checked_history(history)
        model = self._asked_model(mode)
        return self._told(
            self._events(
                question,
                turns,
                model,
                lambda asked: self._local(question, asked, top_k, filters, length),
            )
        )

    def _told(self, events: Generator[Event, None, None]) -> Generator[Event, None, None]:
        with closing(events):
            for event in events:
                if isinstance(event, Answer):
                    for watcher in self._watchers:
                        watcher(event)
                yield event

    def _events(
        self,
        question: str,
        turns: Sequence[Turn],
        model: LanguageModel | None,
        made: Callable[[str], Local],
    ) -> Generator[Event, None, None]:
        asked = standalone(question, earlier_questions(turns))
        if model and asked != question:
            asked, model = yield from reworded(model, question, asked, turns)
        local = made(asked)
        yield Retrieved(asked, local.retrieval.hits)
        if model and not local.answer.abstain_reason:
            yield from answered(model, local, self.collection, self.encoder)
            return
        draft = Draft()
        for sentence in local.answer.sentences:
            cited = [local.answer.citations[n - 1] for n in sentence.citations]
            yield from draft.say(sentence.text, sentence.role, sentence.support, cited)
        yield local.answer

    def _asked_model(self, mode: Mode) -> LanguageModel | None:
        if mode not in get_args(Mode):
            raise InputError(f"mode is {mode!r}; it must be {', '.join(get_args(Mode))}.")
        if mode == "llm" and self.model is None:
            raise InputError(
                "mode is llm, and no language model is set: set ANAGEN_LLM__BASE_URL and"
                " ANAGEN_LLM__MODEL, or ask in mode auto or local."
            )
        return None if mode == "local" else self.model

    def _local(
        self, question: str, asked: str, top_k: int, filters: Filters, length: Length
    ) -> Local:
        for _ in range(_ATTEMPTS):
            local = self._answer(question, asked, top_k, filters, length)
            if self._holds(local.answer):
                return local
        raise CollectionError(_CHANGED)

    def _holds(self, answer: Answer) -> bool:
        return not faults_of(claimed_answer(answer_json(answer)), self.collection)

    def _answer(
        self, question: str, asked: str, top_k: int, filters: Filters, length: Length
    ) -> Local:
        started = perf_counter()
        retrieval = self._retriever.retrieve(asked, top_k, filters)
        if asked != question:
            retrieval = self._retriever.leaning(retrieval, question)
        retrieved = perf_counter()
        weights = term_weights(asked, self.collection, self.encoder)
        hits = judged(asked, retrieval.hits, retrieval.margin, weights)
        reason = abstain_reason(asked, hits)
        evidence = evidence_of(hits)
        if reason and (self._abstains or not evidence):
            text, hint = ABSTENTIONS[reason]
            composition = Composition(text, (), ())
        else:
            reason = hint = None
            composition = composed(self._choose(retrieval, evidence, length))
        finished = perf_counter()
        answer = Answer(
            id=f"ans_{secrets.token_hex(8)}",
            question=question,
            standalone_question=asked,
            text=composition.text,
            sentences=composition.sentences,
            citations=composition.citations,
            abstain_reason=reason,
            hint=hint,
            confidence=max((hit.probability for hit in hits), default=0.0),
            corpus=self.collection.size(),
            provenance=self._provenance,
            timings=Timings(
                retrieve=_milliseconds(retrieved - started),
                answer=_milliseconds(finished - retrieved),
                total=_milliseconds(finished - started),
            ),
            evidence_line=evidence_line(asked, composition.sentences, composition.citations),
        )
        return Local(answer, retrieval, tuple(one.hit for one in evidence))

    @cached_property
    def _provenance(self) -> Provenance:
        return Provenance(self.encoder.name, self.collection.name, settings_digest(self._weights))


def _checked(question: str, top_k: int) -> tuple[str, int]:
    if not 1 <= top_k <= LARGEST_TOP_K:
        raise InputError(f"top_k is {top_k}; it must be from 1 to {LARGEST_TOP_K:,}.")
    return checked_question(question), top_k


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)
