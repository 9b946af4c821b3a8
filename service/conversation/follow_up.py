"""Follow-up questions: a question made to stand on its own by what was asked before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from service.conversation.dependence import (
    AUXILIARIES,
    PREPOSITIONS,
    depends,
    depends_unspaced,
    is_nod,
    pointer,
    topic_phrase,
    without_lead,
)
from service.conversation.foreign import depends_foreign
from service.conversation.slot import with_phrase
from service.conversation.subject import Subject, subject_of
from service.conversation.words import (
    BEINGS,
    is_generic,
    is_strong,
    specific,
    words_in,
)
from service.question import LONGEST_QUESTION

_MOST_REPLACED = 8
"""Words of a phrase that takes the place of a pronoun."""
_WRITING = re.compile(
    r"\b(?:authors?|funded|journal|published|wrote|written)\b|\bwhen was (?:it|this)\b",
    re.IGNORECASE,
)
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_HOW_MANY = re.compile(r"(?:how|what|when|where|which|who|why)\b", re.IGNORECASE)
_END = " ?？!.。…¿¡"


@dataclass(frozen=True, slots=True)
class _Talk:
    """What a conversation is about: its last question on its own, and a phrase named since."""

    question: str
    named: str | None = None

    @property
    def subject(self) -> Subject:
        subject = subject_of(self.question)
        if not self.named:
            return subject
        if subject.is_noun and not specific(words_in(self.named)):
            return Subject(f"{self.named} of {subject.phrase}", is_noun=True)
        return Subject(f"{self.named}, {subject.phrase}", is_noun=False)


def standalone(question: str, earlier: Sequence[str]) -> str:
    """The question as it would be asked first, by rule; as it is where it stands on its own.

    `earlier` is what the same person asked before, in order. Only words of theirs are put in.
    """
    talk: _Talk | None = None
    # Some clients send the question itself as the last turn too.
    repeated = bool(earlier) and earlier[-1].strip() == question.strip()
    for before in earlier[:-1] if repeated else earlier:
        _, talk = _resolved(before, talk)
    worded, _ = _resolved(question, talk)
    return worded if len(worded) <= LONGEST_QUESTION else question


def _resolved(question: str, talk: _Talk | None) -> tuple[str, _Talk | None]:
    """A question on its own, and what the conversation is about after it."""
    if is_nod(question) or (talk is None and not specific(words_in(question))):
        return question, talk
    if _UNSPACED.search(question):
        if talk is None or not depends_unspaced(question):
            return question, _Talk(question)
        return f"{talk.subject.phrase}：{question.strip(_END)}？", talk
    if talk is None or not (depends(question) or depends_foreign(question)):
        return question, _Talk(question) if specific(words_in(question)) else talk
    return _worded(question, talk)


def _worded(question: str, talk: _Talk) -> tuple[str, _Talk]:
    phrase = topic_phrase(question)
    if depends_foreign(question):
        asked = question.strip(_END)
        return f"{talk.question.strip(_END)}: {asked[:1].lower()}{asked[1:]}?", talk
    if phrase is None:
        return _asked(question, talk.subject), talk
    if (
        specific(words_in(phrase))
        or words_in(phrase)[0].lower() in PREPOSITIONS
        or words_in(phrase)[-1].lower() in BEINGS
    ):
        if replaced := with_phrase(talk.question, phrase):
            return replaced, _Talk(replaced)
        return _about(talk.subject, f"what about {phrase}"), _Talk(talk.question, phrase)
    if _HOW_MANY.match(phrase):
        return _about(talk.subject, phrase), talk
    named = _Talk(talk.question, phrase)
    if talk.subject.is_noun:
        return f"What about {named.subject.phrase}?", named
    return _about(talk.subject, f"what about {phrase}"), named


def _asked(question: str, subject: Subject) -> str:
    """A question with the subject in the place of its pronoun, or before it."""
    asked = without_lead(question).strip(_END)
    found = pointer(asked)
    if (
        found is None
        or not subject.is_noun
        or len(subject.phrase.split()) > _MOST_REPLACED
        or _WRITING.search(asked)
        or not (subject.is_simple or _is_subject(asked, found))
        or not _agrees(found[0].lower().split()[0], subject)
    ):
        return _about(subject, asked)
    worded = f"{asked[: found.start()]}{subject.phrase}{asked[found.end() :]}"
    return f"{_capitalised(worded)}?"


def _is_subject(asked: str, found: re.Match[str]) -> bool:
    """Whether a pronoun stands behind an auxiliary verb, as the subject of a question does."""
    before = asked[: found.start()].lower().split()
    return bool(before) and before[-1] in AUXILIARIES


def _agrees(pronoun: str, subject: Subject) -> bool:
    if pronoun in ("they", "them", "these", "those"):
        return subject.is_plural and not subject.has_people
    return not (subject.is_plural and pronoun == "it")


def _about(subject: Subject, asked: str) -> str:
    """Subject first: so the encoder's vector is nearer to passages on it than with it behind."""
    return f"About {subject.phrase}: {_begun(asked.strip(_END))}?"


def _begun(asked: str) -> str:
    """A question as it goes on behind a colon."""
    first = asked.split(maxsplit=1)[0]
    named = is_strong(first) or not (is_generic(first) or first[1:].islower())
    return asked if named else asked[:1].lower() + asked[1:]


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
