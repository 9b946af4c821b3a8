"""Usage: how many tokens a question and its answer have."""

from dataclasses import dataclass

from anyio import CapacityLimiter, to_thread

from embeddings.encoder import Encoder
from service.answer import Answer


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the encoder counts them: of the question that was answered, and of the answer.

    What a language model was told and wrote is not among them.
    """

    question: int = 0
    answer: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.question + self.answer


class Counter:
    """Counts in a thread, since the encoder may be busy."""

    def __init__(self, encoder: Encoder, threads: CapacityLimiter) -> None:
        self._encoder = encoder
        self._threads = threads

    async def usage(self, answer: Answer | None) -> Usage:
        """The tokens of an answer and its question; a reply that is no answer costs none."""
        if answer is None:
            return Usage()
        texts = [answer.standalone_question, answer.text]
        question, said = await to_thread.run_sync(
            self._encoder.count_tokens, texts, limiter=self._threads
        )
        return Usage(question, said)
