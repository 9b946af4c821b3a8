"""Certainty: guesses told as facts, links told as causes, some told as all."""

import re
from collections.abc import Iterator

from service.guard.finding import nearest_parts
from service.guard.grounds import Grounds
from service.guard.support import Support
from service.guard.wording import Wording

_HEDGE = re.compile(
    r"\b(?:may(?! \d)|might|could|would|possib(?:le|ly|ility)|perhaps|maybe|probabl[ey]"
    r"|presumabl[ey]"
    r"|suggest\w*|seem\w*|appear(?:s|ed)?(?= (?:to|that|as|likely|\w+ to))|likely|unlikely"
    r"|potential(?:ly)?"
    r"|putative(?:ly)?|hypothes\w+|speculat\w+|propos\w+|assum\w+|believ\w+|thought to|suspect\w*"
    r"|tend(?:s|ed|ency)?|trend\w*|preliminary|plausibl[ey]|indicat\w+|candidates?|promising"
    r"|unclear|unknown|uncertain|whether|if|controversial|debat\w+|not (?:yet )?(?:known"
    r"|established|clear)"
    r"|remains? to be|can|implicat\w+|expected|estimated|point(?:s|ed)? to|considered"
    r"|conceivabl[ey]|apparent(?:ly)?|warrant\w*|it is not known|further stud\w+)\b",
    re.IGNORECASE,
)
GUESS = re.compile(
    r"\b(?:may(?! \d)|might|could|possib(?:le|ly|ility)|perhaps|probabl[ey]|presumabl[ey]"
    r"|(?<!is )(?<!are )suggested|suggest(?:s|ing)?|seem(?:s|ed)?|appear(?:s|ed)? to"
    r"|(?<!more )(?<!less )(?<!most )(?<!as )likely|potential(?:ly)?"
    r"|putative(?:ly)?"
    r"|trends? (?:to|towards?|for)|tend(?:s|ed) (?:to|towards?)"
    r"|hypothesi[sz]ed?|speculated?|thought to|suspected|conceivabl[ey]|unclear|unknown|uncertain"
    r"|whether|remains? to be|postulat\w+|assumed|believed|presum(?:es?|ed)|conjectur\w+"
    r"|proposed (?:to|that|as)|could|tentativ\w+|preliminary|theoretical(?:ly)?|expected to"
    r"|appears? (?:that|as)|remains? (?:uncertain|controversial))\b",
    re.IGNORECASE,
)
_PROVEN = re.compile(
    r"\b(?:prov(?:e|es|ed|en|ing)|proof|definite(?:ly)?|definitive(?:ly)?"
    r"|certain(?:ly)?(?= (?:that|to|cause|reduc|increas|improv|prevent))"
    r"|certainly|undoubtedly|without (?:a )?doubt|unequivocal(?:ly)?|conclusive(?:ly)?"
    r"|invariably|inevitably|guarantees?d?"
    r"|undisputed|beyond doubt|establish(?:es|ed) that|(?:is|are|was|were"
    r"|it is) (?:well )?established"
    r"|clearly (?:shows?|demonstrates?|causes?)|always|never|must)\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:prov\w+|demonstrat\w+|establish\w+|confirm\w+|definit\w+|certain\w*|conclusive\w*"
    r"|always|never|must"
    r"|unequivocal\w*|invariably|undoubtedly|clearly)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"\b(?:associat\w+|correlat\w+|link(?:s|ed)?|related|relationships?|predict\w*|markers?"
    r"|risk factors?"
    r"|(?:had|have|has|having|at|with) (?:an? )?(?:higher|lower|increased|reduced|greater"
    r"|decreased|elevated)"
    r"(?: \w+)? (?:risk|odds|rate|likelihood|incidence|prevalence)|odds)\b",
    re.IGNORECASE,
)
CAUSE = re.compile(
    r"\b(?:caus(?:e|es|ed|ing|al|ally|ation)|leads? to|led to|leading to|results? in|resulted in"
    r"|resulting in"
    r"|induc(?:e|es|ed|ing)|produc(?:e|es|ed|ing)|trigger\w*|due to|because of|owing to"
    r"|responsible for"
    r"|prevent(?:s|ed|ing)?|brings? about|brought about|gives? rise to|contribut\w+ to|driv(?:e"
    r"|es|en|ing)"
    r"|makes?|(?:the|a) (?:main )?reasons? (?:for|why)|explains?(?! (?:\d|only|some|part|most))"
    r"|as a result of|protects?|protected|cures?|cured|attributable to|mediat\w+)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"(?<!\bof )(?<!\bthe )(?<!\ban )(?<!\ba )(?<!\bin )(?<!\bby )(?<!\bwith )\b(?:increases"
    r"|reduces|lowers|raises|decreases|improves"
    r"|worsens|elevates|enhances|accelerates|delays|prolongs|shortens|suppresses|inhibits|promotes"
    r"|(?:can|does|will|did|to) (?:increase|reduce|lower|raise|decrease|improve|worsen|elevate"
    r"|delay|promote)"
    r"|(?:increased|reduced|lowered|raised|decreased|improved|worsened) (?:the|their|its|his"
    r"|her))\b",
    re.IGNORECASE,
)
EVERY = re.compile(
    r"(?<!\bat )(?<!\bof )(?<!\bin )\b(?:all|every|each|entire(?:ly)?|always|invariably"
    r"|universal(?:ly)?|without exception"
    r"|everyone|everybody|100 ?(?:%|pct))\b(?<!nearly all)(?<!almost all)(?<!virtually all)"
    r"(?! (?:in all|other|the more|group|arm|-cause|cause|cases? of"
    r"|(?:additional|extra|further|unit|one|[a-z]*met(?:er|re)|year|day|week|month)))",
    re.IGNORECASE,
)
_ALL_THERE = re.compile(
    r"\b(?:all|every|each|both|entire(?:ly)?|always|invariably|universal(?:ly)?|100 ?(?:%|pct)"
    r"|([0-9]+) ?(?:/|of) ?\1|consistently|whole|none|nobody|no (?!longer|more|less)\w+|any|per)"
    r"(?!\w)",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:most (?!of(?:ten)? the time)(?!common|frequent|important|likely|effective|\w+ly\b)\w+"
    r"|majority|nearly all|almost all)\b",
    re.IGNORECASE,
)
SOME = re.compile(
    r"\b(?:some|a few|few|several|occasional(?:ly)?|a minority|a subset|a proportion|a part"
    r"|certain|sometimes|rare(?:ly)?|many|a number of)\b",
    re.IGNORECASE,
)
_MOST_THERE = re.compile(
    r"\b(?:most(?:ly)?|majority|main(?:ly)?|predominant\w*|all|nearly|almost|usual(?:ly)?"
    r"|general(?:ly)?|typical(?:ly)?|(?:[5-9]\d|100)(?:\.\d+)? ?(?:%|pct)|\d+ (?:of|out of))\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ing|ion)?|other than|apart from|excluding|aside from|all but|save for"
    r"|but not)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not?|without|none|non\w*|un\w+)\b", re.IGNORECASE)
_RELATED_TO = re.compile(r"\b(related|linked) to\b", re.IGNORECASE)
_HAD = re.compile(
    r"\b(?:had|have|has|having|showed) (?:an? )?(?:\w+ )?(?:higher|lower|longer|shorter|earlier"
    r"|later|more|fewer|greater|less|better|worse)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:treat\w*|given|receiv\w+|random\w*|therap\w+|placebo|administ\w+|intervention\w*|arm"
    r"|inject\w*|supplement\w*|surg\w+|mice|rats|cells?|knock\w*)\b",
    re.IGNORECASE,
)
_ACTED = re.compile(
    r"(?<!was )(?<!were )(?<!been )(?<!is )(?<!are )(?<!had )(?<!with )(?<!an )(?<!a )(?<!the )"
    r"(?<!of )(?<!to )(?<!by )(?<!in )(?<!and )(?<!not )(?<!significantly )(?<!for )"
    r"\b(?:increased|reduced|lowered|raised|decreased|improved|worsened|shortened|prolonged)"
    r"(?= (?!by\b|from\b|with\b|in\b|when\b|after\b|to\b|and\b|as\b|among\b|during\b)[a-z])",
)
_BUILT_IN = ("protect", "prevent", "induc")
_ROOT = 6
# These guess at what stands behind them.
_ONWARD = re.compile(r"suggest|whether|hypothe|speculat|thought|unclear|unknown", re.IGNORECASE)
LINK = re.compile(
    r"\b(?:associat\w+|correlat\w+|link(?:s|ed)?|related|relationships?|predict\w*)\b",
    re.IGNORECASE,
)


def certainty_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """Where the sentence claims more than its evidence does."""
    yield from _proof(sentence, grounds)
    yield from _guess(sentence, grounds)
    yield from _cause(sentence, grounds)
    yield from _breadth(sentence, grounds)


def _proof(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    told = _PROVEN.search(sentence.text)
    if told and told[0].lower() == "never" and _DENIED.search(grounds.text):
        return
    if told and not _SHOWN.search(grounds.text):
        yield Support("unsupported", f"says {told[0]!r}, which is surer than the evidence")


def _guess(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    if _HEDGE.search(sentence.text):
        return
    nearest = grounds.nearest(sentence)
    guesses = [_guessed(sentence, wording) for wording in nearest]
    if guesses and all(guesses):
        yield Support(
            "unsupported", f"says as certain what the evidence only guesses ({guesses[0]!r})"
        )


def _guessed(sentence: Wording, wording: Wording) -> str | None:
    """The hedge of the evidence, where it stands in or right before what the sentence says."""
    for match in GUESS.finditer(wording.text):
        place = wording.place_at(match.start())
        clause = wording.words[place].clause if place < len(wording.words) else 0
        onward = _ONWARD.match(match[0]) is not None
        near = [
            word.concept
            for word in wording.words[place if onward else max(0, place - 8) : place + 12]
            if word.content
            and not word.light
            and word.clause in (clause, clause + (place == 0 or onward))
        ]
        shared = [concept for concept in near if concept in sentence.concepts]
        if len(shared) >= max(1, 0.4 * len(near)):
            return match[0]
    return None


def _cause(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    if LINK.search(sentence.text):
        return
    near = " ".join(nearest_parts(sentence, grounds, 0.0)) or grounds.text
    near = _RELATED_TO.sub(r"\1", near)  # `related to lower weight` lowers nothing
    if not (_LINKS.search(near) or _has_had(near)):
        return
    acts = CAUSE.search(sentence.text)
    if acts and acts[0].lower().startswith(_BUILT_IN) and acts[0].lower()[:_ROOT] in grounds.lower:
        return  # `cardioprotection`
    if acts and not CAUSE.search(near):
        yield Support("unsupported", f"says {acts[0]!r}, the evidence tells of a link only")
        return
    acts = _ACTS.search(sentence.text) or _ACTED.search(sentence.text)
    if acts and _ACTED.search(near):
        return
    if acts and LINK.search(near) and not (_ACTS.search(near) or CAUSE.search(near)):
        yield Support("unsupported", f"says {acts[0]!r}, the evidence tells of a link only")


def _has_had(text: str) -> bool:
    """Whether a text tells of people who had more or less, and of nothing that was done to them."""
    return bool(_HAD.search(text)) and not _DONE.search(text)


def _breadth(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    told = EVERY.search(sentence.text)
    but = _EXCEPT.search(grounds.text)
    if told and but and not _EXCEPT.search(sentence.text):
        yield Support("unsupported", f"says {told[0]!r}, the evidence {but[0]!r}")
    if told and not _ALL_THERE.search(grounds.text):
        yield Support("unsupported", f"says {told[0]!r}, which the evidence does not")
    told = _MOST.search(sentence.text)
    if told and SOME.search(grounds.text) and not _MOST_THERE.search(grounds.text):
        yield Support("unsupported", f"says {told[0]!r}, which is more than the evidence says")
