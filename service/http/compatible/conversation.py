"""Conversations: the question in a client's messages, and what was said before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from service.conversation.history import LONGEST_CONTENT, MOST_TURNS, Turn
from service.error import InputError
from service.http.compatible.body import Part
from service.http.compatible.open_webui import asked_in, background_reply
from service.http.problem import ProblemError
from service.http.validation import FieldFault
from service.question import checked_question

_TEXT = frozenset({"text", "input_text", "output_text"})


@dataclass(frozen=True, slots=True)
class Message:
    """What one side said, and the field of the request where it stands."""

    field: str
    role: str
    parts: Sequence[Part]

    @property
    def text(self) -> str:
        """Its text; what else it may hold is passed over."""
        return "\n".join(part.text or "" for part in self.parts if part.type in _TEXT)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A question with the turns before it; `reply`, where it is no question for the collection."""

    question: str
    history: tuple[Turn, ...]
    reply: str | None = None


def conversation_of(messages: Sequence[Message], field: str) -> Conversation:
    """The last thing the user said, and the turns before it.

    What system and developer messages say is no evidence and no rule for the answer: they are
    passed over, and so is whatever follows the question. Raises a `ProblemError` where there is
    no question, or none that can be asked; `field` is where the messages stand.
    """
    at = max((n for n, one in enumerate(messages) if one.role == "user"), default=None)
    if at is None:
        raise _unusable(field, "holds no message of the user: the last one is the question")
    asked = messages[at]
    _refuse_what_is_no_text(asked)
    if (reply := background_reply(asked.text)) is not None:
        return Conversation("", (), reply)
    try:
        question = checked_question(asked_in(asked.text))
    except InputError as error:
        raise ProblemError(
            HTTPStatus.BAD_REQUEST, str(error), errors=[FieldFault(f"{asked.field}.content", "")]
        ) from error
    return Conversation(question, _history(messages[:at]))


def _refuse_what_is_no_text(message: Message) -> None:
    for n, part in enumerate(message.parts):
        if part.type not in _TEXT:
            reason = f"is of type {part.type[:60]!r}; only text is read: leave other parts out"
            raise _unusable(f"{message.field}.content[{n}]", reason)


def _history(messages: Sequence[Message]) -> tuple[Turn, ...]:
    """As much of a chat, however long, as a history may hold; of that the last turns are read."""
    turns = [
        Turn(one.role, asked_in(one.text)[:LONGEST_CONTENT])
        for one in messages
        if one.role in ("user", "assistant")
    ]
    return tuple(turns[-MOST_TURNS:])


def _unusable(field: str, reason: str) -> ProblemError:
    fault = FieldFault(field, reason)
    return ProblemError(HTTPStatus.BAD_REQUEST, f"{field} {reason}.", errors=[fault])
