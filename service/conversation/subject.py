"""Subjects: what a question is about, as a phrase."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from seeds.sentence import sentence_spans
from service.conversation.dependence import AUXILIARIES, PREPOSITIONS, without_lead
from service.conversation.words import KIND, PEOPLE, is_generic, lexicon, specific, words_in

_LONGEST = 300
"""Code points."""
_MODALS = "can|could|did|do|does|may|might|must|shall|should|will|would"
_DONE = re.compile(
    rf"^(?P<wh>(?:(?:how|when|where|why|what)(?: (?:much|often|long|well|fast))? )?)(?:{_MODALS})"
    r" (?P<rest>.+)$",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    rf"^(?:what|which|who)\b(?! (?:{_MODALS}|are|be|had|has|have|is|was|were)\b)", re.IGNORECASE
)
_BEING = re.compile(r"^(?:how|when|where|why)? ?(?:are|is|was|were) (?P<rest>.+)$", re.IGNORECASE)
_WHAT_IS = re.compile(r"^(?:what|who)(?:'s|’s| (?:are|is|was|were)) (?P<rest>.+)$", re.IGNORECASE)
_REQUEST = re.compile(
    r"^(?:(?:can|could|would|will) you )?(?:please )?(?:tell me|describe|discuss|explain"
    r"|summari[sz]e|list|define|show me|give me|i (?:want|would like) to know)"
    r"(?: (?:more|all|everything|something))?(?: (?:about|of))? (?P<rest>.+)$",
    re.IGNORECASE,
)
_EVIDENCE = re.compile(
    r"^(?:there )?(?:any |some |much |good |enough )?"
    r"(?:evidence|data|proof|research|studies|trials|papers|literature|information)"
    r" (?:for|of|on|about|that|regarding) ",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^(?:(?:what|which|who|whom|whose|where|when|why|how|much|many|often|long|is|are|was|were|do"
    r"|does|did|can|could|should|would|will|may|might|has|have|had|there|any|known|be)\b\s*)+",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^(?:the )?(?:benefits?|effects?|efficacy|impact|influence|role|significance|use|value) of ",
    re.IGNORECASE,
)
_ACTING = re.compile(r"\bto [a-z]+ ")
_ABOUT = re.compile(r"^about ([^:]{3,300}): .", re.IGNORECASE)
_END = " \t?？!.。…;:,¿¡"
_CAUSAL = lexicon("cause induce trigger produce")
_HELPING = lexicon("benefit help treat")
_VACUOUS = lexicon("do function happen work")
VERBS = lexicon(
    """
accelerate activate affect aid alleviate allow alter attenuate augment avoid block boost change
clear control correlate cure damage dampen decrease delay depend destroy detect determine differ
differentiate diminish disrupt distinguish ease elevate eliminate enhance exacerbate facilitate
follow foretell get give harm heal impact impair improve increase influence inhibit interact kill
lead limit lower make mediate mitigate modify modulate occur overcome play precede predict
prevent prolong promote protect provoke raise reduce regenerate regrow regulate relate relieve
remove repair replace respond restore result reverse rise save shorten slow speed stimulate stop
suppress survive tell tolerate trigger worsen yield
"""
)
_PARTICIPLE = re.compile(r"^[a-z]{3,}ed$")
_PARTICIPLES = lexicon(
    """
become been chosen cut done drawn found given grown held kept known led left lost made put seen
shown taken told understood
"""
)
_PLURALS = lexicon("cattle children feet mice people men teeth women")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is about.

    `is_noun` says that the phrase can take the place of a pronoun in another question.
    """

    phrase: str
    is_noun: bool

    @property
    def is_simple(self) -> bool:
        """Whether it is one thing: not a thing that does something to another."""
        return not _ACTING.search(self.phrase)

    @property
    def is_plural(self) -> bool:
        """Whether the phrase is of more than one, by its head word."""
        head = _head(words_in(self.phrase))
        last = head[-1].lower() if head else ""
        plural = last.endswith("s") and not last.endswith(("ss", "us", "is"))
        return plural or last in _PLURALS

    @property
    def has_people(self) -> bool:
        """Whether "they" may be people."""
        return any(word.lower() in PEOPLE for word in words_in(self.phrase))


