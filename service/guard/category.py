"""Categories: routes, rhythms, designs and other things that exclude each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from service.guard.grounds import Grounds
from service.guard.support import Support
from service.guard.told import nearer
from service.guard.wording import Wording


@dataclass(frozen=True, slots=True)
class Category:
    """Things that exclude each other."""

    name: str
    members: tuple[tuple[str, str], ...]


_CATEGORIES = (
    Category(
        "route",
        (
            ("oral", r"oral(?:ly)?|per os|p\.?o\.|by mouth|tablets?|capsules?|gavage"),
            ("topical", r"topical(?:ly)?|(?:to|on) the skin|creams?|ointments?|gels?|lotions?"
                        r"|cutaneous(?:ly)?"),
            ("intravenous", r"intravenous(?:ly)?|i\.?v\.?(?= (?!disease|stage))|IV(?= [a-z])"
                            r"|infusions?|infused"),
            ("subcutaneous", r"subcutaneous(?:ly)?|s\.c\.|sc(?= inject)"),
            ("intramuscular", r"intramuscular(?:ly)?|i\.m\."),
            ("intraperitoneal", r"intraperitoneal(?:ly)?|i\.p\."),
            ("inhaled", r"inhal(?:ed|ation|er|ers|ing)|nebuli[sz]ed"),
            ("intranasal", r"(?:intra)?nasal(?:ly)?"),
            ("sublingual", r"sublingual(?:ly)?"),
            ("rectal", r"rectal(?:ly)?|suppositor(?:y|ies)|enemas?"),
            ("vaginal", r"(?:intra)?vaginal(?:ly)?"),
            ("transdermal", r"transdermal(?:ly)?|patch(?:es)?"),
            ("intradermal", r"intradermal(?:ly)?"),
            ("intrathecal", r"intrathecal(?:ly)?"),
            ("intravitreal", r"intravitreal(?:ly)?"),
            ("intra-articular", r"intra-?articular(?:ly)?"),
            ("epidural", r"epidural(?:ly)?"),
        ),
    ),
    Category(
        "rhythm",
        (
            ("once daily", r"once (?:a day|daily|per day|each day)|every day"
                           r"|(?<!twice )(?<!times )(?:daily|(?<!after )(?<!within )(?<!for )a day"
                           r"|per day)|o\.?d\."),
            ("twice daily", r"twice (?:a day|daily|per day|each day)|two times (?:a day|daily"
                            r"|per day)|every (?:12|twelve) hours|b\.?i\.?d\.?"),
            ("three times daily", r"(?:three times|thrice) (?:a day|daily|per day)|every (?:8"
                                  r"|eight) hours|t\.?i\.?d\.?"),
            ("four times daily", r"four times (?:a day|daily|per day)|every (?:6|six) hours"
                                 r"|q\.?i\.?d\.?"),
            ("once weekly", r"once (?:a week|weekly|per week)|every week"
                            r"|(?<!twice )(?<!times )(?<!bi)weekly"),
            ("twice weekly", r"twice (?:a week|weekly|per week)|two times (?:a week|weekly"
                             r"|per week)"),
            ("three times weekly", r"(?:three times|thrice) (?:a week|weekly|per week)"),
            ("monthly", r"once (?:a month|monthly|per month)|every month"
                        r"|(?<!bi)(?<!twice )monthly"),
            ("yearly", r"once (?:a year|yearly|per year)|every year|yearly|annual(?:ly)?"),
        ),
    ),
    Category(
        "study design",
        (
            ("randomised", r"randomi[sz]ed|randomly (?:assigned|allocated)|RCTs?|randomi[sz]ation"),
            ("retrospective", r"retrospective(?:ly)?"),
            ("prospective", r"prospective(?:ly)?"),
            ("meta-analysis", r"meta-?analys[ei]s|pooled analys[ei]s"),
            ("systematic review", r"systematic reviews?"),
            ("case report", r"case reports?|case series"),
            ("cross-sectional", r"cross-?sectional"),
            ("case-control", r"case-?control"),
            ("double-blind", r"double-?blind(?:ed)?|double-?masked"),
            ("open-label", r"open-?label"),
        ),
    ),
    Category(
        "span",
        tuple(
            (f"{unit}s", rf"(?:a few|few|several|some|many|within|for) {unit}s|a couple of {unit}s")
            for unit in ("second", "minute", "hour", "day", "week", "month", "year", "decade")
        ),
    ),
    Category(
        "setting",
        (
            ("in vitro", r"in vitro|cell cultures?|cultured|cell lines?"),
            ("in vivo", r"in vivo"),
            ("ex vivo", r"ex vivo"),
            ("in silico", r"in silico"),
        ),
    ),
)  # fmt: skip


_ANOTHERS = 0.2
_RHYTHMS = frozenset(["daily", "weekly", "monthly", "yearly"])


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", re.IGNORECASE)


def category_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """Members of a category that the sentence names and the evidence does not."""
    for category in _CATEGORIES:
        ours = _members(category, sentence.text)
        theirs = _members(category, grounds.text)
        if difference := _of_another(category, sentence, grounds):
            yield difference
        for name, written in ours.items():
            if name in theirs or _is_implied(name, theirs, grounds):
                continue
            if theirs:
                other = next(iter(theirs.values()))
                yield Support("contradicted", f"says {written!r}, the evidence {other!r}")
            else:
                yield Support("unsupported", f"says {written!r}, which the evidence does not")


def _of_another(category: Category, sentence: Wording, grounds: Grounds) -> Support | None:
    """One that the evidence has of something else: `weekly A and daily B`."""
    if category.name != "rhythm":
        return None
    ours = _places(category, sentence)
    for wording in grounds.wordings:
        theirs = _places(category, wording)
        if len(ours) != 1 or len(theirs) != 2:
            continue
        name, place = next(iter(ours.items()))
        if name not in theirs:
            continue
        rival = next(other for other in theirs if other != name)
        around = {
            concept: weight
            for concept, weight in sentence.around(place).items()
            if concept not in _RHYTHMS
        }
        own, other = wording.around(theirs[name]), wording.around(theirs[rival])
        if nearer(around, other, own) > _ANOTHERS:
            return Support("contradicted", f"says {name} of what the evidence gives as {rival}")
    return None


def _places(category: Category, wording: Wording) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, pattern in category.members:
        if match := _compiled(pattern).search(wording.text):
            found[name] = wording.place_at(match.start())
    return found


def _members(category: Category, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, pattern in category.members:
        if match := _compiled(pattern).search(text):
            found[name] = match[0]
    return found


def _is_implied(name: str, theirs: dict[str, str], grounds: Grounds) -> bool:
    """A blinded trial is randomised as a rule; cells are studied in vitro."""
    if name == "randomised":
        return "double-blind" in theirs
    if name == "in vitro":
        return re.search(r"\bcells?\b", grounds.lower) is not None and "in vivo" not in theirs
    return False
