"""Study type: what kind of study a document tells of, and its level of evidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seeds.design import NAMED, NAMES, Cue, StudyType, cue
from seeds.document import Document
from seeds.hint import HINTS
from seeds.indexing import indexed_type
from seeds.origin import Field, Origin, Span, Stated
from seeds.species import HUMAN
from seeds.statement import Statement, spread

# Designs told by name, in the order in which one makes the next a detail of it.
_FIRST: tuple[StudyType, ...] = (
    "meta_analysis", "systematic_review", "guideline", "protocol", "case_report",
    "randomised_trial", "editorial", "other",
)  # fmt: skip
# What else a study may be: how much each is favoured where its words are found at all.
_FAVOUR: dict[StudyType, float] = {
    "non_randomised_trial": 1.5, "in_vitro": 0.0, "in_silico": 2.0, "case_control": 3.0,
    "cross_sectional": 0.0, "cohort": 0.0, "case_series": 0.0, "review": 0.0,
}  # fmt: skip
# Of these, indexers often give the wider name.
_FINER: dict[StudyType, StudyType] = {
    "non_randomised_trial": "randomised_trial",
    "review": "systematic_review",
}
_LEVELS: dict[StudyType, int] = {
    "randomised_trial": 2, "non_randomised_trial": 3, "cohort": 3, "case_control": 4,
    "case_series": 4, "case_report": 4, "animal": 5, "in_vitro": 5, "in_silico": 5,
}  # fmt: skip
_TITLES = (
    cue("protocol", 9, r"protocol (?:for|of) an? |\b(?:study|trial|review) protocol\b"),
    cue("meta_analysis", 9, r"meta-?analys[ei]s\b"),
    cue("systematic_review", 9, r"systematic(?:ally)? (?:\w+ )?review|\bscoping review"),
    cue(
        "guideline", 9, r"guidelines?(?: for| on|:)|\bconsensus statement\b|\brecommendations of\b"
    ),
    cue("case_report", 9, r"case (?:report|study)\b|\breport of (?:a|one) case\b|\ba case of\b"),
    cue("case_series", 9, r"case series\b|\breport of \w+ cases\b|\bcase reports\b"),
    cue("randomised_trial", 9, r"randomi[sz]ed\b(?! (?:evidence|trials\b))"),
    cue("case_control", 9, r"case-?control\b"),
    cue("cross_sectional", 9, r"cross-?sectional\b|\bsurvey of\b|: an? (?:\w+ )?survey\b"),
    cue("cohort", 9, r"cohort (?:study|analysis)\b|\bfollow-?up study\b"),
    cue("other", 9, r"qualitative (?:study|research|interview)"),
)
_COMPARED = re.compile(
    r"\bp ?[<>=≤]|significan|odds ratio|hazard|\bthan (?:in|those|that|the|with|after|for)\b"
    r"|\bcompar|\bversus\b|\bvs\b|predict|risk factor|associated with|correlat|differ(?:ence"
    r"|ent from)"
    r"|attributable|related to|influence|relationship|connection between|reduction in|no evidence"
    r"|\bunlike\b|\b(?:higher|lower|greater|fewer|better|worse) (?:\w+ )?(?:than|in)\b",
    re.IGNORECASE,
)
# A randomised experiment on animals is an experiment on animals.
_ON_PEOPLE: tuple[StudyType, ...] = ("case_report", "case_series", "randomised_trial", "other")
_LIVING = re.compile(
    r"\b(?:in vivo|(?:were|was) (?:\w+ly )?(?:fed|housed|sacrificed|killed|an(?:a)?esthe\w+"
    r"|injected"
    r"|implanted|randomi[sz]ed|immuni[sz]ed|infected|treated|exposed|trained|given|allocated"
    r"|divided|operated)|underwent|[0-9]+ (?:\w+ ){0,4}(?:mice|rats|rabbits|pigs|dogs|animals))\b",
    re.IGNORECASE,
)
_OF_TRIALS = re.compile(r"\brandomi[sz]ed\b|\brcts?\b", re.IGNORECASE)
_MORE = 0.25
_MOST = 4
_NOBODY = 2.0
_BY_NAME = 3.0
_VAGUE: dict[StudyType, float] = {"cohort": NAMED, "cross_sectional": 3.0}


@dataclass(frozen=True, slots=True)
class _Score:
    """How much speaks for a study type, and the cue that says most, with its place."""

    weight: float
    strongest: float
    origin: Origin


_Scores = Mapping[StudyType, _Score]


def study_type_of(
    document: Document,
    told: Sequence[Statement],
    species: Sequence[Stated[str]],
    sample_size: int | None,
) -> Stated[StudyType] | None:
    """The study type: by publication types, then MeSH terms, then the words of title and text.

    A snippet or a summary has one only where it names it, or tells of animals alone.
    """
    beasts = _animal(species)
    if document.kind != "abstract":
        names = _scores(told, NAMES)
        return _named(names, beasts, sample_size) or beasts or _strongest(names)
    scores = _scores(told, (*NAMES, *HINTS))
    return (
        _indexed(document, scores, sample_size)
        or _titled(document, beasts, sample_size)
        or _named(scores, beasts, sample_size)
        or (_outside_the_body(scores, told) if beasts else None)
        or beasts
        or _weighed(scores, told, sample_size)
        or _compared(told, sample_size)
    )


def level_of(study: Stated[StudyType] | None, told: Sequence[Statement]) -> Stated[int] | None:
    """The level of evidence for a question of treatment (Oxford CEBM, 2011), 1 the best.

    Systematic reviews have level 1 where they are of randomised trials, and none where that is
    not said. Designs that say nothing of treatments have none.
    """
    if study is None:
        return None
    if study.value in ("meta_analysis", "systematic_review"):
        trials = _OF_TRIALS.search(spread(told))
        return Stated(1, Span(trials.start(), trials.end())) if trials else None
    level = _LEVELS.get(study.value)
    return Stated(level, study.origin) if level else None


def _indexed(
    document: Document, scores: _Scores, sample_size: int | None
) -> Stated[StudyType] | None:
    """What indexers say, and where they leave it open what the text adds."""
    known = indexed_type(document.publication_types, document.mesh)
    if known is None:
        return None
    finer = _FINER.get(known.value)
    if finer and finer in scores:
        return Stated(finer, known.origin)
    return Stated(_told_one_by_one(known.value, sample_size), known.origin)


def _told_one_by_one(study_type: StudyType, sample_size: int | None) -> StudyType:
    """Several case reports are a case series."""
    several = study_type == "case_report" and (sample_size or 1) > 1
    return "case_series" if several else study_type


def _titled(
    document: Document, beasts: Stated[StudyType] | None, sample_size: int | None
) -> Stated[StudyType] | None:
    title = document.title or ""
    found = next((named.study_type for named in _TITLES if named.words.search(title)), None)
    if beasts and found in _ON_PEOPLE:
        return beasts
    return Stated(_told_one_by_one(found, sample_size), Field("title")) if found else None


def _named(
    scores: _Scores, beasts: Stated[StudyType] | None, sample_size: int | None
) -> Stated[StudyType] | None:
    for study_type in _FIRST:
        score = scores.get(study_type)
        if not score or score.weight < NAMED:
            continue
        if beasts and study_type in _ON_PEOPLE:
            return beasts
        if study_type == _told_one_by_one(study_type, sample_size):
            return Stated(study_type, score.origin)
    return None


def _animal(species: Sequence[Stated[str]]) -> Stated[StudyType] | None:
    """`animal` where animals were studied, and no people."""
    if not species or any(name.value == HUMAN for name in species):
        return None
    return Stated("animal", species[0].origin)


def _outside_the_body(scores: _Scores, told: Sequence[Statement]) -> Stated[StudyType] | None:
    """`in_vitro` where cells of animals were studied, and nothing was done to living ones."""
    score = scores.get("in_vitro")
    if not score or score.strongest < NAMED or _LIVING.search(spread(told)):
        return None
    return Stated("in_vitro", score.origin)


def _strongest(scores: _Scores) -> Stated[StudyType] | None:
    known = {kind: score for kind, score in scores.items() if score.strongest > NAMED}
    if not known:
        return None
    best = max(known, key=lambda kind: known[kind].weight)
    return Stated(best, known[best].origin)


def _weighed(
    scores: _Scores, told: Sequence[Statement], sample_size: int | None
) -> Stated[StudyType] | None:
    weights = {
        kind: scores[kind].weight + favour + _BY_NAME * (scores[kind].strongest > NAMED)
        for kind, favour in _FAVOUR.items()
        if kind in scores
    }
    for kind in ("in_vitro", "in_silico"):
        if kind in weights:
            weights[kind] += -_NOBODY if sample_size else _NOBODY
    # Nobody is compared with anybody; nothing is said of a survey, a test or a cohort.
    if not _comparison(told) and all(
        scores[kind].strongest <= most for kind, most in _VAGUE.items() if kind in scores
    ):
        vague = max(weights.pop(kind, 0.0) for kind in _VAGUE)
        weights["case_series"] = weights.get("case_series", 0.0) + vague
    if not any(weights.values()):
        return None
    best = max(weights, key=lambda kind: weights[kind])
    told_by = next(kind for kind in (best, *_VAGUE) if kind in scores)
    return Stated(best, scores[told_by].origin)


def _compared(told: Sequence[Statement], sample_size: int | None) -> Stated[StudyType] | None:
    """Where people are counted and compared, and nothing tells when: at one time."""
    found = _comparison(told) if sample_size else None
    return Stated("cross_sectional", found) if found else None


def _comparison(told: Sequence[Statement]) -> Span | None:
    match = _COMPARED.search(spread(s for s in told if s.part != "background"))
    return Span(match.start(), match.end()) if match else None


def _scores(told: Sequence[Statement], cues: Sequence[Cue]) -> dict[StudyType, _Score]:
    """Each study type's score: the weights of its cues, more where more of their words are met."""
    text = spread(s for s in told if s.part != "background")
    scores: dict[StudyType, _Score] = {}
    for each in cues:
        matches = list(each.words.finditer(text))
        if not matches:
            continue
        distinct = len({match[0].lower() for match in matches})
        weight = each.weight * (1 + _MORE * min(_MOST, distinct - 1))
        first = Span(matches[0].start(), matches[0].end())
        old = scores.get(each.study_type, _Score(0.0, 0.0, first))
        strongest = max(old.strongest, each.weight)
        origin = first if each.weight > old.strongest else old.origin
        scores[each.study_type] = _Score(old.weight + weight, strongest, origin)
    return scores
