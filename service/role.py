"""Role: what part a sentence plays in its text."""

import re
from typing import Literal

Part = Literal["finding", "method", "background"]

_LABELS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    ("finding", re.compile(r"result|finding|conclu|discussion|interpretation|significance|lesson")),
    (
        "method",
        re.compile(
            r"method|design|setting|participant|patient|material|intervention|measure|procedure"
            r"|data source|analysis|sample|selection|extraction|search"
        ),
    ),
    (
        "background",
        re.compile(r"background|introduc|objective|aim|purpose|context|rationale|hypoth"),
    ),
)

_BROUGHT = re.compile(r"([A-Z][A-Z /&]{2,40})(?:: |\s(?=[A-Z][a-z]))")

_MERE_AIM = re.compile(
    r"(?:[A-Z ]+: )?to (?:evaluate|assess|determine|test|investigate|examine|compare|perform"
    r"|describe|study|explore|identify|report|review|analy[sz]e|quantify|establish|clarify|define|find)\b",
    re.IGNORECASE,
)
_CUES: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (
        "background",
        re.compile(
            r"\b(?:(?:this|the present|our|the) (?:study|trial|review|paper|work|report) "
            r"(?:aims|aimed|seeks|sought|was designed|was undertaken|investigates|presents)"
            r"|(?:aim|purpose|objective|goal)s? (?:of|was|were|is)\b"
            r"|(?:evaluat|assess|examin|determin|investigat|test|explor)(?:e|s|ed|es|ing)?"
            r" whether\b"
            r"|we (?:aim|aimed|sought|seek|hypothesi[sz]ed?|set out)\b"
            r"|(?:remains?|is|are) (?:still |largely |poorly |not (?:yet |fully |well )?)?"
            r"(?:unclear|unknown|understood|elucidated|controversial)"
            r"|little is known|paucity of|lack of (?:studies|data|evidence)"
            r"|(?:has|have) (?:previously |recently |long )?been "
            r"(?:shown|reported|implicated|suggested|proposed|demonstrated|described)"
            r"|as (?:\w+ )?(?:shown|reported|described|demonstrated|suggested) (?:elsewhere\b"
            r"|(?:by|in) (?:others|previous|earlier|prior)\b"
            r"|by \w+ (?:et al\b|and (?:colleagues|co-?workers)\b|[\[(]\d))"
            r"|\bet al\.?,? (?:\W{0,2}\d[\d,;\s–-]*\W{1,2} )?(?:\w+ )?"
            r"(?:showed|found|reported|described|demonstrated|suggested|proposed|observed)\b"
            r"|(?:previous|earlier|recent|prior) (?:preclinical |clinical )?"
            r"(?:studies|work|reports?) (?:have|has|had)\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "finding",
        re.compile(
            r"\b(?:we (?:found|find|show|showed|observed?|demonstrated?|report|conclude|identified)"
            r"|(?:results?|findings?|data|analys[ei]s) (?:\w+ )?"
            r"(?:show|showed|suggest|indicate|reveal|demonstrate|support)"
            r"|in conclusion|in summary|significant(?:ly)?|result(?:ed|ing) in"
            r"|conclu(?:de|sion)s?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "method",
        re.compile(
            r"\b(?:(?:was|were) (?:\w+ )?(?:randomi[sz]ed|measured|assessed|evaluated|recruited"
            r"|enrolled|collected|performed|analy[sz]ed|injected|administered|prepared|treated)"
            r"|we (?:measured|assessed|analy[sz]ed|enrolled|recruited|performed|conducted|used))\b",
            re.IGNORECASE,
        ),
    ),
)

_ASKS_METHOD = re.compile(
    r"\b(?:how (?:was|were|is|are|do|did|should|can) .*"
    r"\b(?:given|administered|injected|delivered|applied|prepared|performed|measured|assessed"
    r"|isolated|evaluated|diagnosed|treated|done|used)\b"
    r"|how (?:often|frequently)"
    r"|dos(?:e|es|age|ing)|regimen|route|schedule|protocol|procedure|technique|method)",
    re.IGNORECASE,
)

_NUMBER = (
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
    r"|hundred|half|twice|daily|weekly|monthly)\b)"
)
_TIME = r"(?:seconds?|minutes?|min|hours?|h|days?|weeks?|months?|years?|yrs?)\b"
_NUMBERS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"\b(?:{asks})\b", re.IGNORECASE), re.compile(told, re.IGNORECASE))
    for asks, told in (
        (
            r"how (?:often|frequently)|frequency of (?:administration|dosing|injection)",
            rf"\b(?:every|each|per|once|twice|thrice|daily|weekly|monthly|yearly|hourly"
            rf"|{_NUMBER}\w* times|a (?:day|week|month|year))\b|%",
        ),
        (r"how old|(?:mean |median )?age of", r"\baged?\b|\bold\b|\byears? of age\b"),
        (r"how long", rf"{_NUMBER}[\w.–-]*[\s-]*{_TIME}(?![\s-]old)"),
        (
            r"how (?:many|much|large|high|big)|dos(?:e|es|age)|percentage|proportion|number of"
            r"|rate of|incidence|prevalence",
            _NUMBER,
        ),
    )
)


def part_of(sentence: str, label: str | None) -> Part:
    """The part a sentence plays: by its section's label, else by its words, else a finding.

    A snippet may bring the label with it: `CONCLUSIONS: …`.
    """
    if not label and (brought := _BROUGHT.match(sentence)):
        label = brought[1]
    if label:
        for part, pattern in _LABELS:
            if pattern.search(label.lower()):
                return part
    if _MERE_AIM.match(sentence) and "," not in sentence:
        return "background"
    return next((part for part, cue in _CUES if cue.search(sentence)), "finding")


def asks_method(question: str) -> bool:
    """Whether a question asks how something was done or given, not what came of it."""
    return bool(_ASKS_METHOD.search(question))


def asks_number(question: str) -> bool:
    """Whether a question asks for a count, a quantity, a time or a share."""
    return _number_asked(question) is not None


def holds_number(sentence: str, question: str) -> bool:
    """Whether a sentence holds a number of the sort that a question asks for, if it asks for one.

    In digits or as a word; `how often` wants a rhythm, `how long` a time that is no age.
    """
    told = _number_asked(question)
    return told is None or bool(told.search(sentence))


def _number_asked(question: str) -> re.Pattern[str] | None:
    return next((told for asks, told in _NUMBERS if asks.search(question)), None)
