"""Species: the living beings that a work studied, by their common English names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seeds.document import Document
from seeds.origin import Field, Span, Stated
from seeds.statement import Statement

HUMAN = "human"

# Each name with the words that stand for it; Latin names in full.
_WORDS = {
    "mouse": "mouse|mice|murine|mus musculus",
    "rat": "rats?|sprague[- ]dawley|wistar|rattus norvegicus",
    "dog": "dogs?|canines?|beagles?|pupp(?:y|ies)|canis (?:lupus )?familiaris",
    "cat": "cats?|felines?|kittens?",
    "rabbit": "rabbits?|oryctolagus cuniculus",
    "guinea pig": "guinea[- ]pigs?|cavia porcellus",
    "hamster": "hamsters?",
    "gerbil": "gerbils?",
    "ferret": "ferrets?",
    "pig": "(?<!guinea )(?<!guinea-)pigs?|piglets?|mini-?pigs?|porcine|swine|sows?|sus scrofa",
    "sheep": "sheep|ovine|lambs?|ewes?|ovis aries",
    "goat": "goats?|caprine",
    "cattle": "cattle|cows?|bovines?|heifers?|steers|bos taurus",
    "horse": "horses?|equines?|mares?|foals?|ponies|pony",
    "monkey": "monkeys?|macaques?|baboons?|marmosets?|rhesus|macaca \\w+|non-?human primates?",
    "chimpanzee": "chimpanzees?",
    "chicken": "chickens?|hens?|broilers?|chick embryos?|chicks?|gallus gallus",
    "bird": "(?:song)?birds?|finch(?:es)?|sparrows?|pigeons?|quails?|ducks?|geese|turkeys",
    "fish": "(?<!zebra)fish(?:es)?|salmon|trout|carp|tilapia",
    "zebrafish": "zebrafish|danio rerio",
    "frog": "frogs?|toads?|tadpoles?|xenopus(?: laevis)?",
    "reptile": "lizards?|snakes?|turtles?|tortoises?|reptiles?",
    "fruit fly": "fruit fl(?:y|ies)|drosophila(?: melanogaster)?",
    "mosquito": "mosquito(?:e?s)?|anopheles(?: \\w+)?|aedes(?: \\w+)?",
    "tick": "ticks?|ixodes(?: \\w+)?",
    "bee": "(?:honey|bumble)?bees?|apis mellifera",
    "insect": "insects?|beetles?|moths?|cockroach(?:es)?|(?:sand|black|tsetse )?flies",
    "roundworm": "c(?:aenorhabditis|\\.) elegans|nematodes?",
    "snail": "snails?",
    "bat": "bats",
    "deer": "deer",
    "seal": "(?:harbou?r|elephant|grey|gray|fur) seals?|sea lions?",
    "elephant": "elephants?(?! seals?)",
    "animal": "animals?|rodents?|mammals?|livestock|in vivo models?",
}
_NAMES = tuple(_WORDS)
ANIMAL_WORD = rf"(?:{'|'.join(_WORDS.values())})"
PEOPLE_WORD = (
    "(?:(?:in|out)?patients|participants|subjects|volunteers|individuals|persons|people|adults"
    "|women|men|females|males|boys|girls|children|infants|newborns|neonates|babies|toddlers"
    "|preschoolers|adolescents|teenagers|youths|mothers|fathers|parents|couples|twins|siblings"
    "|relatives|offspring|caregivers|carers|spouses|respondents|interviewees|students|pupils"
    "|trainees|residents|interns|fellows|physicians|doctors|clinicians|surgeons|practitioners|gps"
    "|nurses|midwives|dentists|pharmacists|psychiatrists|psychologists|therapists|radiologists"
    "|pathologists|providers|professionals|managers|experts|workers|servants|staff|employees|teachers"
    "|veterans|soldiers|recruits|prisoners|f(?:o)?etuses|octogenarians|nonagenarians|singletons|toddlers|undergraduates|asthmatics|diabetics|hypertensives|cyclists|singers|musicians|dancers|firefighters|farmers|gymnasts|swimmers|youngsters|juveniles|listeners|speakers|readers|observers|raters|athletes|players|runners|skiers|smokers|drinkers|users"
    "|donors|recipients|survivors|sufferers|beneficiaries|members|enrollees|patrons|consumers"
    "|drivers|pedestrians|immigrants|migrants|refugees|elderly|primiparae|multiparae|nulliparae"
    "|probands|decedents|seniors|citizens)"
)
_PERSON_WORD = (
    "(?:(?:in|out)?patient|participant|volunteer|person|adult|woman|man|boy|girl|child|infant"
    "|newborn|neonate|baby|adolescent|mother|father|parent|respondent|student|physician|doctor"
    "|clinician|practitioner|nurse|surgeon|donor)"
)
_PERSON = re.compile(
    rf"\b(?:{PEOPLE_WORD}|{_PERSON_WORD})\b|\bhumans?\b(?! (?:serum|albumin|chorionic))", re.I
)
# Where no animal was studied, these tell that people were.
_PEOPLE_AT_LARGE = re.compile(
    r"\b(?:hospitals?|clinics?|clinical(?:ly)?|surgery|surgical|pregnan\w+|medical|health|cadavers?"
    r"|population|survey|mortality|cancers?|births?|deliver(?:y|ies)|school|cases|households?"
    r"|famil(?:y|ies)|maternal|symptoms|diagnos\w+|radiograph\w*|disease|tumou?rs?|carcinomas?)\b",
    re.I,
)
_ANIMAL = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<a{i}>{words})" for i, words in enumerate(_WORDS.values()))
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
    r"|\b(?:in|of|from|using|into|on|among|with)(?: (?:the|a|an))?)"
    r"(?:[ -](?!in |of |and |or |with )[\w/+-]+){0,4}[ -]$",
    re.I,
)
_SUBJECT_AFTER = re.compile(
    r"(?: \([^)]{0,60}\))?(?: \w+){0,2} (?:were|was|received|underwent|showed|had|fed|treated|given"
    r"|lacking|deficient|injected|model)\b|,? ?\(?n ?= ?[0-9]",
    re.I,
)
_OF_ANY_SPECIES = frozenset(
    [
        "subjects",
        "males",
        "females",
        "male",
        "female",
        "individuals",
        "individual",
        "adults",
        "adult",
        "newborns",
        "newborn",
        "neonates",
        "neonate",
        "babies",
        "offspring",
        "mother",
        "mothers",
        "parents",
        "parent",
        "siblings",
        "twins",
        "donors",
        "donor",
        "recipients",
        "recipient",
        "survivors",
        "survivor",
        "infants",
        "infant",
        "users",
        "members",
    ]
)
_ENOUGH = 2.0
_SPOKEN_OF = 0.25
_MESH = {
    "humans": HUMAN, "mice": "mouse", "rats": "rat", "dogs": "dog", "cats": "cat",
    "rabbits": "rabbit", "guinea pigs": "guinea pig", "cricetinae": "hamster",
    "mesocricetus": "hamster", "gerbillinae": "gerbil", "ferrets": "ferret", "swine": "pig",
    "sus scrofa": "pig", "sheep": "sheep", "goats": "goat", "cattle": "cattle",
    "horses": "horse", "macaca mulatta": "monkey", "macaca fascicularis": "monkey",
    "haplorhini": "monkey", "papio": "monkey", "callithrix": "monkey",
    "pan troglodytes": "chimpanzee", "chickens": "chicken", "birds": "bird", "fishes": "fish",
    "zebrafish": "zebrafish", "xenopus laevis": "frog", "drosophila": "fruit fly",
    "drosophila melanogaster": "fruit fly", "caenorhabditis elegans": "roundworm",
}  # fmt: skip


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
    if indexed := tuple(
        dict.fromkeys(_MESH[m] for t in document.mesh if (m := t.lower()) in _MESH)
    ):
        return tuple(Stated(name, Field("mesh")) for name in indexed)
    animals = _animals(document, told)
    people = _people(document, told, alone=not animals)
    return (*people, *animals)


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
    before, after = statement.text[: match.start()], statement.text[match.end() :]
    clear = _SUBJECT_BEFORE.search(before) or _SUBJECT_AFTER.match(after)
    return _ENOUGH if clear else 1.0


def _is_person(match: re.Match[str]) -> bool:
    # Females and infants may be of any species; "human umbilical cells" are human.
    return match[0].lower() not in _OF_ANY_SPECIES


def _is_animal(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return not (_NOT_STUDIED.match(after) or _NOT_BEFORE.search(before[-30:]) or match[0].isupper())


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
