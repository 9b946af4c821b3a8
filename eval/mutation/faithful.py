"""Faithful variants: what a sentence says, said with less or written another way."""

import re

from eval.mutation.source import Draw, Source, one_of

_BRACKET = re.compile(r"\s\((?![^()]*\b(?:not?|only|except|but|without|if)\b)[^()]{2,}\)")
_OPENING = re.compile(
    r"^(?:However|Moreover|Furthermore|In addition|Additionally|Interestingly|Finally|In conclusion"
    r"|In summary|Overall|Notably|Importantly|Thus|Therefore|Also|Indeed|Here|Similarly), (?=\w)"
)
_CLAUSE = re.compile(r", (?:which|whereas|while|although) [^.;]{15,}\.$")
_HALF = re.compile(r"; [^;]{10,}\.$")
_DEFINED = re.compile(
    r"(?P<long>(?:[A-Za-z][\w'-]* ){1,6}[A-Za-z][\w'-]*) \((?P<short>[A-Z]{2,6})\)"
)
_WORDS = dict(
    enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"), 1
    )
)
_REWRITTEN = (
    (re.compile(r"(?<=\d) ?%"), " percent"),
    (re.compile(r"\bvs\.?(?= )"), "versus"),
    (re.compile(r"\b[pP] ?< ?0?(?=\.\d)"), "P < 0"),
    (re.compile(r"\b[pP] ?= ?0?(?=\.\d)"), "p=0"),
    (re.compile(r" ?± ?|\+/-"), " ± "),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"(?<=\d)-(?=(?:year|month|week|day)s?\b)"), " "),
    (re.compile(r"\be\.g\.,? "), "for example "),
    (re.compile(r"\bi\.e\.,? "), "that is "),
    (re.compile(r"(?<=\d)(?: ?m[lL]\b)"), " mL"),
    (re.compile(r"\butili[sz]ed\b"), "used"),
    (re.compile(r"\bprior to\b"), "before"),
    (re.compile(r"\btumor(?=s?\b)"), "tumour"),
    (re.compile(r"\bpediatric"), "paediatric"),
)
_COUNT = re.compile(
    r"(?<![\w.,/–−(-])(?<![<>=≤≥±] )(\d{1,2})(?= (?:patients|women|men|children|studies|groups"
    r"|cases|trials|months|weeks|days|years|subjects|hospitals|participants|mice|rats)\b)"
)


def shorter(source: Source, draw: Draw) -> str | None:
    """The sentence without a bracket, its opening, or a clause at its end."""
    sentence = source.sentence
    options = [
        new
        for new in (
            _without_brackets(sentence),
            _OPENING.sub("", sentence),
            _CLAUSE.sub(".", sentence),
            _HALF.sub(".", sentence),
        )
        if new != sentence and len(new) > len(sentence) // 3
    ]
    if not options:
        return None
    new = one_of(options, draw)
    return new[0].upper() + new[1:]


def spelled_out(source: Source, _: Draw) -> str | None:
    """An abbreviation in full, as another sentence of the evidence gives it."""
    others = " ".join(one for one in source.evidence if not one.endswith(source.sentence))
    for place in _DEFINED.finditer(others):
        words = place["long"].split()[-len(place["short"]) :]
        if "".join(word[0] for word in words).upper() == place["short"]:
            short = re.compile(rf"(?<![\w(-]){place['short']}(?![\w)-])")
            new = short.sub(" ".join(words), source.sentence)
            if f"({place['short']}" not in new and new != source.sentence:
                return new[0].upper() + new[1:]
    return None


def rewritten(source: Source, _: Draw) -> str | None:
    """Numbers, units and common words in another spelling."""
    new = _COUNT.sub(lambda place: _word(place[1]), source.sentence)
    for pattern, text in _REWRITTEN:
        new = pattern.sub(text, new)
    return None if new == source.sentence else new[0].upper() + new[1:]


def _without_brackets(sentence: str) -> str:
    new = _BRACKET.sub("", sentence)
    return sentence if "(" in new or ")" in new else new


def _word(digits: str) -> str:
    return _WORDS.get(int(digits), digits)
