"""Headcounts: the numbers of people or animals in a text, and what each is likely to be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seeds.number import Number, numbers
from seeds.species import ANIMAL_WORD, PEOPLE_WORD
from seeds.statement import Part, Statement

_CASES = "cases|controls|cadavers|deaths|suicides|live births|trios|dyads|twin pairs"
_COUNTED = rf"(?:{PEOPLE_WORD}|{ANIMAL_WORD}|{_CASES})"
_THINGS = (
    "samples|specimens|eyes|teeth|hips|knees|tumou?rs|lesions|procedures|operations|scans|studies|images"
    "|cultures|visits|admissions|hospitals|practices|programs|cycles|pregnancies|implants|episodes"
    "|examinations|biopsies|records|fractures|articles|trips|items|measurements|households|ears"
    "|sera|isolates|limbs|feet|legs|grafts|reports|laboratories|centers|centres"
)
# What does not stand between a number and those whom it counts, as `obese (BMI > 30)` may.
_STOP = (
    "when|while|where|whose|using|through|via|against|about|across|of|in|on|at|by|to|for|from|with|within|without|per|the|a|an|was|were|is|are|had|has|who|that"
    "|which|than|versus|vs|between|among|during|after|before|years?|months?|weeks?|days?|hours?"
    "|minutes?|hr|h|mg|g|kg|ml|mm|cm|percent|times|fold|more|less|or|if|as|studies|trials"
    "|hospitals|practices|centers|centres|clinics|units|samples|visits|procedures|biopsies|eyes"
    "|publications|articles|schools|countries|villages|families|households|items?|questions"
    "|groups|points|different|paper|points?|outpatient|including|include|includes|interviews"
    f"|{_THINGS}"
)
_WORD = rf"(?:\([^()]{{1,30}}\)|(?!(?:{_STOP})\b)[^\W\d][\w'’/.-]*|[0-9]{{1,2}}(?:-year-olds?|st|nd|rd|th)-?)"
_NOUN = re.compile(
    rf"[ -](?:{_WORD}(?:, ?| |-(?=\w)|/)){{0,7}}?(?P<noun>{_COUNTED})\b"
    r"(?![-'’/]|\s(?:years?|contacts?|visits?|days|records of|age\b))",
    re.IGNORECASE,
)
# `18 athletes (4 women, 14 men)`: what stands in a bracket behind people says more of them.
_IN_BRACKET = re.compile(rf"\b{_COUNTED}\b[^()]{{0,25}}[(\[][^()]*$", re.IGNORECASE)
_EQUALS = re.compile(r"\bn ?[=:] ?$", re.IGNORECASE)
_UNIT_AFTER = re.compile(rf" (?:[\w-]+ ){{0,2}}(?:person|patient|{_THINGS})", re.IGNORECASE)
_SUBJECT = re.compile(rf"\b{_COUNTED}\b", re.IGNORECASE)
_NAMED_N = re.compile(r"\([^()]*\w[^()]*$")  # `(placebo, n = 5)`
# `77 of them`, `119 of the 150`
_OF_THEM = re.compile(
    r"(?: \([^()]{1,12}%\))? of (?:them|these|those|whom|which|(?:the )?[0-9,]+)\b(?: patients| subjects| participants)?",
    re.IGNORECASE,
)
_TAKEN = re.compile(r"\b(?:studied|included|analy[sz]ed|evaluated|reviewed|enrol+ed|examined) $", re.I)
_IN_ANALYSIS = re.compile(r"evaluated|analy[sz]ed|evaluable", re.IGNORECASE)
# `Of 967 children, 55 were included`; `154 returned questionnaires`
_INCLUDED = re.compile(
    r"(?: \([^()]{1,12}%\))?(?: \w+)? (?:(?:were|was|have been) (?:\w+ly )?(?:included|enrol+ed|analy[sz]ed"
    r"|evaluable|used (?:for|in) the|eligible for)|returned|completed|responded|replied|agreed"
    r"|analy[sz]ed|met (?:the |our |all |study |these )*(?:inclusion|eligibility|entry|study)? ?criteria)\b",
    re.IGNORECASE,
)
_FORMS = re.compile(
    r"(?: \([^()]{1,12}%\))? (?:(?:completed|returned|usable|valid|evaluable|fully \w+) (?:questionnaires|surveys|responses)"
    r"|(?:questionnaires|surveys|responses|replies)(?: \([^()]{1,20}\))? (?:were )?(?:returned|completed|received|analy[sz]ed))\b",
    re.IGNORECASE,
)
_ANSWERED = 4.5
_MANY = 10
_THING = re.compile(rf"(?: [\w-]+){{0,4}}? (?:{_THINGS})\b", re.IGNORECASE)
_OF_THINGS = re.compile(rf"\b(?:{_THINGS})\b[^.;,()]{{0,15}}\(?$", re.IGNORECASE)
_APART = re.compile(
    r"\b(?:separate|another|independent|additional|second|validation|replication|pilot)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
_APART_AFTER = re.compile(
    r"[^.;,]{0,12} in (?:the|a) (?:validation|replication|second|pilot)\b"
    r"|[^.;,]{0,25} (?:excluded|lost to|withdrew|dropped out)\b",
    re.IGNORECASE,
)
_RESPONSE = re.compile(
    r"\b(?:respon\w+|return\w*|participation|completion) rates?\D{0,30}[0-9.]+ ?% ?"
    r"[(\[](?:n ?= ?)?(?P<count>[0-9,]+) ?(?:/|of|out of) ?[0-9,]+",
    re.IGNORECASE,
)

_TOTAL_BEFORE = re.compile(
    r"(?:\b(?:total|sample|series|cohort|population|stud(?:y|ied)|analysis|analy[sz]ed|review(?:ed)?"
    r"|records|charts|files|notes|data|case|survey(?:ed)?|trial|comprised?|comprising|there were|(?:subjects|participants|patients|cases|respondents) were|consisted"
    r"|included?|enrol+ed|recruited|evaluated|examined|assessed|investigated|identified|interviewed"
    r"|followed|randomi[sz]ed|treated|operated|obtained|collected|performed|conducted|measured"
    r"|compared|retrospectively|prospectively|presents?|reports?|describes?|tested|genotyped|we)\b"
    r"[^.;:]{0,40}|^\W*(?:(?:in|of|among|from|for|a|an additional|data from|overall|altogether|in all|total"
    r"|all|the|our|between [^,]*|from [^,]*|during [^,]*|over [^,]*|within [^,]*),? ){0,4}|: )$",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(
    r"[^.;,]{0,90}?\b(?:(?:was|were) (?:\w+ly )?(?:included|enrol+ed|recruited|studied|evaluated"
    r"|analy[sz]ed|examined|assessed|investigated|interviewed|surveyed|reviewed|random\w+|tested"
    r"|entered|available|followed|identified|observed|measured|genotyped|asked|eligible for)"
    r"|underwent|participated|completed|met\b|responded|took part|answered|returned|agreed)",
    re.IGNORECASE,
)
_ANALYSED = re.compile(
    r"[^.;,]{0,60}?\b(?:(?:was|were|are|have been) (?:finally |eventually )?(?:included in|analy[sz]ed"
    r"|evaluable|described here|available for|used (?:for|in)|eligible for (?:the )?(?:analysis|study))"
    r"|(?:completed|returned|answered) (?:the|our|all|both|a|questionnaires?|surveys?)"
    r"|met (?:the |our |all |study |these )*(?:inclusion|eligibility|entry|study)? ?criteria"
    r"|responded|replied|had complete)"
    r"|[^.;,]{0,20}\bentered into the analysis",
    re.IGNORECASE,
)
_LARGER = re.compile(
    r"\b(?:database|registry|inhabitants|screened|invited|approached|mailed|sent|"
    r"admissions|births|contacted|from a (?:cohort|total|sample)|area|among a total of|initially|referred"
    r"|distributed|survey (?=[0-9]))\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_LARGER_AFTER = re.compile(
    r"[^.;]{0,120}\b(?:were|was) (?:screened|invited|approached|mailed|sent|contacted)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\s*[(\[;,][^)]{0,12}[0-9]\s?(?:%|per\s?cent)\s?(?:[)\];,]|of\b)", re.IGNORECASE
)
_WITHIN = re.compile(
    r"(?:[0-9)]|[a-z]{3}) (?:out )?of(?: the| our| all| these)?(?: total of)? $", re.IGNORECASE
)
_FOR_EACH = re.compile(r"[^.;,]{0,20} (?:for each|per|for every)\b", re.IGNORECASE)
_NAME_BEFORE = re.compile(
    r"\b(?:group|type|grade|stage|phase|level|class|day|week|month|year|age|aged|score|version|table|wave"
    r"|cohort|arm|category|line|top|trisomy|schedule) $",
    re.IGNORECASE,
)
_SIGNS = tuple("<>≤≥±~$£€")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|and|to|from|since|until|till|through|during|between|by|year|of|[A-Z][a-z]{2,8}\.?,?) $|[-–]$"
)
_RATE = re.compile(
    r"\b(?:per|each|every|at least|only|by|fewer than|number needed[\w ]*|NN[TH][\w ]*) $",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:(?:group|arm)s? ?(?:[A-D0-9]|I{1,3}V?)?|control group|controls?|cases were"
    r"|matched (?:to|with)|remaining|other|another|whom|which|subset|subgroup)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
_GROUP_AFTER = re.compile(
    r"\)? (?:[\w-]+ ){0,4}(?:served as|as (?:a |the )?(?:[\w-]+ )?controls?\b|controls\b)"
    r"|[^.;]{0,120}?(?:\((?:the )?(?:[\w-]+ )?(?:group|arm)(?: \w{1,3})?[,)]"
    r"|(?:comprised|formed|constituted|made up|served as|were) (?:the |a |an )?(?:[\w-]+ )?control)",
    re.IGNORECASE,
)
# `13 patients with pain and 15 without`
_OTHERS_BEFORE = re.compile(rf"\b{_COUNTED}\b.*(?:\b(?:and|versus|vs\.?)|[,;]) $", re.IGNORECASE)
_OTHERS_AFTER = re.compile(r" (?:who|with|without|in(?:to)? (?:an?|the)|received|underwent)\b")
# `12 sighted, 10 impaired and 10 blind subjects`: one noun for several numbers.
_SHARED_NOUN = re.compile(
    rf"(?: [a-z-]+){{0,4}}(?:,? and|,| or) (?:[0-9][0-9,]*(?: [a-z-]+){{1,4}}(?:,? and|,| or) )*"
    rf"[0-9][0-9,]*(?: [a-z-]+){{0,4}} (?P<noun>{_COUNTED})\b",
    re.IGNORECASE,
)
_OUTCOME_AFTER = re.compile(
    r"[^.;,]{0,40}?\b(?:had|ha(?:ve|s)|died|developed|showed|experienced|required|relapsed|responded"
    r"|(?:was|were) (?:male|female|not|positive|negative|found|lost|considered|classified|diagnosed"
    r"|alive|dead|excluded)|reported|failed|suffered|presented with|dropped)\b",
    re.IGNORECASE,
)
_PART: dict[Part, float] = {
    "background": -2.0, "aim": 0.0, "method": 1.0, "result": 0.5, "conclusion": -1.0
}  # fmt: skip


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
    """The numbers of people or animals in the statements, in order; a single one is none."""
    return [
        count
        for place, statement in enumerate(told)
        for count in (*_counts(place, statement), *_responses(place, statement))
    ]


def _counts(place: int, statement: Statement) -> Iterator[Headcount]:
    for number in numbers(statement.text):
        if number.value > 1 and (count := _counted(place, statement, number)):
            yield count


def _responses(place: int, statement: Statement) -> Iterator[Headcount]:
    """Those who answered: `response rate 77% (328/424)`."""
    for match in _RESPONSE.finditer(statement.text):
        value = int(match["count"].replace(",", ""))
        start = statement.start + match.start("count")
        yield Headcount(value, start, start + len(match["count"]), _ANSWERED, place, "respondents")


def _counted(place: int, statement: Statement, number: Number) -> Headcount | None:
    before, after = statement.text[: number.start], statement.text[number.end :]
    start, end = statement.start + number.start, statement.start + number.end
    if before.rstrip()[-1:] in _SIGNS or _NAME_BEFORE.search(before) or _is_year(number, before):
        return None
    inside = _IN_BRACKET.search(before) is not None
    grouped = bool(_GROUP.search(before) or _GROUP_AFTER.match(after))
    if equals := _EQUALS.search(before):
        weight = _weight(statement, before[: equals.start()], after, place) - 0.3
        weight -= 3.0 * bool(_OF_THINGS.search(before[: equals.start()]))
        weight -= 3.0 * before[: equals.start()].rstrip(" ([").endswith("%")
        weight -= 4.0 * bool(_UNIT_AFTER.match(after))
        weight -= 0.5 * (_SUBJECT.search(statement.text) is None)
        weight -= 1.0 * bool(_NAMED_N.search(before[: equals.start()]))
        start -= len(equals[0])
        return Headcount(number.value, start, end, weight, place, "n", grouped=grouped)
    if noun := _NOUN.match(after):
        word = noun["noun"].lower()
        weight = _weight(statement, before, after[noun.end() :], place)
        weight -= 3.0 * bool(_SHARE.match(after))
        weight += "consecutive" in noun[0].lower()
        weight += 1.5 * bool(_IN_ANALYSIS.search(noun[0]))
        weight -= 2.0 * inside + 1.0 * (word == "cases")
        grouped = grouped or word == "controls"
        end += noun.end()
        return Headcount(number.value, start, end, weight, place, word, inside, grouped)
    them = _OF_THEM.match(after)
    if them and (_ANALYSED.match(after) or _TAKEN.search(before)):
        return Headcount(number.value, start, end + them.end(), _ANSWERED, place, "them")
    if _INCLUDED.match(after) or (number.value >= _MANY and _FORMS.match(after)):
        return Headcount(number.value, start, end, _ANSWERED - 1, place, "them")
    if shared := _SHARED_NOUN.match(after):
        weight = _weight(statement, before, after, place)
        word = shared["noun"].lower()
        return Headcount(number.value, start, end, weight, place, word, inside, grouped=True)
    if _OTHERS_BEFORE.search(before) and _OTHERS_AFTER.match(after):
        weight = _weight(statement, before, after, place)
        return Headcount(number.value, start, end, weight, place, "others", inside, grouped=True)
    return None


def _is_year(number: Number, before: str) -> bool:
    plain = number.end - number.start == len("2024")
    return plain and 1900 <= number.value <= 2050 and bool(_YEAR_BEFORE.search(before))


def _weight(statement: Statement, before: str, after: str, place: int) -> float:
    within = _WITHIN.search(before)
    total = _TOTAL_AFTER.match(after)
    analysed = _ANALYSED.match(after)
    weight = _PART[statement.part] - 0.03 * place
    weight += 2.0 * bool(_TOTAL_BEFORE.search(before))
    weight += 1.5 * bool(total or analysed) + 1.5 * bool(analysed)
    weight -= 3.0 * bool(_SHARE.match(after) and not within and not analysed)
    weight -= 2.0 * bool(_LARGER.search(before) or _LARGER_AFTER.match(after))
    weight -= 5.0 * bool(_APART.search(before) or _APART_AFTER.match(after))
    weight -= 5.0 * bool(_RATE.search(before) or _FOR_EACH.match(after))
    weight -= 1.5 * bool(_OUTCOME_AFTER.match(after) and not total and not within)
    return weight


def things(told: Sequence[Statement]) -> frozenset[int]:
    """The numbers of what is neither people nor animals: `154 samples`, `60 eyes`."""
    return frozenset(
        number.value
        for statement in told
        for number in numbers(statement.text)
        if _THING.match(statement.text, number.end) and not _NOUN.match(statement.text, number.end)
    )
