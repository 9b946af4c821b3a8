"""Headcounts: the numbers of people or animals in a text, and what each is likely to be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from seeds.beings import COUNTED_WORD, THING_WORD
from seeds.emphasis import is_analysed, is_grouped, is_share, weight_of
from seeds.number import Number, numbers
from seeds.statement import Statement

# What does not stand between a number and those whom it counts, as `obese (BMI > 30)` may.
_STOP = (
    "when|while|where|whose|using|through|via|against|about|across|of|in|on|at|by|to|for|from"
    "|with|within|without|per|the|a|an|was|were|is|are|had|has|who|that"
    "|which|than|versus|vs|between|among|during|after|before|years?|months?|weeks?|days?|hours?"
    "|minutes?|hr|h|mg|g|kg|ml|mm|cm|percent|times|fold|more|less|or|if|as|studies|trials"
    "|hospitals|practices|centers|centres|clinics|units|samples|visits|procedures|biopsies|eyes"
    "|publications|articles|schools|countries|villages|families|households|items?|questions"
    "|groups|points|different|paper|points?|outpatient|including|include|includes|interviews"
    f"|{THING_WORD}"
)
_WORD = (
    rf"(?:year [0-9]|\([^()]{{1,30}}\)|(?!(?:{_STOP})\b)[^\W\d][\w'’/.-]*"
    r"|[0-9]{1,2}(?:-year-olds?|st|nd|rd|th)-?)"
)
_NOUN = re.compile(
    rf"[ -](?:{_WORD}(?:, ?| |-(?=\w)|/)){{0,7}}?(?P<noun>{COUNTED_WORD})\b"
    r"(?![-'’/]|\s(?:years?|contacts?|visits?|days|records of|age\b))",
    re.IGNORECASE,
)
# `18 athletes (4 women, 14 men)`: what stands in a bracket behind people says more of them.
_IN_BRACKET = re.compile(rf"\b{COUNTED_WORD}\b[^()]{{0,25}}[(\[][^()]*$", re.IGNORECASE)
_EQUALS = re.compile(r"\bn ?[=:] ?$", re.IGNORECASE)
_UNIT_AFTER = re.compile(rf" (?:[\w-]+ ){{0,2}}(?:person|patient|{THING_WORD})", re.IGNORECASE)
_SUBJECT = re.compile(rf"\b{COUNTED_WORD}\b", re.IGNORECASE)
_NAMED_N = re.compile(r"\([^()]*\w[^()]*$")  # `(placebo, n = 5)`
# `77 of them`, `119 of the 150`
_OF_THEM = re.compile(
    r"(?: \([^()]{1,12}%\))? of (?:them|these|those|whom|which|(?:the )?[0-9,]+)\b(?: patients"
    r"| subjects| participants)?",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:studied|included|analy[sz]ed|evaluated|reviewed|enrol+ed|examined) $", re.I
)
_IN_ANALYSIS = re.compile(r"evaluated|analy[sz]ed|evaluable", re.IGNORECASE)
# `Of 967 children, 55 were included`; `154 returned questionnaires`
_INCLUDED = re.compile(
    r"(?: \([^()]{1,12}%\))?(?: \w+)? (?:(?:were|was|have been) (?:\w+ly )?(?:included|enrol+ed"
    r"|analy[sz]ed"
    r"|evaluable|used (?:for|in) the|eligible for)|returned|completed(?= (?:the|all|both|an?|this"
    r"|our)\b)|responded|replied|agreed"
    r"|analy[sz]ed|met (?:the |our |all |study |these )*(?:inclusion|eligibility|entry"
    r"|study)? ?criteria)\b",
    re.IGNORECASE,
)
# Whoever is `aged` or was interviewed is a person: `116 cleaners aged 18 to 65 years`.
_SOMEBODY = re.compile(
    r" (?:[a-z-]+ ){0,4}?(?P<noun>[a-z-]{3,}s)(?: \([^()]{1,30}\))? (?:aged|(?:was"
    r"|were) (?:interviewed|surveyed"
    r"|recruited)|completed (?:the|a|an|our|this)|answered|participated|took part|consented"
    r"|agreed to)\b"
)
_FORMS = re.compile(
    r"(?: \([^()]{1,12}%\))? (?:(?:completed|returned|usable|valid|evaluable"
    r"|fully \w+) (?:questionnaires|surveys|responses)"
    r"|(?:questionnaires|surveys|responses|replies)(?: \([^()]{1,20}\))? (?:were )?(?:returned"
    r"|completed|received|analy[sz]ed))\b",
    re.IGNORECASE,
)
_LOOK = 400
_MOST = 60
"""Of one statement, and of a text: no abstract holds more, and tables are not read."""
_ANSWERED = 4.5
_MANY = 10
_THING = re.compile(rf"(?: [\w-]+){{0,4}}? (?:{THING_WORD})\b", re.IGNORECASE)
_OF_THINGS = re.compile(rf"\b(?:{THING_WORD})\b[^.;,()]{{0,15}}\(?$", re.IGNORECASE)
_RESPONSE = re.compile(
    r"(?<![\w/.])(?P<shared>[0-9,]+)/[0-9,]+(?: \([^()]{1,12}\))?(?: [a-z]+){0,3} (?:responded"
    r"|participated"
    r"|replied|completed the)\b"
    r"|\b(?:respon\w+|return\w*|participation|completion) rates?\D{0,30}[0-9.]+ ?% ?"
    r"[(\[](?:n ?= ?)?(?P<count>[0-9,]+) ?(?:/|of|out of) ?[0-9,]+",
    re.IGNORECASE,
)

_NAME_BEFORE = re.compile(
    r"\b(?:group|type|grade|stage|phase|level|class|day|week|month|year|age|aged|score|version"
    r"|table|wave"
    r"|cohort|arm|category|line|top|trisomy|schedule) $",
    re.IGNORECASE,
)
_SIGNS = tuple("<>≤≥±~$£€")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|and|to|from|since|until|till|through|during|between|by|year|of"
    r"|[A-Z][a-z]{2,8}\.?,?) $|[-–]$"
)
# `13 patients with pain and 15 without`
_OTHERS_BEFORE = re.compile(
    rf"\b{COUNTED_WORD}\b.*(?:\b(?:and|versus|vs\.?)|[,;]) $", re.IGNORECASE
)
_OTHERS_AFTER = re.compile(r" (?:who|with|without|in(?:to)? (?:an?|the)|received|underwent)\b")
# `12 sighted, 10 impaired and 10 blind subjects`: one noun for several numbers.
_SHARED_NOUN = re.compile(
    rf"(?: [a-z-]+){{0,4}}(?:,? and|,| or) (?:[0-9][0-9,]*(?: [a-z-]+){{1,4}}(?:,? and|,| or) )*"
    rf"[0-9][0-9,]*(?: [a-z-]+){{0,4}} (?P<noun>{COUNTED_WORD})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headcount:
    """A number of people or animals, `document.text[start:end]`.

    `weight` is how much speaks for its being the whole sample, or a group of it where it is
    `grouped`; `noun` is the word for those counted, `n` for `n = 36`; `within` tells that it
    stands in a bracket that says more of another; `place` is the statement's.
    """

    value: int
    start: int
    end: int
    weight: float
    place: int
    noun: str
    within: bool = False
    grouped: bool = False


def headcounts(told: Sequence[Statement]) -> list[Headcount]:
    """The first numbers of people or animals in the statements, in order; a single one is none."""
    found = (
        count
        for place, statement in enumerate(told)
        for count in (*_counts(place, statement), *_responses(place, statement))
    )
    return list(islice(found, _MOST))


def _counts(place: int, statement: Statement) -> Iterator[Headcount]:
    for number in islice(numbers(statement.text), _MOST):
        if number.value > 1 and (count := _counted(place, statement, number)):
            yield count


def _responses(place: int, statement: Statement) -> Iterator[Headcount]:
    """Those who answered: `response rate 77% (328/424)`."""
    for match in _RESPONSE.finditer(statement.text):
        group = "shared" if match["shared"] else "count"
        value = int(match[group].replace(",", ""))
        start, end = (statement.start + place_in for place_in in match.span(group))
        yield Headcount(value, start, end, _ANSWERED, place, "respondents")


def _counted(place: int, statement: Statement, number: Number) -> Headcount | None:
    before = statement.text[max(0, number.start - _LOOK) : number.start]
    after = statement.text[number.end : number.end + _LOOK]
    if number.start > _LOOK:
        before = f"x {before}"  # not the start of the sentence
    start, end = statement.start + number.start, statement.start + number.end
    if before.rstrip()[-1:] in _SIGNS or _NAME_BEFORE.search(before) or _is_year(number, before):
        return None
    inside = _IN_BRACKET.search(before) is not None
    grouped = is_grouped(before, after)
    if equals := _EQUALS.search(before):
        weight = weight_of(statement, before[: equals.start()], after, place) - 0.3
        weight -= 3.0 * bool(_OF_THINGS.search(before[: equals.start()]))
        weight -= 3.0 * before[: equals.start()].rstrip(" ([").endswith("%")
        weight -= 4.0 * bool(_UNIT_AFTER.match(after))
        weight -= 0.5 * (_SUBJECT.search(statement.text) is None)
        weight -= 1.0 * bool(_NAMED_N.search(before[: equals.start()]))
        start -= len(equals[0])
        return Headcount(number.value, start, end, weight, place, "n", grouped=grouped)
    if noun := _NOUN.match(after):
        word = noun["noun"].lower()
        weight = weight_of(statement, before, after[noun.end() :], place)
        weight -= 3.0 * is_share(after)
        weight += "consecutive" in noun[0].lower()
        weight += 1.5 * bool(_IN_ANALYSIS.search(noun[0]))
        weight -= 2.0 * inside + 1.0 * (word == "cases")
        grouped = grouped or word == "controls"
        end += noun.end()
        return Headcount(number.value, start, end, weight, place, word, inside, grouped)
    them = _OF_THEM.match(after)
    if them and (is_analysed(after) or _TAKEN.search(before)):
        return Headcount(number.value, start, end + them.end(), _ANSWERED, place, "them")
    if _INCLUDED.match(after) or (number.value >= _MANY and _FORMS.match(after)):
        return Headcount(number.value, start, end, _ANSWERED - 1, place, "them")
    if shared := _SHARED_NOUN.match(after):
        weight = weight_of(statement, before, after, place)
        word = shared["noun"].lower()
        return Headcount(number.value, start, end, weight, place, word, inside, grouped=True)
    if (some := _SOMEBODY.match(after)) and not _THING.match(after):
        weight = weight_of(statement, before, after[some.end("noun") :], place)
        end += some.end("noun")
        return Headcount(number.value, start, end, weight, place, some["noun"], inside, grouped)
    if _OTHERS_BEFORE.search(before) and _OTHERS_AFTER.match(after):
        weight = weight_of(statement, before, after, place)
        return Headcount(number.value, start, end, weight, place, "others", inside, grouped=True)
    return None


def _is_year(number: Number, before: str) -> bool:
    plain = number.end - number.start == len("2024")
    return plain and 1900 <= number.value <= 2050 and bool(_YEAR_BEFORE.search(before))


def things(told: Sequence[Statement]) -> frozenset[int]:
    """The numbers of what is neither people nor animals: `154 samples`, `60 eyes`."""
    return frozenset(
        number.value
        for statement in told
        for number in numbers(statement.text)
        if _THING.match(statement.text, number.end) and not _NOUN.match(statement.text, number.end)
    )
