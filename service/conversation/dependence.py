"""Dependence: whether a question leaves to the conversation before it to say what it is about."""

import re
from collections.abc import Sequence

import regex

from seeds.sentence import sentence_spans
from service.conversation.words import BEINGS, is_generic, is_strong, lexicon, specific, words_in

_NODS = "hello|hi|hm+|ok|okay|oh|please|so|thank you|thanks(?: a lot| so much)?|many thanks|well"
_PAUSED = (
    "alright|fine|good|great|i see|interesting|nice|no|perfect|really|right|sorry|sure|very well"
    "|wow|yes"
)
_NOD = re.compile(
    rf"^(?:(?:(?:{_NODS})\b|(?:{_PAUSED})(?=\s*(?:[,.;:!?…–]|$)))[\s,.;:!?…–-]*)+", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:and|but|or|then|also|plus)\b[\s,…]*(?:then\b[\s,]*|also\b[\s,]*)?", re.IGNORECASE
)
_TOPIC = re.compile(r"^(?:what|how) about\b\s*|^what of\b\s*", re.IGNORECASE)
_REQUEST = re.compile(
    r"^(?:(?:can|could|would|will) you (?:please )?|please )?(?:tell me|describe|discuss|explain"
    r"|summari[sz]e|list|define|compare|show me|give me)\b\s*",
    re.IGNORECASE,
)
_PREPOSITIONS = (
    "about above across after against along alongside among amongst as at before below besides"
    " between by compared combined despite during for from if in instead into like long-term on"
    " over per relative regarding since than through together toward towards under until upon using"
    " versus via vs when while with within without whether"
)
PREPOSITIONS = lexicon(_PREPOSITIONS)
AUXILIARIES = lexicon(
    """
am are aren't be been can can't could couldn't did didn't do does doesn't don't had hadn't has
hasn't have haven't is isn't may might must shall should shouldn't was wasn't were weren't will
won't would wouldn't
"""
)
WH = lexicon("how what when where which who whom whose why")
_PAST = lexicon("did didn't had was wasn't were weren't")
_REPORTING = lexicon("conclude find found indicate report reveal say show suggest tell")
_SUBJECTS = lexicon("he her hers him his it its she their theirs them they")
_POINTERS = lexicon("that these this those")
_MORE = lexicon("another either else former instead latter other others same too")
_BORDERS = lexicon(
    "although and because but how if or since so than that though when where whether which while"
    " who"
)
_FREQUENT = lexicon("common frequent infrequent rare uncommon unusual usual")
_JOINING = lexicon("after against among between by during for from in of to with")
_CALENDAR = lexicon("century day decade month week year years")
_EXPLETIVE = re.compile(
    r"\bit (?:is |be |was )?(?:\w+ ){1,3}(?:for|if|that|to|whether|when) \w+", re.IGNORECASE
)
_THOSE_WHO = re.compile(
    r"\b(?:those|that) (?:affected|aged|from|given|in|of|receiving|taking|that|treated|who|with"
    r"|without)\b",
    re.IGNORECASE,
)
_ENDING_THAT = re.compile(
    r"(?:^|\b(?:about|after|at|before|by|can|could|did|do|does|for|from|how|in|is|like|may|of|on|than"
    r"|to|was|why|will|with|would) )that\b(?! \w+ (?:is|are|was|were)\b)",
    re.IGNORECASE,
)
_THE = re.compile(
    r"\bthe (?:\w[\w'-]*)(?: \w[\w'-]*)?(?= (?:be|been|have|is|was|were|are)\b|\?|$| [a-z]+ed\b)"
    r"|\b(?:did|had|was|were) the \w[\w'-]*(?! \w+ (?:of|in|for|from|with|between|on|to)\b)"
    r"(?! (?:of|in|for|from|with|between|on|to|that|who)\b)",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:which|what|the|this|that) ones?\b(?!-)", re.IGNORECASE)
