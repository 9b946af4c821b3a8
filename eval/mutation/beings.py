"""Beings told wrongly: another species, or other people."""

import re

from eval.mutation.source import Draw, Source, one_of

# Each kind of animal in its forms: plural, singular, adjective.
_ANIMALS = {
    "mouse": ("mice", "mouse", "murine"),
    "rat": ("rats", "rat"),
    "rabbit": ("rabbits", "rabbit"),
    "dog": ("dogs", "dog", "canine"),
    "pig": ("pigs", "pig", "porcine"),
    "monkey": ("monkeys", "monkey"),
    "zebrafish": ("zebrafish",),
}
_ANIMAL_NAMES = re.compile(
    rf"\b(?:{'|'.join(form for forms in _ANIMALS.values() for form in forms)})\b(?!-)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:patients?|humans?|m[ae]n|wom[ae]n|child(?:ren)?|people|persons?|participants|subjects"
    r"|volunteers|infants?|adults?|girls?|boys?)\b",
    re.IGNORECASE,
)
_HUMAN = re.compile(
    r"\bhuman (?=(?:cells?|tissues?|brains?|hearts?|livers?|skin|muscles?|breast|colon|lung|kidney"
    r"|hepatocytes|fibroblasts|myocardium|genome|serum|plasma|blood|embryos?|keratinocytes)\b)"
)
# Words that tell of people: what replaces one must be nowhere in the abstract.
_GROUPS = (
    ("women", "men"), ("men", "women"), ("girls", "boys"), ("boys", "girls"),
    ("females", "males"), ("males", "females"), ("female", "male"), ("male", "female"),
    ("children", "adults"), ("adults", "children"), ("infants", "elderly people"),
    ("newborns", "adults"), ("neonates", "adults"), ("adolescents", "elderly people"),
    ("elderly", "young"), ("postmenopausal", "premenopausal"), ("premenopausal", "postmenopausal"),
    ("older adults", "young adults"), ("older patients", "younger patients"),
    ("younger patients", "older patients"), ("nurses", "physicians"), ("students", "teachers"),
    ("outpatients", "inpatients"), ("inpatients", "outpatients"),
)  # fmt: skip
_AKIN = {
    "men": "male", "women": "female", "boys": "male", "girls": "female", "males": "men",
    "females": "women", "male": "men", "female": "women", "adults": "adult",
    "children": "pediatric", "young": "younger", "inpatients": "hospitalised",
}  # fmt: skip
_SELDOM = 0.02
_SEXED = re.compile(
    r"pregnan|gravid|breast|prostat|ovar|menopaus|uter|cervi|testi|sperm", re.IGNORECASE
)


def species(source: Source, draw: Draw) -> str | None:
    """Animals become people or other animals, human tissue that of an animal."""
    sentence = source.sentence
    found = _ANIMAL_NAMES.search(sentence)
    if found and not _PEOPLE.search(source.abstract) and draw.random() < 0.7:
        forms = next(forms for forms in _ANIMALS.values() if found[0].lower() in forms)
        if found[0].lower() != forms[0] or re.search(rf"-{found[0]}|{found[0]}-", sentence):
            return None
        return _everywhere(sentence, {found[0].lower(): "patients"})
    if found:
        return _other_animal(source, found[0].lower(), draw)
    human = _HUMAN.search(sentence)
    if human and not _ANIMAL_NAMES.search(source.abstract):
        return _HUMAN.sub(f"{one_of(('mouse', 'rat', 'pig'), draw)} ", sentence)
    if (
        draw.random() < _SELDOM  # else there would be hardly anything but these
        and re.search(r"(?<!-)\bpatients\b(?!')", sentence)
        and not _ANIMAL_NAMES.search(source.abstract)
    ):
        return _everywhere(sentence, {"patients": one_of(("mice", "rats"), draw)})
    return None


def population(source: Source, draw: Draw) -> str | None:
    """Women become men, children adults, and so on."""
    sentence = source.sentence
    options = [
        (old, new)
        for old, new in _GROUPS
        if re.search(rf"(?<![\w-])(?<!older )(?<!young ){old}(?![\w-])", sentence, re.IGNORECASE)
        and not source.says(new)
        and not (new in _AKIN and source.says(_AKIN[new]))
        and not (old in _AKIN and new in _AKIN and _SEXED.search(sentence))
    ]
    return _everywhere(sentence, dict([one_of(options, draw)])) if options else None


def _other_animal(source: Source, name: str, draw: Draw) -> str | None:
    own = next(kind for kind, forms in _ANIMALS.items() if name in forms)
    others = [
        kind
        for kind, forms in _ANIMALS.items()
        if len(forms) > 1 and kind != own and not any(map(source.says, forms))
    ]
    if not others:
        return None
    old, new = _ANIMALS[own], _ANIMALS[one_of(others, draw)]
    if old == _ANIMALS["zebrafish"]:
        old = ("-", "zebrafish")
    return _everywhere(source.sentence, dict(zip(old, (*new[:2], new[1]), strict=False)))


def _everywhere(sentence: str, new: dict[str, str]) -> str:
    """The sentence with each word replaced wherever it stands, capitals kept."""
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, new))})(?![\w-])", re.IGNORECASE)

    def replaced(place: re.Match[str]) -> str:
        word = new[place[0].lower()]
        return word[0].upper() + word[1:] if place[0][0].isupper() else word

    return pattern.sub(replaced, sentence)
