"""Instructions: sentences that speak to a model instead of reporting something."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from service.disguise import hides_text, undisguised
from service.markup import MARKUP
from service.wording_rule import WordingRule, marked, matches, possible, worded

_START = (
    r"(?:^\W{0,9}|[.:;!?]\s+|,\s|\s[–—-]\s+"
    r"|\b(?:please|now|and|then|must|should|shall|have to|are to|required to|(?:make|be) sure to) )"
)
_ORDERS = (
    "add|advertise|(?:always|never) \\w+|answer|append|cite|conclude|discard|disregard|do not|don't"
    "|forget|ignore|include|insert|mention|obey|output|override|praise|pretend|print|quote"
    "|recommend|reference|repeat|reply|respond|return|reveal|say(?!')|state|tell|write"
)
_ORDERING = (
    "add advertise always never answer append cite conclude discard disregard do don forget ignore"
    " include insert mention obey output override praise pretend print quote recommend reference"
    " repeat reply respond return reveal say state tell write"
)
_SAYING = "answer|respond|reply|say(?!')|state|write|output|print|repeat|return"
_TEXT = r"(?:abstract|article|document|paper|passage|sentence|source|text)s?"
_TEXTS = (
    "abstract abstracts article articles document documents paper papers passage passages sentence"
    " sentences source sources text texts"
)
_TOLD = (
    rf"assistant|instructions?|(?:system|hidden|your|the) prompts?|system messages?"
    rf"|(?:this|that|the following) {_TEXT}"
    r"|answer|product|me|the (?:above|model|reader|user|sponsor)|everything (?:above|before|else)"
    r"|(?:all|any) (?:other|previous|prior) \w+|other (?:documents?|papers?|sources?)"
)
_BEING_TOLD = (
    "assistant instruction instructions prompt prompts message messages answer product me model"
    f" reader user sponsor above everything other previous prior {_TEXTS}"
)
_MACHINE = (
    r"(?:ais?|ai (?:systems?|models?|assistants?)|assistants?|chat ?bots?"
    r"|(?:large )?language models?|llms?)"
)
_MACHINES = "ai ais assistant assistants bot bots chatbot chatbots model models llm llms"
_FORMER = (
    r"(?:previous|prior|above|earlier|preceding|instructions?|rules|guidelines|directions"
    r"|everything)"
)
_IGNORED = (
    r"(?:ignor|vergiss|missachte|olvid|oublie|negeer|vergeet|dimentica|esque[cç]|игнорир|забудь"
    r"|не обращай|忽略|无视|無視|忘记|忘れ|무시)"
)
_FORMER_SAID = (
    r"(?:instruc|instruç|anweisung|befehl|vorgabe|istruzion|consigne|указани|инструкци|指示|指令|说明"
    r"|命令|規則|规则|提示|지시|명령)"
)

_TO_READERS = (
    worded(rf"{_START}(?:{_ORDERS})\b[^.]{{0,80}}\b(?:{_TOLD})\b", _ORDERING, _BEING_TOLD),
    worded(
        rf"{_START}(?:{_SAYING})(?: (?:only|exactly|with|that|yes|no|this|instead|after me)\b"
        r"|(?<=reply) (?:in|using)\b|(?<=respond) (?:in|using)\b"
        r"|(?: \w+){0,3}\s*[\"“‘']|(?: \w+){1,3}:|(?<!answer)(?<!output):)",
        "answer respond reply say state write output print repeat return",
    ),
    worded(
        rf"\b(?:ignore|disregard|forget)\b[^.]{{0,60}}\b{_FORMER}\b"
        rf"|{_START}(?:override|overrule)\b[^.]{{0,60}}\b{_FORMER}\b",
        "ignore disregard forget override overrule",
    ),
    worded(
        r"\byour (?:\w+ ){0,2}(?:answers?|repl(?:y|ies)|responses?|output|instructions?"
        r"|message|rules|prompts?|guidelines|task)\b",
        "your",
    ),
    worded(
        r"\byou (?:are |will |must |shall |should |may )(?:\w+ ){0,3}"
        r"(?:answer|cite|mention|recommend|repeat|reply|respond|say|state|tell|write)\b"
        r"|\byou (?:are now|now have|no longer)\b"
        r"|\byou (?:are|act as) (?:an? |the )?(?:\w+ )?"
        r"(?:ai|assistant|chatbot|language model|llm)\b",
        "you",
    ),
    worded(
        r"\b(?:dear|attention|hey|note to|message to|instructions? (?:for|to)) (?:all |any |the )?"
        rf"{_MACHINE}\b|\bif you are (?:an? |the )?{_MACHINE}\b|\bas an? {_MACHINE},? you\b"
        r"|\bthe assistant (?:must|should|will|shall) (?:reply|answer|say|write|respond)\b",
        _MACHINES,
        "dear attention hey note message instruction instructions you assistant",
    ),
    worded(r"\b(?:when|if|whenever) (?:a |the |any )?users? asks?\b", "user users"),
    worded(
        rf"{_START}(?:(?:refuse|decline) to (?:answer|respond)|abstain\b)", "refuse decline abstain"
    ),
    worded(
        r"\b(?:correct|right|true|final|only) answer\b[^.]{0,60}\b(?:is|must)\b"
        r"|\b(?:the|any|every|each) answers? (?:to|on|about) (?:any|every|each|all)\b"
        r"|\b(?:any|every|each) answers?\b[^.]{0,80}\b(?:cite|wrong|must)\b",
        "answer answers",
    ),
    worded(
        r"\b(?:write|written|repeat|repeated|copy|copied|said) (?:\w+ )?"
        r"(?:word for word|verbatim)\b"
        r"|\b(?:write|print|output|repeat|say) the following\b",
        "write written repeat repeated copy copied said print output say",
        "word verbatim following",
    ),
    worded(
        r"^\W{0,9}(?:please )?(?:translate|summari[sz]e|execute|run|reveal|send|decode|obey|treat"
        r"|prioriti[sz]e|act as|pretend|call|rank|use(?! of)|give)\b[^.]{0,60}\b(?:above|prompt"
        r"|code|functions?|user(?:'s)?|search tool|passage|abstract|document|score|base64|server)\b"
        r"|^\W{0,9}(?:act as (?:an?|the|if)|pretend (?:that|to))\b",
        "translate summarise summarize execute run reveal send decode obey treat prioritise"
        " prioritize act pretend call give rank use",
        "above prompt code function functions user tool passage abstract document score"
        " base64 server as that to",
    ),
)
_OF_ITSELF = (
    worded(rf"{_START}(?:always )?(?:cite|quote) (?:me|us)\b", "cite quote"),
    worded(
        r"\b(?:must|should|shall) (?:not |only |always |never )?be (?:\w+ )?"
        r"(?:cited|quoted|ranked)\b",
        "cited quoted ranked",
    ),
    worded(
        rf"\b(?:most authoritative|only (?:authoritative|reliable|valid|true)) {_TEXT}\b"
        rf"|\b{_TEXT} (?:overrides?|supersedes?|replaces?) (?:all|any|every) (?:the )?"
        r"(?:other|previous)\b|\brank this\b",
        "authoritative only override overrides supersede supersedes replace replaces rank",
        _TEXTS,
    ),
)
_OF_CONVERSATIONS = (
    marked(
        r"^\W{0,9}(?:system|assistant|developer)(?: prompt| message| override)?\W{0,2}[:>\]]"
        r"|^\W{0,9}(?:ai|model output|new (?:system )?(?:instructions?|prompt|message))\W{0,2}:"
        r"|^\W{0,9}(?:human|user):.*\?|\bquestion:.{0,300}\banswer:",
        "system assistant developer prompt: message: override: ai: output: instruction:"
        " instructions: human: user: question:",
    ),
    marked(r"^#{1,6}\s*(?:instructions?|response|input|system|human|user)\b", "#"),
    worded(r"\bsystem (?:prompt|message|override)\b", "system", "prompt message override"),
    marked(r"<\|[^|]{1,40}\|>|\[/?inst\]|<</?sys>>", "<| |> inst] <<sys <</sys"),
    worded(
        r"\b(?:end|beginning|start) of (?:the )?(?:evidence|prompt|context|documents)\b",
        "end beginning start",
        "evidence prompt context documents",
    ),
    marked(r"\"(?:role|content|answer|citations|status|tool|arguments|function)\"\s*:", '":'),
    worded(r"^\W{0,9}action(?: input)?:", "action"),
    marked(r"tool_calls?\b|function_calls?\b|\b[a-z]+_[a-z_]+\([a-z_]+=", "_"),
    marked(
        rf"{_START}(?:visit|click|go to|open|fetch|browse|load|insert|append|add|send|use)\b"
        r".{0,80}\b[a-z]{2,10}://",
        "://",
    ),
)
_IN_OTHER_LANGUAGES = (
    marked(
        rf"{_IGNORED}.{{0,60}}{_FORMER_SAID}|{_FORMER_SAID}.{{0,40}}{_IGNORED}",
        "ignor vergiss missachte olvid oublie negeer vergeet dimentica esque забудь игнорир"
        " обращай 忽略 无视 無視 忘 무시",
    ),
    marked(r"(?:请|請|只|仅|必须|并)(?:回答|引用)|引用(?:本文|此文)", "回答 引用"),
    worded(
        r"\b(?:antworte|responde|responda|répond(?:s|ez)|rispondi|отвечай|напиши)\b[^.]{0,60}:",
        "antworte responde responda réponds répondez rispondi отвечай напиши",
    ),
    worded(
        r"\b(?:zitieren? (?:sie )?|cita |cite |citez |citare )(?:\w+ )?(?:dieses|este|ce|questo) ",
        "dieses este ce questo",
    ),
)
_RULES: tuple[WordingRule, ...] = (
    *_TO_READERS,
    *_OF_ITSELF,
    *_OF_CONVERSATIONS,
    *_IN_OTHER_LANGUAGES,
    *MARKUP,
)
_BREAK = "\0"
_REMEMBERED = 4_096
"""Passages; some are found for many questions."""
_CLOSING = (".", "!", "?", "。", "！", "？", ">", "]", ")", '"', "”", "’", "`")


def is_instruction(sentence: str) -> bool:
    """Whether a sentence tells whoever reads it what to do or to say: it is no evidence then.

    So is one with a link or markup that a page would follow, or with text that is not seen. By its
    wording, and therefore one line of defence of several.
    """
    return bool(orders_among([sentence]))


def orders_among(sentences: Sequence[str]) -> set[int]:
    """The places of sentences that are instructions.

    An order may be spread over two sentences, and goes on in the next where no mark closes it.
    """
    return set(_orders_among(tuple(sentences)))


@lru_cache(maxsize=_REMEMBERED)
def _orders_among(sentences: tuple[str, ...]) -> frozenset[int]:
    found = {at for at, sentence in enumerate(sentences) if hides_text(sentence)}
    whole = undisguised(_BREAK.join(sentences))
    rules = possible(_RULES, whole)
    if not rules:
        return frozenset(found)
    texts = whole.split(_BREAK)
    found |= {at for at, text in enumerate(texts) if matches(rules, text)}
    for at, (one, other) in enumerate(pairwise(texts)):
        if not found & {at, at + 1} and matches(rules, f"{one.rstrip(' .!?:;')} {other}"):
            found |= {at, at + 1}
    for at, text in enumerate(texts[:-1]):
        if at in found and not text.endswith(_CLOSING):
            found.add(at + 1)
    return frozenset(found)