_SENTENCE = re.compile(r"[,;]\s+\w+\s+\w+\s+\w+")
_PART_END = re.compile(r"(?:[:–—]|--|\s-\s)\s*")
_ALONE_COMPARED = re.compile(
    r"\b(?:better|worse|safer|cheaper|faster|(?:less|more) (?!than\b)\w+)\W*$", re.IGNORECASE
)
_COMPARATIVE = re.compile(
    r"^(?:better|worse|more|less|fewer|larger|smaller|higher|lower|longer|shorter|safer|faster"
    r"|cheaper|stronger|weaker)\b",
    re.IGNORECASE,
)
_REPLACEABLE = re.compile(
    r"\b(?:(?:this|that|these|those) (?:approach|condition|disease|disorder|drug|intervention"
    r"|medication|method|procedure|technique|therapy|treatment|drugs|treatments|therapies)"
    r"|it|they|them)\b",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_FRAGMENT = 40, 10
"""Words; who says as many says what they are about."""
_MOST_UNNAMED, _MOST_NAMED_PAST, _ENOUGH_NAMED = 3, 2, 2


def without_nods(question: str) -> str:
    """The question without "thanks", "ok" and the like before it."""
    asked = _NOD.sub("", question.strip())
    return asked if words_in(asked) else question.strip()


def is_nod(text: str) -> bool:
    """Whether a text is no more than "thanks", "ok" and the like."""
    return not words_in(_NOD.sub("", text.strip()))


def without_lead(question: str) -> str:
    """The same without an "and" or "but" before it."""
    asked = _LEAD.sub("", without_nods(question))
    return asked if words_in(asked) else question.strip()


def topic_phrase(question: str) -> str | None:
    """The phrase of "what about …", or of "and …" and a bare phrase; None in other questions."""
    asked = without_lead(question)
    named = _TOPIC.sub("", asked)
    if named == asked and (is_clause(asked) or _SUBJECTS.intersection(asked.lower().split())):
        return None
    return re.sub(r"^(?:any|some)\b ", "", named.strip(" ?？!."), flags=re.IGNORECASE) or None


def is_clause(question: str) -> bool:
    """Whether a question has a verb that can be told, or a question word, or asks to be told."""
    words = [word.lower() for word in words_in(question)]
    return (
        bool(AUXILIARIES.intersection(words))
        or words[:1] in [[word] for word in WH]
        or _REQUEST.match(question) is not None
    )


def depends(question: str) -> bool:
    """Whether an English question cannot be understood without what was said before it.

    By its form: a pronoun that nothing before it in the question explains, "what about …", a
    phrase instead of a sentence, words that any question may have and no others, or a past event
    ("Were there infections?") that it hardly names.
    """
    asked = without_lead(question)
    words = words_in(asked)
    if not words or len(words) > _LONGEST or is_nod(question) or _is_told_before(asked):
        return False
    if _TOPIC.match(asked):
        return True
    if not is_clause(asked):
        return _is_fragment(asked, words, led=asked != without_nods(question))
    named = specific(words_in(_REQUEST.sub("", asked)))
    return not named or _points_back(asked, words) or _is_sparse(words, named, asked)


def _is_told_before(asked: str) -> bool:
    """Whether what stands before the last sentence, or a colon, says what that is about."""
    *before, last = [asked[start:end] for start, end in sentence_spans(asked)]
    before += _PART_END.split(last)[:-1]
    return len(specific(words_in(" ".join(before)))) >= _ENOUGH_NAMED


def pointer(question: str) -> re.Match[str] | None:
    """The pronoun in a question that points back and that a noun phrase can stand for."""
    return _REPLACEABLE.search(question)


def _is_fragment(asked: str, words: Sequence[str], *, led: bool) -> bool:
    named = specific(words)
    if _SENTENCE.search(asked) or len(words) > _LONGEST_FRAGMENT:
        return False
    if led or words[0].lower() in PREPOSITIONS or _COMPARATIVE.match(asked):
        return True
    if len(named) < _ENOUGH_NAMED:
        return len(words) <= _MOST_UNNAMED or not named
    joined = any(word.lower() in PREPOSITIONS for word in words[1:-1])
    return asked.rstrip().endswith("?") and len(named) <= _MOST_UNNAMED and not joined


def _is_sparse(words: Sequence[str], named: Sequence[str], asked: str) -> bool:
    """Whether a clause hardly names what it is about."""
    plain = [word.lower() for word in words]
    if len(named) > _MOST_UNNAMED or _names_behind_preposition(plain):
        return False
    few = len(named) <= _MOST_NAMED_PAST
    if plain[0] == "how" and plain[1:2] in (["many"], ["much"]) and not _has_verb(plain):
        return few
    if plain[0] in ("which", "what", "whose") and len(words) <= 2:
        return True
    if plain[0] in AUXILIARIES and _FREQUENT.intersection(plain):
        return few
    if not _PAST.intersection(plain):
        return False
    if _REPORTING.intersection(plain):
        return few
    weak = not any(map(is_strong, named)) and not _has_name(words)
    return weak and (few or _THE.search(asked) is not None)


def _names_behind_preposition(plain: Sequence[str]) -> bool:
    """Whether a question has a phrase such as "in psoriasis", "of the aorta"."""
    for at, word in enumerate(plain):
        if word in _JOINING:
            behind = [one for one in plain[at + 1 : at + 4] if one not in ("the", "a", "an")]
            if behind and not is_generic(behind[0]):
                return True
    return False


def _has_verb(plain: Sequence[str]) -> bool:
    return bool(AUXILIARIES.intersection(plain)) or any(word.endswith("ed") for word in plain)


def _has_name(words: Sequence[str]) -> bool:
    return any(word[0].isupper() and not is_generic(word) for word in words[1:])


def _points_back(asked: str, words: Sequence[str]) -> bool:
    # "IT" is no pronoun.
    plain = [word.lower() if word != "IT" else word for word in words]
    few = len(specific(words)) <= _MOST_NAMED_PAST
    if few and any(word in _MORE for word in plain) and not _names_behind_preposition(plain):
        return True
    if few and (_THOSE_WHO.search(asked) or _ALONE_COMPARED.search(asked)):
        return True
    if _ONE.search(asked):
        return True
    return any(_is_unexplained(plain, at, asked) for at, word in enumerate(plain))


def _is_unexplained(plain: Sequence[str], at: int, asked: str) -> bool:
    word = plain[at]
    if word in _POINTERS:
        return _is_pointer(plain, at, asked) and not _explained(plain, at)
    if word not in _SUBJECTS:
        return False
    if word == "it" and _EXPLETIVE.search(asked) and plain.count("it") == 1:
        return False
    return not _explained(plain, at)


def _is_pointer(plain: Sequence[str], at: int, asked: str) -> bool:
    following = plain[at + 1] if at + 1 < len(plain) else ""
    if following in _CALENDAR or _THOSE_WHO.search(asked):
        return False
    return plain[at] != "that" or _ENDING_THAT.search(asked) is not None


def _explained(plain: Sequence[str], at: int) -> bool:
    """Whether a noun stands before a pronoun in the same question that it can stand for.

    A pronoun does not stand for the subject of its own clause, but "its" and "their" may.
    """
    before = plain[:at]
    embedded = AUXILIARIES.intersection(plain[at + 1 : at + 2]) and plain[at - 1] not in AUXILIARIES
    if not embedded and plain[at] not in ("its", "their", "theirs", "his", "her", "hers"):
        borders = [place for place, word in enumerate(before) if word in _BORDERS and place]
        before = before[: borders[-1]] if borders else ()
    people = plain[at] in ("they", "them", "their", "she", "he", "her", "his", "him")
    return any(not is_generic(word) or (people and word in BEINGS) for word in before)


_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_UNSPACED_GENERIC = regex.compile(
    "病人|患者|病例|研究|结果|试验|作者|文章|副作用|不良反应|剂量|时间|效果|疗效|治疗|安全|风险|原因|机制|方法|方式|症状"
    "|人类|小鼠|大鼠|动物|儿童|孩子|女性|男性|老人|什么|怎么|怎样|如何|为何|哪些|哪个|哪里|几[个位名例次]?|多[少久长大]"
    "|有没有|是不是|能不能|可以|需要|多少|之后|以后|随访|[有没是在会能吗呢么的了中对于为被用做给和与也都年月周天次个位名例人种]"
    "|患者|研究|副作用|効果|安全性|何|いくつ|どの|どう|なぜ|いつ|です|ます|でした|ました|か|は|が|の|を|に|で|と|も|いる|ある|した|する"
)
_UNSPACED_POINTER = regex.compile(
    "^(?:那么?|还有|另外|以及|和|では|それ|その|これ|この|また)|[它他她]们?|[这那][个些种项]|该|此"
    "|[呢は][？?]?$"
)


def depends_unspaced(question: str) -> bool:
    """The same of a question in Chinese or Japanese, by pronouns and words that any may have."""
    letters = "".join(_UNSPACED.findall(question))
    named = len(_UNSPACED_GENERIC.sub("", letters))
    pointed = _UNSPACED_POINTER.search(question.strip()) is not None
    if specific(words_in(_UNSPACED.sub(" ", question))):
        return pointed and named < 2
    return bool(letters) and (named < 2 or (pointed and named < 6))
