"""Anagen as a Python object: what the command line and HTTP both call."""

import hashlib
import json
import secrets
from dataclasses import asdict
from functools import cached_property
from importlib.metadata import version
from time import perf_counter

from embeddings.collection import Collection, CollectionError
from embeddings.encoder import Encoder
from embeddings.filters import EVERYTHING, Filters
from service.answer import AbstainReason, Answer, Length, Provenance, Timings, answer_json
from service.claim import claimed_answer
from service.composition import Composition, composed
from service.confidence import THRESHOLD, abstain_reason, evidence_of, judged
from service.coverage import term_weights
from service.error import InputError
from service.evidence_line import evidence_line
from service.phrase import WEIGHTS
from service.question import checked_question
from service.retrieval import DEPTH, Hit, Retriever
from service.selection import LIMITS, Choose, selected
from service.verification import faults_of

DEFAULT_TOP_K = 10
LARGEST_TOP_K = 1_000

_ATTEMPTS = 3
"""Answers tried where another process changes the documents meanwhile."""

_ABSTENTIONS: dict[AbstainReason, tuple[str, str]] = {
    "no_evidence": (
        "There is nothing to answer from.",
        "The collection is empty, or the filters leave nothing of it (retracted works are left out"
        " unless asked for). Ingest documents (`anagen ingest`), or widen the filters.",
    ),
    "off_topic": (
        "The collection holds nothing about this.",
        "Ask about the subject of the documents (`anagen list` shows them), or ingest documents"
        " that treat this one.",
    ),
    "no_answer_in_evidence": (
        "The collection holds passages on this subject, but none that answers the question.",
        "Name the condition, treatment or outcome in the documents' own words, or ingest documents"
        " that answer it. `anagen search` shows the passages that come nearest.",
    ),
}


class Anagen:
    """A collection and the encoder it was made with, asked questions.

    Every answer is checked before it leaves: each citation's quote stands in its document exactly
    where the citation says. With `abstains` off it answers from whatever is found; `choose` is what
    chooses the sentences. Both are for measuring one part without another.
    """

    def __init__(
        self,
        collection: Collection,
        encoder: Encoder,
        *,
        abstains: bool = True,
        choose: Choose = selected,
    ) -> None:
        self.collection = collection
        self.encoder = encoder
        self._abstains = abstains
        self._choose = choose
        self._retriever = Retriever(collection, encoder)

    def warm(self) -> None:
        """Load the encoder, so that the first question need not wait for it."""
        self.encoder.encode_queries(["warm"])

    def search(
        self, query: str, *, top_k: int = DEFAULT_TOP_K, filters: Filters = EVERYTHING
    ) -> list[Hit]:
        """The `top_k` best passages for a query, best first. Raises `InputError`."""
        return list(self._retriever.retrieve(*_checked(query, top_k), filters).hits)

    def ask(
        self,
        question: str,
        *,
        top_k: int = DEFAULT_TOP_K,
        filters: Filters = EVERYTHING,
        length: Length = "short",
    ) -> Answer:
        """An answer made of sentences of the `top_k` best passages.

        Raises `InputError`, and `CollectionError` where the documents do not hold still.
        """
        question, top_k = _checked(question, top_k)
        for _ in range(_ATTEMPTS):
            answer = self._answer(question, top_k, filters, length)
            if not faults_of(claimed_answer(answer_json(answer)), self.collection):
                return answer
        raise CollectionError(
            "The documents changed while the answer was being made from them. Ask again."
        )

    def _answer(self, question: str, top_k: int, filters: Filters, length: Length) -> Answer:
        started = perf_counter()
        retrieval = self._retriever.retrieve(question, top_k, filters)
        retrieved = perf_counter()
        weights = term_weights(question, self.collection, self.encoder)
        hits = judged(question, retrieval.hits, weights)
        reason = abstain_reason(question, hits)
        evidence = evidence_of(hits)
        if reason and (self._abstains or not evidence):
            text, hint = _ABSTENTIONS[reason]
            composition = Composition(text, (), ())
        else:
            reason = hint = None
            composition = composed(self._choose(retrieval, evidence, length))
        finished = perf_counter()
        return Answer(
            id=f"ans_{secrets.token_hex(8)}",
            question=question,
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
            evidence_line=evidence_line(one.document for one in composition.citations),
        )

    @cached_property
    def _provenance(self) -> Provenance:
        return Provenance(self.encoder.name, self.collection.name, _settings_digest())


def _settings_digest() -> str:
    """A digest of everything but the collection and the encoder that an answer depends on."""
    settings = [version("anagen"), DEPTH, THRESHOLD, *map(asdict, LIMITS.values()), asdict(WEIGHTS)]
    return "sha256:" + hashlib.sha256(json.dumps(settings).encode()).hexdigest()


def _checked(question: str, top_k: int) -> tuple[str, int]:
    if not 1 <= top_k <= LARGEST_TOP_K:
        raise InputError(f"top_k is {top_k}; it must be from 1 to {LARGEST_TOP_K:,}.")
    return checked_question(question), top_k


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)
