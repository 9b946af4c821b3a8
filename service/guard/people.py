"""People and animals: whether a sentence speaks of those whom the evidence speaks of."""

import re
from collections.abc import Iterator
from functools import cache

from seeds.beings import ANIMALS, PERSON_WORD
from service.guard.grounds import Grounds
from service.guard.lexicon import lexicon
from service.guard.support import Support
from service.guard.wording import Wording

_PERSON = re.compile(
    rf"\b{PERSON_WORD}\b|\bhumans?\b(?! (?:serum|albumin|chorionic|\w+ cells?|cells?|cell lines?))",
    re.IGNORECASE,
)
_OF_HUMANS = re.compile(
    r"\b(?:hospital\w*|clinic\w*|surg\w+|trials?|cohort|cases?|mortality|prevalence|incidence"
    r"|epidemiolog\w*|registr(?:y|ies)|birth|pregnan\w+|wom[ae]n|population|families|pedigree)\b",
    re.IGNORECASE,
)
_ANY = lexicon(
    """
subjects males females male female individuals individual adults adult newborns newborn
neonates neonate juveniles fetuses offspring mother mothers parents parent siblings twins
donors donor recipients recipient survivors survivor infants infant users members
"""
)
_ROOT = 5
_OTHER_NAMES = {"flies": "drosophila", "fly": "drosophila", "worms": "elegans", "worm": "elegans"}
_NO_ANIMAL = re.compile(
    r"[ -](?:milk|serum|albumin|bites?|monoclonal|polyclonal|anti\w*|valves?|pericardi\w+|insulin"
    r"|oils?|meat|scan\w*|flu|influenza|thrombin|heparin)\b",
    re.IGNORECASE,
)
# Groups of people; of each kind, one is not the other.
_GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "sex": (
        ("women", r"wom[ae]n|females?|girls?|mothers?|maternal|pregnan\w+|\w*menopaus\w*"
                  r"|pregestation\w*"
                  r"|nulliparous"
                  r"|primipara\w*|multipara\w*|lactating|breastfeeding"),
        ("men", r"m[ae]n|males?|boys?|fathers?|paternal"),
    ),
    "age": (
        ("children", r"child(?:ren|hood)?|p(?:a)?ediatrics?|infants?|infancy|newborns?|neonat\w+"
                     r"|bab(?:y|ies)"
                     r"|toddlers?|boys?|girls?|school\w*|preschool\w*"
                     r"|preterms?(?! (?:lab|prem|del|bir))"
                     r"|kids?|juveniles?"),
        ("adolescents", r"adolescen\w+|teen\w*|youths?|young people"),
        ("adults", r"adults?|adulthood"),
        ("elderly people", r"elderly|older (?:adults|people|persons|patients|women|men|subjects"
                           r"|individuals)"
                           r"|geriatric|octogenarians|nonagenarians|seniors|the aged"),
    ),
    "health": (
        ("healthy people", r"healthy(?! (?:diet|food|eating|lifestyle|weight|controls?))"
                           r"|volunteers?"),
        ("patients", r"patients?|inpatients?|outpatients?"),
    ),
}  # fmt: skip
# What tells of women without naming them.
_TOLD_BY = {
    "women": r"cervi\w+|uter\w+|ovar\w+|vagin\w+|endometri\w+|obstetric\w*|\w*gestation\w*"
    r"|postnatal\w*|postpartum|breast|mammogra\w+|menstru\w+|\w*eclampsia",
}
_BOTH = re.compile(r"\b(?:sex(?:es)?|genders?)\b", re.IGNORECASE)
_INCLUDED = {"adults": ("elderly people", "women", "men"), "children": ("adolescents",),
             "adolescents": ("children",)}  # fmt: skip


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE)


def being_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """Species and groups of people that the sentence names and the evidence does not."""
    yield from _species(sentence, grounds)
    for members in _GROUPS.values():
        yield from _groups(members, sentence, grounds)


def _species(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    ours, theirs = _animals(sentence.text), _animals(grounds.text)
    for name, written in ours.items():
        if name in theirs or (name == "animal" and theirs):
            continue
        if len(written) > _ROOT and written.lower()[:_ROOT] in grounds.lower:
            continue
        if _OTHER_NAMES.get(written.lower(), "-") in grounds.lower:
            continue
        if theirs or _people(grounds.text):
            other = next(iter(theirs.values()), None) or _people(grounds.text)
            yield Support("contradicted", f"says {written!r}, the evidence {other!r}")
        else:
            yield Support("unsupported", f"says {written!r}, which the evidence does not")
    person = _people(sentence.text)
    if person and not _people(grounds.text):
        if theirs:
            other = next(iter(theirs.values()))
            yield Support("contradicted", f"says {person!r}, the evidence {other!r}")
        elif _in_cells(grounds) and not _in_cells_text(sentence.lower):
            yield Support("unsupported", f"says {person!r}, the evidence speaks of cells")


def _groups(
    members: tuple[tuple[str, str], ...], sentence: Wording, grounds: Grounds
) -> Iterator[Support]:
    ours = _named(members, sentence.text)
    theirs = _named(members, grounds.text)
    for name, written in ours.items():
        if name in theirs or any(included in theirs for included in _INCLUDED.get(name, ())):
            continue
        if name == "patients" and (not theirs or _ill(grounds)):
            continue
        if name in _TOLD_BY and _pattern(_TOLD_BY[name]).search(grounds.text):
            continue
        if {"women", "men"} <= set(ours) and _BOTH.search(grounds.text):
            continue
        if theirs:
            other = next(iter(theirs.values()))
            yield Support("contradicted", f"says {written!r}, the evidence {other!r}")
        elif name == "adults" and _people(grounds.text):
            yield Support("unsupported", f"says {written!r}, which the evidence does not")
        else:
            yield Support("unsupported", f"says {written!r}, which the evidence does not")


def _named(members: tuple[tuple[str, str], ...], text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in members:
        if match := _pattern(words).search(text):
            found[name] = match[0]
    return found


def _animals(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in ANIMALS.items():
        for match in _pattern(words).finditer(text):
            if not _NO_ANIMAL.match(text, match.end()) and not match[0].isupper():
                found[name] = match[0]
                break
    return found


def _people(text: str) -> str | None:
    for match in _PERSON.finditer(text):
        if match[0].lower() not in _ANY:
            return match[0]
    return None


def _ill(grounds: Grounds) -> bool:
    return _OF_HUMANS.search(grounds.text) is not None


def _in_cells(grounds: Grounds) -> bool:
    return _in_cells_text(grounds.lower) and not _OF_HUMANS.search(grounds.text)


def _in_cells_text(lower: str) -> bool:
    return re.search(r"\bcells?\b|\bin vitro\b|\bcultur", lower) is not None
