"""Names told wrongly: another drug, gene or group, another comparator, and what nobody said."""

import re
from difflib import SequenceMatcher

from eval.mutation.naming import drugs_in, genes_in, groups_in, plain_name
from eval.mutation.source import Draw, Source, one_of

_LONG_WORD = re.compile(r"[a-z]{5,}")
_FEW = 3
_SAME_SPELLING = 0.9
_COMPARED = re.compile(
    r"\b(?:higher|lower|greater|more|less|better|worse|longer|shorter|fewer|larger|smaller|increased"
    r"|decreased|reduced|elevated)\b[^.;,]{0,70}? (?P<in>in|among|for|with) (?:the )?"
    r"(?P<a>[A-Za-z][\w -]{2,40}?) (?:when )?(?:than|compared (?:with|to)|versus|vs\.?)"
    r"(?: (?P<of>in|among|for|with))? (?:the )?(?P<b>[A-Za-z][\w -]{2,40}?)(?= ?\(|[,.;]|$)"
)
_NO_GROUP = re.compile(
    r"\b(?:that|those|those|it|its|their|this|and|or|other|others|baseline|when)\b"
)
_GROUP = re.compile(
    r"(?:groups?|patients|women|men|controls|subjects|adults|children|placebo|mice|rats|arm|cohort)$"
)
_COMPARATORS = {
    "placebo": ("usual care", "aspirin"),
    "healthy controls": ("their own siblings", "patients with diabetes"),
    "controls": ("their own siblings", "patients with diabetes"),
    "control group": ("high-dose group", "waiting-list group"),
    "control subjects": ("their own siblings", "patients with diabetes"),
    "healthy subjects": ("their own siblings", "patients with diabetes"),
    "healthy volunteers": ("their own siblings", "patients with diabetes"),
    "standard treatment": ("placebo",),
    "conventional": ("robotic",),
    "the general population": ("their own siblings",),
    "whites": ("Asians",),
    "wild-type": ("heterozygous",),
    "monotherapy": ("placebo",),
}
_AGAINST = re.compile(
    r"(?:than|compared (?:with|to)|versus|vs\.?|relative to) (?:in |for |with )?(?:the )?"
    rf"(?P<old>{'|'.join(sorted(_COMPARATORS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
# What is added, and the stems of words by which the abstract may say so itself.
_ADDITIONS = (
    (", and the effect was still present five years later", "year|long|last"),
    (", without any serious adverse event", "adverse|safe|toxic|complication|side|tolera"),
    (", which also lowered mortality", "mortal|death|surviv|die"),
    (", and this was confirmed in a second, independent cohort", "cohort|confirm|valid|replic"),
    (", mainly among smokers", "smok|tobacco"),
    (", and costs fell by a third", "cost|econom|saving"),
    (", as a randomised trial of 412 patients has shown", "random|trial"),
    (", and is recommended in international guidelines", "guideline|recommend"),
    (", most of all in patients with diabetes", "diabet|glyc|insulin"),
    (", through lower oxidative stress", "oxida|radical|ROS"),
    (", and patients reported a better quality of life", "quality|wellbeing|satisf"),
    (", although the drug was withdrawn from the market in 2011", "withdr|market|2011"),
    (", which vitamin D supplements prevented", "vitamin"),
    (", and the finding held in both sexes", "sex|gender|women|men|male|female"),
)


def name(source: Source, draw: Draw) -> str | None:
    """A drug or gene becomes another of the corpora."""
    sentence = source.sentence
    kinds = [
        (found, known)
        for found, known in (
            (drugs_in(sentence), source.names.drugs),
            (genes_in(sentence), source.names.genes),
        )
        if found and known
    ]
    if not kinds:
        return None
    found, known = one_of(kinds, draw)
    found = [one for one in found if not _paired(one, sentence)]
    if not found:
        return None
    old = one_of(found, draw)
    said = plain_name(source.abstract)
    others = [other for other in known if plain_name(other) not in said and not _akin(old, other)]
    return _everywhere(sentence, old, one_of(others, draw)) if others else None


def neighbour(source: Source, draw: Draw) -> str | None:
    """A name becomes one that another sentence of the evidence has."""
    sentence = source.sentence
    if re.search(r"\b(?:also|too|similarly|likewise)\b", sentence, re.IGNORECASE):
        return None
    # Two sentences that are much alike may say the same of two things.
    others = " ".join(one for one in source.evidence if not _alike(one, sentence))
    for names_in in (drugs_in, genes_in, groups_in):
        old = [one for one in names_in(sentence) if not _paired(one, source.abstract)]
        new = [
            one
            for one in names_in(others)
            if plain_name(one) not in plain_name(sentence) and not _paired(one, source.abstract)
        ]
        pairs = [(one, other) for one in old for other in new if not _akin(one, other)]
        if pairs:
            return _everywhere(sentence, *one_of(pairs, draw))
    return None


def comparator(source: Source, draw: Draw) -> str | None:
    """The two sides of a comparison change places, or what is compared with is another thing."""
    sentence = source.sentence
    place = _COMPARED.search(sentence)
    if place and _are_groups(place):
        return (
            sentence[: place.start("a")] + place["b"]
            + sentence[place.end("a") : place.start("b")] + place["a"] + sentence[place.end("b") :]
        )  # fmt: skip
    against = _AGAINST.search(sentence)
    if not against:
        return None
    new = [one for one in _COMPARATORS[against["old"].lower()] if not source.says(one.split()[-1])]
    if not new:
        return None
    return sentence[: against.start("old")] + one_of(new, draw) + sentence[against.end("old") :]


def addition(source: Source, draw: Draw) -> str | None:
    """Something is added that nobody said."""
    options = [
        text
        for text, stems in _ADDITIONS
        if not re.search(rf"\b(?:{stems})", source.abstract, re.I)
    ]
    return f"{source.sentence[:-1]}{one_of(options, draw)}." if options else None


def _are_groups(place: re.Match[str]) -> bool:
    """Whether the sides of a comparison are of one kind, so that they can change places."""
    sides = place["a"], place["b"]
    alike = place["in"] == place["of"] or all(map(_GROUP.search, sides))
    return alike and not any(map(_NO_GROUP.search, sides))


def _alike(sentence: str, other: str) -> bool:
    return len(set(_LONG_WORD.findall(sentence)) & set(_LONG_WORD.findall(other))) > _FEW


def _akin(name: str, other: str) -> bool:
    """Whether one name is the beginning of the other, as IL-6 and IL-6R are, or a misspelling."""
    first, second = plain_name(name), plain_name(other)
    if first.startswith(second) or second.startswith(first):
        return True
    return SequenceMatcher(None, first, second).ratio() >= _SAME_SPELLING


def _paired(name: str, text: str) -> bool:
    """Whether a text tells that a name is another's abbreviation or other name."""
    return re.search(rf"\(\s?{re.escape(name)}|{re.escape(name)}\s?(?:\(|/)", text) is not None


def _everywhere(sentence: str, old: str, new: str) -> str:
    pattern = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])", re.IGNORECASE)
    cased = new[0].upper() + new[1:] if sentence.lower().startswith(old) else new
    return pattern.sub(cased, sentence)
