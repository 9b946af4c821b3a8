"""Opposites: a word of the sentence where the evidence has the one that means the reverse."""

import re
from collections.abc import Iterator
from functools import cache

from embeddings.terms import words_of
from service.guard.grounds import Grounds
from service.guard.support import Support
from service.guard.wording import Wording, overlap

_PAIRS = """
positive:negative positively:negatively positive:inverse positively:inversely same:opposite
present:absent presence:absence high:low early:late earlier:later sooner:later
before:after before:following prior:after preoperative:postoperative preoperatively:postoperatively
acute:chronic upper:lower left:right proximal:distal benign:malignant include:exclude
included:excluded agonist:antagonist safe:unsafe safe:dangerous systolic:diastolic
dominant:recessive maternal:paternal inpatient:outpatient inpatients:outpatients rural:urban
mild:severe long:short likely:unlikely related:unrelated normal:abnormal common:rare
common:uncommon frequent:infrequent activator:inhibitor activation:inhibition
activate:inhibit activates:inhibits activated:inhibited stimulates:inhibits promotes:inhibits
promote:inhibit promoted:inhibited enhances:inhibits induces:inhibits induce:inhibit
hypertension:hypotension hyperglycemia:hypoglycemia hyperthyroidism:hypothyroidism
hypermethylation:hypomethylation hyperkalemia:hypokalemia hypernatremia:hyponatremia
tachycardia:bradycardia gain:loss survival:death survived:died dead:alive
upstream:downstream internal:external anterior:posterior dorsal:ventral medial:lateral
soluble:insoluble sensitive:resistant sensitivity:resistance intracellular:extracellular
symptomatic:asymptomatic invasive:noninvasive homozygous:heterozygous primary:secondary
central:peripheral agreed:disagreed accept:reject accepted:rejected approved:rejected
supports:contradicts confirms:refutes confirmed:refuted correct:incorrect complete:partial
complete:incomplete direct:indirect directly:indirectly reversible:irreversible open:closed
open:laparoscopic winter:summer morning:evening obese:lean smokers:nonsmokers single:multiple
unilateral:bilateral superficial:deep fast:slow good:poor strong:weak strongly:weakly
vaccinated:unvaccinated treated:untreated adequate:inadequate sufficient:insufficient
stable:unstable regular:irregular efficient:inefficient possible:impossible able:unable
aerobic:anaerobic gram-positive:gram-negative first:last initially:finally maximum:minimum
maximal:minimal majority:minority underestimate:overestimate underestimated:overestimated
underestimation:overestimation excess:deficiency exogenous:endogenous greatest:lowest highest:lowest
greatest:smallest largest:smallest best:worst longest:shortest rarest:common most:least
shallow:steep shallower:steeper well:poorly well:badly
reduced:preserved decreased:preserved impaired:preserved thick:thin thicker:thinner heavy:light
heavier:lighter tall:short hot:cold warm:cold warmer:colder deeper:shallower wider:narrower
wide:narrow rich:poor younger:older young:old oncogene:suppressor favourable:unfavourable
like:dislike liked:disliked appropriate:inappropriate necessary:unnecessary dependent:independent
dependently:independently conscious:unconscious
"""
_PREFIXES = ("un", "non", "in", "im", "dis", "ab", "ir", "hypo")
_LONG_ENOUGH = 5
_WHEN = frozenset(["before", "after", "prior", "following"])
_NEAR = 0.15
_TURNING = frozenset(
    ["less", "not", "no", "never", "non", "without", "least", "nothing", "neither", "nor", "none"]
)


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _PAIRS.split():
        one, other = (_stem(word) for word in pair.split(":"))
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {stem: frozenset(others) for stem, others in found.items()}


def _stem(word: str) -> str:
    return (words_of(word) or [word])[-1]  # no stem is kept of a very long word


def opposite_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """Words of the sentence that the evidence lacks, where it has their opposites."""
    concepts = {word.concept for wording in grounds.wordings for word in wording.words}
    for place, word in enumerate(sentence.words):
        if word.stem in grounds.stems or word.concept in concepts or _turned(sentence, place):
            continue
        others = set(_opposites().get(word.stem, ())) | _with_prefix(
            word.text.lower(), grounds.stems
        )
        if found := others & grounds.stems:
            around = sentence.around(place)
            for wording in grounds.wordings:
                for at, other in enumerate(wording.words):
                    if _turned(wording, at) or _other_way_round(sentence, wording):
                        continue
                    if word.text.lower() in _WHEN and _behind(sentence, place) != _behind(
                        wording, at
                    ):
                        continue
                    if other.stem in found and overlap(around, wording.around(at)) >= _NEAR:
                        reason = f"says {word.text!r}, the evidence {other.text!r}"
                        yield Support("contradicted", reason)
                        return


def _behind(wording: Wording, place: int) -> str | None:
    """The next word of content."""
    return next((word.concept for word in wording.words[place + 1 :] if word.content), None)


def _turned(wording: Wording, place: int) -> bool:
    """Whether a word is turned into its opposite: `less steep`, `not safe`."""
    return any(word.text.lower() in _TURNING for word in wording.words[max(0, place - 2) : place])


def _other_way_round(sentence: Wording, wording: Wording) -> bool:
    """Whether both compare with `than`, and what the one has before it, the other has behind."""
    ours, theirs = _behind_than(sentence), _behind_than(wording)
    return bool(ours and theirs) and not ours & theirs


def _behind_than(wording: Wording) -> set[str]:
    places = [i for i, word in enumerate(wording.words) if word.text.lower() == "than"]
    return {word.concept for i in places for word in wording.words[i + 1 : i + 8] if word.content}


def _with_prefix(word: str, stems: frozenset[str]) -> set[str]:
    """The stems of the evidence that are this word with or without a prefix that denies."""
    found: set[str] = set()
    own = _stem(word)
    bare = {_stem(word.removeprefix(prefix)) for prefix in _PREFIXES if word.startswith(prefix)}
    if any(prefix + rest in stems for rest in bare for prefix in _PREFIXES):
        return found  # `dissatisfied` where the evidence has `unsatisfied`
    for prefix in _PREFIXES:
        rest = re.sub(rf"^{prefix}", "", word)
        if rest != word and len(rest) >= _LONG_ENOUGH and _stem(rest) in stems:
            found.add(_stem(rest))
        if len(own) >= _LONG_ENOUGH and prefix + own in stems:
            found.add(prefix + own)
    return found
