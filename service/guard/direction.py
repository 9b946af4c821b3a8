"""Directions: more or less, better or worse, or no difference, of what, and against what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from embeddings.terms import words_of
from service.guard.negator import is_denied
from service.guard.no_finding import is_no_finding
from service.guard.synonym import concept_of
from service.guard.wording import Word, Wording

Axis = str
"""`amount`, `worth`, or the stem of another word that compares (`shallower`)."""
_CUES: tuple[tuple[Axis, str, str], ...] = (
    (
        "amount",
        "+",
        """increase increased rise rose risen raise raised elevate elevated higher greater gain grew
        enhance enhanced augment upregulate upregulated upregulation promote promoted stimulate
        stimulated accelerate accelerated speed faster quicker prolong prolonged longer boost more
        stronger larger activate activated doubled tripled exceed exceeded overexpressed
        overexpression lengthen lengthened expanded induce induced trigger triggered potentiate
        potentiated facilitate facilitated hastened climb climbed surge surged""",
    ),
    (
        "amount",
        "-",
        """decrease decreased reduce reduced reduction lower lowered decline declined fall fell
        fallen drop dropped diminish diminished lessen lessened fewer less smaller shorter slower
        slow slowed delay delayed inhibit inhibited inhibition suppress suppressed suppression
        attenuate attenuated downregulate downregulated downregulation block blocked abolish
        abolished prevent prevented weaken weakened cut halved shorten shortened blunted dampen
        weaker loss lost minimize minimise depleted repress repressed retard impede hinder""",
    ),
    (
        "amount",
        "0",
        """similar similarly comparable comparably unchanged equal equally equivalent identical
        unaffected unaltered indistinguishable constant""",
    ),
    (
        "amount",
        "-+",
        "difference differ differed change changed alter altered affect affected"
        " influence influenced effect impact",
    ),
    (
        "worth",
        "+",
        """improve improved improvement better superior superiority ameliorate ameliorated
        benefit benefited beneficial favour favourable favorable outperform outperformed
        effective helpful alleviate alleviated relieve relieved advantage
        advantageous protect protected
        protective protection""",
    ),
    (
        "worth",
        "-",
        """worsen worsened worse inferior inferiority deteriorate deteriorated deterioration poorer
        harm harmful exacerbate exacerbated aggravate aggravated detrimental deleterious
        disadvantage impair impaired""",
    ),
)
_ONLY_DENIED = "-+"
_FLIPPED = {"-": "+", "+": "-"}
_OF_SIZE = frozenset(["greater", "larger", "smaller", "higher", "lower"])
_HARDLY = frozenset(["hardly", "scarcely", "barely", "little"])
_SIDE = 4
_IS = frozenset(["was", "were", "is", "are"])
_FALLS = frozenset(["decrease", "decreases", "reduction", "reductions", "decline", "fall", "loss"])
_THAN = frozenset(["than", "versus", "vs", "against"])
_COMPARED = frozenset(["compared", "comparison", "relative", "contrast"])
_ALONE = frozenset(["superior", "inferior", "similar", "comparable", "equivalent", "equal"])
# To have more of the one is to have less of the other.
_COUNTERPARTS = (("survival", "death"), ("sensit", "resist"), ("remission", "relapse"))


@dataclass(frozen=True, slots=True)
class Direction:
    """What a word at `place` says of a quantity: the signs that it may have."""

    place: int
    axis: Axis
    signs: frozenset[str]
    around: Mapping[str, float]
    first: frozenset[str]
    second: frozenset[str]


@cache
def _known() -> dict[str, tuple[Axis, str]]:
    known: dict[str, tuple[Axis, str]] = {}
    for axis, signs, listed in _CUES:
        for stem in words_of(listed):
            known.setdefault(stem, (axis, signs))
    return known


def tells_direction(word: Word) -> bool:
    """Whether a word is one of direction."""
    return word.stem in _known()


def direction_of_word(word: Word) -> tuple[Axis, str] | None:
    """The axis and the signs of a word of direction."""
    return _known().get(word.stem)


def directions_of(wording: Wording) -> Iterator[Direction]:
    """The directions that a text tells of, in order."""
    first = next((i for i, word in enumerate(wording.words) if word.stem in _known()), None)
    for place, word in enumerate(wording.words):
        known = _known().get(word.stem) or _comparative(wording, place)
        if known is None or is_no_finding(wording, place):
            continue
        axis, signs = known
        if place and word.text.lower() in ("more", "less"):
            signs = _of_the_verb(wording, place, signs)
        elif place and word.text.lower() in _OF_SIZE:
            signs = _of_the_noun(wording, place, signs)
        if [w.text.lower() for w in wording.words[place + 1 : place + 2]] == ["less"]:
            signs = _FLIPPED.get(signs, signs)
        denied = is_denied(wording, place) or _is_hardly(wording, place)
        happened = word.stem == "differ" or word.text.lower().endswith("ed")
        if signs == _ONLY_DENIED and not denied and not happened:
            continue
        told = frozenset("-0+") - frozenset(signs) if denied else frozenset(signs)
        around = {
            concept: weight
            for concept, weight in wording.around(place, first).items()
            if concept not in _direction_concepts()
        }
        yield Direction(place, axis, told, around, *_sides(wording, place))


def _is_hardly(wording: Wording, place: int) -> bool:
    return any(word.text.lower() in _HARDLY for word in wording.words[max(0, place - 3) : place])


def _comparative(wording: Wording, place: int) -> tuple[Axis, str] | None:
    """Any other word that compares: `shallower than`."""
    words = wording.words
    following = [word.text.lower() for word in words[place + 1 : place + 7]]
    lower = words[place].text.lower()
    if not words[place].content or "than" not in following or not lower.endswith("er"):
        return None
    close = following[0] in ("than", "in", "for", "among", "with", "after")
    return (words[place].stem, "+") if close else None


def _of_the_verb(wording: Wording, place: int, signs: str) -> str:
    """What falls more than another falls, too."""
    before = place - 1
    while before > 0 and wording.words[before].text.lower().endswith("ly"):
        before -= 1
    known = _known().get(wording.words[before].stem)
    if known is None or known[1] not in ("-", "+"):
        return signs
    return known[1] if signs == "+" else _FLIPPED[known[1]]


def _of_the_noun(wording: Wording, place: int, signs: str) -> str:
    """Where a fall is greater, more has fallen: `the decrease in A was greater than in B`."""
    words = wording.words
    if not any(word.text.lower() in _IS for word in words[max(0, place - 3) : place]):
        return signs
    falls = any(
        word.text.lower() in _FALLS and word.clause == words[place].clause for word in words[:place]
    )
    return _FLIPPED.get(signs, signs) if falls else signs


@cache
def _direction_concepts() -> frozenset[str]:
    return frozenset(concept_of(stem, stem) for stem in _known())


def reversed_theme(ours: Direction, theirs: Direction) -> bool:
    """Whether the one speaks of survival where the other speaks of death, and the like."""
    for one, other in _COUNTERPARTS:
        for a, b in ((one, other), (other, one)):
            ours_only = a in ours.around and b not in ours.around
            if ours_only and b in theirs.around and a not in theirs.around:
                return True
    return False


def _sides(wording: Wording, place: int) -> tuple[frozenset[str], frozenset[str]]:
    """What is compared with what, each without what the other has as well."""
    words = wording.words
    at = next(
        (i for i in range(place + 1, min(len(words), place + 25)) if _divides(wording, place, i)),
        None,
    )
    before_it = at is None
    if at is not None:
        left, right = range(at), range(at + 1, min(len(words), at + 12))
    else:
        before = next(
            (i for i in range(place - 1, -1, -1) if words[i].text.lower() in _COMPARED), None
        )
        if before is None or before > 1:
            return frozenset(), frozenset()
        comma = wording.text.find(",", words[before].end)
        cut = wording.place_at(comma) if 0 < comma < words[place].start else None
        if cut is None:
            return frozenset(), frozenset()
        left, right = range(cut, len(words)), range(before + 1, cut)
    one = {words[i].concept for i in left if words[i].content}
    behind = [words[i].concept for i in right if words[i].content]
    other = set(behind if before_it else behind[:_SIDE])
    return frozenset(one - other), frozenset(other - one)


def _divides(wording: Wording, place: int, at: int) -> bool:
    words = wording.words
    lower = words[at].text.lower()
    if lower in _THAN or lower in _COMPARED:
        return True
    return lower == "to" and at - place <= 2 and words[place].text.lower() in _ALONE
