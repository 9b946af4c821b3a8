"""Species: the living beings that a work studied, by their common English names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seeds.beings import ANIMALS, MESH, OF_ANY_SPECIES, PERSON_WORD
from seeds.document import Document
from seeds.origin import Field, Span, Stated
from seeds.statement import Statement

HUMAN = "human"

_NAMES = tuple(ANIMALS)
_PERSON = re.compile(rf"\b{PERSON_WORD}\b|\bhumans?\b(?! (?:serum|albumin|chorionic))", re.I)
# Where no animal was studied, these tell that people were.
_PEOPLE_AT_LARGE = re.compile(
    r"\b(?:hospitals?|clinics?|clinical(?:ly)?|surgery|surgical|pregnan\w+|medical|health|cadavers?"
    r"|population|survey|mortality|cancers?|births?|deliver(?:y|ies)|school|cases|households?"
    r"|famil(?:y|ies)|maternal|symptoms|diagnos\w+|radiograph\w*|disease|tumou?rs?|carcinomas?)\b",
    re.I,
)
_ANIMAL = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<a{i}>{words})" for i, words in enumerate(ANIMALS.values()))
    + r")(?![\w])",
    re.I,
)
# Not the animal, but what is made of it, named after it, or bitten by it.
_NOT_STUDIED = re.compile(
    r"(?:-|\s)?(?:anti\w*|monoclonal|polyclonal|ig[gm]|serum|albumin|milk|meat|liver oil|oils?"
    r"|bites?|scratch|flu|influenza|pericardi\w+|bioprosthe\w+|valves?|protein|products?|intake"
    r"|consumption|dander|allerg\w+|scan\w*|hair|fat|feed|nets?|insulin|heparin|thrombin|collagen"
    r"|foods?|fillet|stud(?:y|ies)|experiments?|data|welfare|bone mineral|h[ae]moglobin|vectors?"
    r"|tails?|exposures?|contact|ownership|owners?|assisted|therapy|riding|sources?|origin|fibre"
    r"|starch|thyroid|gelatin|fibrin|surfactant|serotypes?|muscles?|back|whistle)\b",
    re.I,
)
_NOT_BEFORE = re.compile(
    r"(?:\banti-?|\bf(?:o?etal|etus)\s|\bpet\s|\b(?:eat|eats|ate|eating|consum\w+|of oily|oily|raw"
    r"|smoked|and|or|meat,|red meat|poultry) (?=fish|chicken)|\bstudies (?:in|on|with) "
    r"|\b(?:other|experimental|farm|laboratory|domestic|contact with|exposure to|owning|companion"
    r"|humans? and|humans? or|than) (?=animals?|mammals?|cats?|dogs?|rodents?)|[A-Z]-)$",
    re.I,
)
_SUBJECT_BEFORE = re.compile(
    r"(?:\b[0-9]+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)"
    r"|\b(?:in|of|from|using|into|onto|on|among|with)(?: (?:the|a|an))?)"
    r"(?:[ -](?!in |of |and |or |with )[\w/+-]+){0,4}[ -]$",
    re.I,
)
_SUBJECT_AFTER = re.compile(
    r"(?: \([^)]{0,60}\))?(?: \w+){0,2} (?:were|was|received|underwent|showed|had|fed|treated|given"
    r"|lacking|deficient|injected|model)\b|,? ?\(?n ?= ?[0-9]",
    re.I,
)
_LOOK = 100
_ENOUGH = 2.0
_SPOKEN_OF = 0.25


@dataclass(frozen=True, slots=True)
class _Mention:
    name: str
    start: int
    end: int
    weight: float


def species_of(document: Document, told: Sequence[Statement]) -> tuple[Stated[str], ...]:
    """The species that were studied: MeSH terms where there are any, else the text's words.

    A species that is only spoken of (`as was shown in mice`) is not studied. People come first,
    then the others in the order in which they are named.
    """
    terms = {term.split(",")[0].lower() for term in document.mesh}
    if not terms & {"humans", "animals"}:
        animals = _animals(document, told)
        return (*_people(document, told, alone=not animals), *animals)
    indexed = [Stated(name, Field("mesh")) for term, name in MESH.items() if term in terms]
    if "animals" in terms and all(stated.value == HUMAN for stated in indexed):
        indexed += _animals(document, told) or [Stated("animal", Field("mesh"))]
    return tuple({stated.value: stated for stated in reversed(indexed)}.values())[::-1]


def named_species(text: str) -> frozenset[str]:
    """The species that a text names, studied or not; `animal` where it says no more."""
    names = {_name(match) for match in _ANIMAL.finditer(text) if _is_animal(match)}
    people = any(_is_person(match) for match in _PERSON.finditer(text))
    return frozenset(names | {HUMAN} if people else names)


def _animals(document: Document, told: Sequence[Statement]) -> tuple[Stated[str], ...]:
    mentions = [mention for statement in told for mention in _mentions(statement)]
    weights: dict[str, float] = {}
    for mention in mentions:
        weights[mention.name] = weights.get(mention.name, 0.0) + mention.weight
    titled = {_name(m) for m in _ANIMAL.finditer(document.title or "") if _is_animal(m)}
    known = [name for name in weights if name in titled or weights[name] >= _ENOUGH]
    if len(known) > 1 and "animal" in known:
        known.remove("animal")
    first = {m.name: Span(m.start, m.end) for m in reversed(mentions)}
    return (
        *(Stated(name, first[name]) for name in known),
        *(Stated(name, Field("title")) for name in sorted(titled - set(known) - {"animal"})),
    )


def _mentions(statement: Statement) -> Iterator[_Mention]:
    for match in _ANIMAL.finditer(statement.text):
        if _is_animal(match):
            start = statement.start + match.start()
            yield _Mention(_name(match), start, start + len(match[0]), _weight(statement, match))


def _weight(statement: Statement, match: re.Match[str]) -> float:
    if statement.part == "background":
        return _SPOKEN_OF
    before = statement.text[max(0, match.start() - _LOOK) : match.start()]
    after = statement.text[match.end() : match.end() + _LOOK]
    clear = _SUBJECT_BEFORE.search(before) or _SUBJECT_AFTER.match(after)
    return _ENOUGH if clear else 1.0


def _is_person(match: re.Match[str]) -> bool:
    # Females and infants may be of any species; "human umbilical cells" are human.
    return match[0].lower() not in OF_ANY_SPECIES


def _is_animal(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 30) : match.start()]
    product = _NOT_STUDIED.match(match.string, match.end())
    return not (product or _NOT_BEFORE.search(before) or match[0].isupper())


def _name(match: re.Match[str]) -> str:
    return _NAMES[int((match.lastgroup or "a0")[1:])]


def _people(
    document: Document, told: Sequence[Statement], *, alone: bool
) -> tuple[Stated[str], ...]:
    done = [statement for statement in told if statement.part != "background"]
    persons = [(s, m) for s in done for m in _PERSON.finditer(s.text) if _is_person(m)]
    clear = any(match[0].lower() == HUMAN for _, match in persons)
    if not alone and not clear and len(persons) < _ENOUGH:
        return ()
    if not persons:
        patterns = (_PERSON, _PEOPLE_AT_LARGE)
        persons = [(s, m) for p in patterns for s in told for m in p.finditer(s.text)]
    if persons:
        statement, match = persons[0]
        start = statement.start + match.start()
        return (Stated(HUMAN, Span(start, start + len(match[0]))),)
    if document.title and (
        _PERSON.search(document.title) or _PEOPLE_AT_LARGE.search(document.title)
    ):
        return (Stated(HUMAN, Field("title")),)
    return ()