def subject_of(question: str) -> Subject:
    """What a question on its own is about: its words without those that only make it a question.

    A question that says at its beginning what it is about is about that.
    """
    if about := _ABOUT.match(question):
        return Subject(about[1], is_noun=False)
    *before, asked = [
        " ".join(question[start:end].strip(_END).split()).replace(":", ",")
        for start, end in sentence_spans(question[:_LONGEST])
    ] or [question]
    phrase, is_noun = _phrase(without_lead(asked).strip(_END))
    phrase = _ROLE.sub("", phrase.strip(_END))
    if not specific(words_in(phrase)):
        phrase, is_noun = asked, False
    if told := [one for one in before if specific(words_in(one))]:
        return Subject(", ".join([_decapitalised(phrase), *told]), is_noun=False)
    return Subject(_decapitalised(phrase), is_noun)


def _phrase(asked: str) -> tuple[str, bool]:
    if found := _REQUEST.match(asked):
        return found["rest"], not re.match(r"(?:if|whether|how|why|what)\b", found["rest"])
    if found := _DONE.match(asked):
        joined = found["wh"].strip().lower() or "whether"
        return _acting(found["rest"].split(), joined)
    if found := _WHAT_IS.match(asked):
        return _being(found["rest"], is_named=True)
    if found := _BEING.match(asked):
        return _being(found["rest"], is_named=False)
    if _ASKED_FOR.match(asked):
        return asked[:1].lower() + asked[1:], False
    return _FRAME.sub("", asked), False


def _acting(words: Sequence[str], joined: str) -> tuple[str, bool]:
    """The phrase of "exosomes help patients …": the verb is the first that is known as one.

    Where none is, `joined` begins it, as "whether" or "how".
    """
    for at, word in enumerate(words):
        plain = word.lower()
        if at == 0 or plain in PREPOSITIONS:
            continue
        subject, rest = " ".join(words[:at]), " ".join(words[at + 1 :])
        if plain == "be" and rest:
            return _being(f"{subject} {rest}", is_named=False)
        if plain in _VACUOUS:
            return f"{subject} {rest}", True
        if joined == "what":
            break
        if plain in _CAUSAL and rest:
            return f"{rest} caused by {subject}", True
        if plain in _HELPING and rest:
            return f"{subject} for {rest}", True
        if plain in VERBS:
            return f"{subject} to {plain} {rest}", joined == "whether"
    return " ".join([joined, *words]), False


def _being(rest: str, *, is_named: bool) -> tuple[str, bool]:
    """The phrase of "is cell therapy effective in …", "are exosomes given to …", "what is …"."""
    shortened = _EVIDENCE.sub("", re.sub(r"^there (?:an? |any )?", "", rest, flags=re.IGNORECASE))
    words = shortened.split()
    if _is_participle(words[0]) or words[0].lower() in PREPOSITIONS:
        return _trimmed(words), False
    for at, word in enumerate(words[1:], start=1):
        plain, is_last = word.lower().strip(","), at + 1 == len(words)
        if plain in ("a", "an"):
            return " ".join([*words[:at], "as", *words[at:]]), True
        if plain in PREPOSITIONS:
            return _trimmed(words), True
        if _is_participle(plain):
            return _trimmed(words[:at] if is_last and is_generic(plain) else words), True
        if plain in KIND and (is_last or words[at + 1].lower() in PREPOSITIONS):
            return _trimmed([*words[:at], *words[at + 1 :]]), True
    return _trimmed(words), is_named


def _trimmed(words: Sequence[str]) -> str:
    """Without a preposition at the end, as in "what are stem cells used for"."""
    kept = list(words)
    while len(kept) > 1 and kept[-1].lower() in PREPOSITIONS | AUXILIARIES | {"used", "made"}:
        kept.pop()
    return " ".join(kept)


def _head(words: Sequence[str]) -> Sequence[str]:
    for at, word in enumerate(words):
        plain = word.lower()
        if at and (plain in PREPOSITIONS | {"of", "to"} or _is_participle(plain)):
            return words[:at]
    return words


def _is_participle(word: str) -> bool:
    return _PARTICIPLE.match(word.lower()) is not None or word.lower() in _PARTICIPLES


def _decapitalised(phrase: str) -> str:
    """Without a capital that only a beginning of a sentence has."""
    first, _, rest = phrase.partition(" ")
    ordinary = first[1:].islower() and is_generic(first)
    return f"{first.lower()} {rest}".strip() if ordinary else phrase
