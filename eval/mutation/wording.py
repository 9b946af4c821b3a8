"""Findings told wrongly: their direction, a difference, a negation, a hedge, a cause."""

import re

from eval.mutation.source import Draw, Source, one_of

_OPPOSITES = {
    "increase": "decrease", "increases": "decreases", "increased": "decreased",
    "increasing": "decreasing", "decrease": "increase", "decreases": "increases",
    "decreased": "increased", "decreasing": "increasing", "higher": "lower", "lower": "higher",
    "greater": "smaller", "reduction": "increase", "reduces": "increases", "reduced": "increased",
    "reduce": "increase", "improved": "worsened", "improves": "worsens", "improve": "worsen",
    "improvement": "deterioration", "longer": "shorter", "shorter": "longer", "better": "worse",
    "worse": "better", "elevated": "lowered", "rose": "fell", "declined": "rose",
    "upregulated": "downregulated", "downregulated": "upregulated",
    "up-regulated": "down-regulated", "down-regulated": "up-regulated",
    "positively": "inversely", "negatively": "positively", "inversely": "positively",
    "inhibits": "stimulates", "inhibited": "stimulated", "promotes": "prevents",
    "faster": "slower", "enhanced": "impaired", "enhances": "impairs",
}  # fmt: skip
_DIRECTION = re.compile(rf"(?<![\w-])(?:{'|'.join(_OPPOSITES)})(?![\w-])", re.IGNORECASE)
_MEASURED = re.compile(
    r"[.,;)]| (?:than|in|for|levels?|risk|rates?|incidence|prevalence|mean|median|scores?|mortality"
    r"|concentrations?|expression|survival|odds|frequency|among|at|with|when|number|proportion)\b"
)
_NEGATION = re.compile(
    r"\b(?:not?|none|neither|nor|never|without|cannot|fail\w*|lack\w*|unchanged|absen\w+|hardly)\b|n't|\bun(?:able|likely)\b",
    re.IGNORECASE,
)
_NOUNS = (
    "difference|association|correlation|relationship|effect|change|increase|improvement|reduction"
)
_NO_DIFFERENCE: tuple[tuple[str, str], ...] = (
    (rf"\b([Nn])o (?:statistically )?(?:significant )?({_NOUNS})(?=\b(?!s))", "a significant {0}"),
    (rf"\b([Nn])o (?:statistically )?(?:significant )?((?:{_NOUNS})s)\b", "significant {0}"),
    (r"\b(d)(?:id|oes|o) not (differ)(?: significantly)?\b(?! from \d)", "differed significantly"),
    (r"\b(w)(?:as|ere) not (?:statistically )?(significantly|significant)\b", "{w} {0}"),
    (r"\b(w)(?:as|ere) (similar|comparable)(?= (?:between|in|among|for|across)\b|\.)",
     "{w} significantly different"),
)  # fmt: skip
_DIFFERENCE: tuple[tuple[str, str], ...] = (
    (r"\b(?:([Aa]) )?(?:statistically )?significant (differences?)\b", "no significant {0}"),
    (r"\b(w)(?:as|ere) (?:statistically )?significantly "
     r"(higher|lower|greater|longer|shorter|better|worse|increased|decreased|reduced|different|more|less)\b",
     "{w} not significantly {0}"),
    (r"\b(d)iffered (significantly)\b", "did not differ {0}"),
)  # fmt: skip
_ADD_NOT = re.compile(
    r"\b(was|were|is|are|(?:has|have|had)(?= been))"
    r"(?= (?:been )?(?:\w+ly )?(?:\w{3,}(?:ed|wn)|found|seen)\b)"
)
_DROP_NOT = re.compile(
    r"\b(was|were|is|are|has|have|had|can|could|did|does|do|should|will|would) not"
    r"(?! (?:only|yet|necessarily|significant\w*|statistically|just|differ\w*)\b)"
)
_CANNOT = re.compile(r"\b(can)not\b(?! be (?:excluded|ruled))")
_MAY = re.compile(
    r"(?P<before>\S+(?: \S+){0,6}) (?:may|might) "
    r"(?P<adverb>(?:\w+ly|also|therefore|thus|even|still) )?"
    r"(?P<verb>be|have|[a-z]{3,})(?! been)\b"
)
_OTHER_HEDGE = re.compile(
    r"\b(?:may|might|could|potential\w*|possib\w+|probabl\w+|likely|appear\w*|seem\w*|perhaps"
    r"|propos\w+|believed?|thought|unclear|would|should|speculat\w+|presum\w+|putative|can)\b",
    re.IGNORECASE,
)
_SUGGEST = {
    "suggest": "prove", "suggests": "proves", "suggested": "proved", "suggesting": "proving",
    "indicate": "prove", "indicates": "proves", "indicated": "proved", "indicating": "proving",
}  # fmt: skip
_SUGGESTED = re.compile(rf"\b({'|'.join(_SUGGEST)})(?= that\b)")
_SEEMS = re.compile(r"\b(?:appear|seem)(?P<s>s?)(?: likely)? to (?P<verb>be|have|[a-z]{3,})\b")
_PLURAL = re.compile(
    r"they|we|these|those|patients|children|women|men|mice|data|people|both|\S*[^sui]s",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(r"it|there|this|which|that|who|what", re.IGNORECASE)
_ASSOCIATED = re.compile(
    r"\b(?P<be>is|are|was|were) (?:also )?(?:(?:significantly|strongly|independently|positively) )?"
    r"associated with "
    r"(?=(?:an? |the )?(?:increase|decrease|reduc|higher|lower|greater"
    r"|poorer|worse|improv|better|shorter|longer)\w*)"
)


def direction(source: Source, draw: Draw) -> str | None:
    """What rose falls, what was higher is lower."""
    sentence = source.sentence
    if _NEGATION.search(sentence) or re.search(r"\b(?:or|and/or|versus|vs)\b", sentence):
        return None
    places = [
        place
        for place in _DIRECTION.finditer(sentence)
        if not (
            place[0].lower() in ("lower", "better") and not _MEASURED.match(sentence, place.end())
        )
        and not (
            place[0].lower() in ("positively", "negatively", "inversely")
            and not re.match(r" (?:\w+ )?(?:correlat|associat|relat)", sentence[place.end() :])
        )
    ]
    words = {place[0].lower() for place in places}
    if not places or any(_OPPOSITES[word] in words for word in words):
        return None
    place = one_of(places, draw)
    return _spliced(sentence, place, _cased(_OPPOSITES[place[0].lower()], place[0]))


def difference(source: Source, draw: Draw) -> str | None:
    """A difference where there was none, or none where there was one."""
    sentence = source.sentence
    forms = _NO_DIFFERENCE
    if not _NEGATION.search(sentence) and draw.random() < 0.6:
        forms = _DIFFERENCE
    options = [(place, form) for pattern, form in forms for place in re.finditer(pattern, sentence)]
    if not options:
        return None
    place, form = one_of(options, draw)
    new = form.format(place[2], w=place[0].split()[0])
    return _spliced(sentence, place, _cased(new, place[0]))


def negation(source: Source, draw: Draw) -> str | None:
    """A "not" more, or one less."""
    sentence = source.sentence
    added = [] if _NEGATION.search(sentence) else list(_ADD_NOT.finditer(sentence))
    if added:
        place = one_of(added, draw)
        return _spliced(sentence, place, f"{place[1]} not")
    dropped = [*_DROP_NOT.finditer(sentence), *_CANNOT.finditer(sentence)]
    if len(dropped) != 1 or len(_NEGATION.findall(sentence)) != 1:
        return None
    return _spliced(sentence, dropped[0], dropped[0][1])


def hedge(source: Source, draw: Draw) -> str | None:
    """What may be so is so, and what suggests it proves it."""
    sentence = source.sentence
    if _NEGATION.search(sentence):
        return None
    places = [place for place in (_MAY.search(sentence), _SEEMS.search(sentence)) if place]
    if not places:
        return None
    certain = _certain(sentence, one_of(places, draw))
    if certain is None or _OTHER_HEDGE.search(certain):
        return None
    return _SUGGESTED.sub(lambda place: _SUGGEST[place[1]], certain)


def cause(source: Source, _: Draw) -> str | None:
    """What was associated with another thing brings it about."""
    place = _ASSOCIATED.search(source.sentence)
    if not place or _NEGATION.search(source.sentence):
        return None
    causes = {"is": "causes", "are": "cause"}.get(place["be"], "caused")
    return _spliced(source.sentence, place, f"directly {causes} ")


def _certain(sentence: str, place: re.Match[str]) -> str | None:
    if place.re is _SEEMS:
        return _spliced(sentence, place, _finite(place["verb"], plural=not place["s"]))
    subject = place["before"].split()
    if _NO_SUBJECT.fullmatch(subject[-1]):
        return None
    plural = "and" in subject[-4:] or _PLURAL.fullmatch(subject[-1]) is not None
    verb = _finite(place["verb"], plural=plural)
    return _spliced(sentence, place, f"{place['before']} {place['adverb'] or ''}{verb}")


def _finite(verb: str, *, plural: bool) -> str:
    irregular = {"be": ("are", "is"), "have": ("have", "has")}
    if verb in irregular:
        return irregular[verb][0 if plural else 1]
    if plural:
        return verb
    if re.search(r"(?:s|x|ch|sh|o)$", verb):
        return f"{verb}es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", verb) + "s"


def _spliced(sentence: str, place: re.Match[str], new: str) -> str:
    return sentence[: place.start()] + new + sentence[place.end() :]


def _cased(new: str, old: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new
