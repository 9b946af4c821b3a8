"""Edits: a sentence that is its evidence word for word, but for the one that matters."""

from collections import Counter
from collections.abc import Iterator, Sequence

from service.guard.alignment import Alignment, Edit, alignment_of
from service.guard.certainty import CAUSE, EVERY, GUESS, LINK, SOME
from service.guard.direction import direction_of_word, tells_direction
from service.guard.grounds import Grounds
from service.guard.meaning import missing_words, weighty
from service.guard.negator import DENYING
from service.guard.support import Support
from service.guard.wording import Word, Wording

_NEARLY = 0.7
_VERBATIM = 0.8
_USED = 0.6
_SAME_WORDS = 0.97
_FEW = 2
_COPIED = 0.9
_ADDITION = 3
_MOST = frozenset(["most", "majority", "often", "usually", "mostly"])
_SHORT = 4
_PERIODS = frozenset(
    ["second", "minute", "hour", "daily", "weekly", "monthly", "yearly", "decade", "day", "week"]
)
_OVER = frozenset(["more", "greater", "over", "above", "larger", "longer", "higher", "after"])
_UNDER = frozenset(
    ["less", "fewer", "under", "below", "smaller", "shorter", "lower", "within", "before"]
)
_DIVIDING = frozenset(["than", "versus", "vs", "compared", "against", "before", "after"])


def edit_differences(sentence: Wording, grounds: Grounds) -> Iterator[Support]:
    """What was changed in a sentence that is nearly one of the evidence, word for word."""
    aligned = [alignment_of(sentence, wording, numbers=True) for wording in grounds.wordings]
    closest = max(aligned, key=lambda alignment: alignment.same)
    if closest.same < _NEARLY:
        return
    yield from _swapped(sentence, closest)
    yield from _reordered(sentence, closest)
    yield from _added(sentence, closest, grounds)
    for edit in closest.edits:
        if len(edit.said) <= _SHORT and len(edit.written) <= _SHORT:
            yield from _single(edit, sentence, closest)
            if closest.same >= _VERBATIM and _is_neighbours(edit, closest, grounds):
                reason = f"says {edit.words!r}, the evidence {edit.others!r}"
                yield Support("contradicted", reason)


def _added(sentence: Wording, closest: Alignment, grounds: Grounds) -> Iterator[Support]:
    """What stands between or behind the words of a copy, and the evidence does not say."""
    if closest.used < _COPIED:
        return
    lost = {word.start for word in weighty(missing_words(sentence, grounds))}
    for edit in closest.edits:
        strange = any(word.start in lost for word in edit.said)
        if strange and len(edit.said) >= _ADDITION and not edit.written:
            yield Support("unsupported", f"adds {edit.words!r}, of which the evidence says nothing")


def is_nearly_verbatim(sentence: Wording, grounds: Grounds) -> bool:
    """Whether the sentence is one of the evidence but for a few words."""
    return any(
        aligned.same >= _VERBATIM and aligned.used >= _USED
        for wording in grounds.wordings
        if (aligned := alignment_of(sentence, wording, numbers=True))
    )


def _reordered(sentence: Wording, closest: Alignment) -> Iterator[Support]:
    """Numbers that changed places among words that did not."""
    words = alignment_of(sentence, closest.wording, numbers=False)
    if words.same < _SAME_WORDS:
        return
    ours, theirs = _digits(sentence), _digits(closest.wording)
    rest = iter(theirs)
    if not Counter(ours) - Counter(theirs) and not all(one in rest for one in ours):
        yield Support("contradicted", "has the numbers of the evidence in another order")


def _digits(wording: Wording) -> list[str]:
    return [word.text for word in wording.words if word.text[0].isdigit()]


def _single(edit: Edit, sentence: Wording, closest: Alignment) -> Iterator[Support]:
    said, written = edit.words, edit.others
    turned = _opposed(edit.said, edit.written)
    directed = turned or _directed(edit.said) or _directed(edit.written)
    if _denials(edit.said) != _denials(edit.written) and not directed and _anchored(edit):
        where = f"adds {said!r}" if _denials(edit.said) else f"leaves out {written!r}"
        yield Support("contradicted", f"{where}, against the evidence")
    if turned and not _moved(closest):
        yield Support("contradicted", f"says {said!r}, the evidence {written!r}")
    alone = len(closest.edits) <= _FEW and not GUESS.search(said)
    if GUESS.search(written) and _anchored(edit) and (alone or not _still_guesses(sentence)):
        yield Support("unsupported", f"leaves out {written!r}, and so is surer than the evidence")
    if EVERY.search(said) and (SOME.search(written) or _MOST & _lower(edit.written)):
        yield Support("unsupported", f"says {said!r}, the evidence {written!r}")
    if CAUSE.search(said) and LINK.search(written) and not CAUSE.search(written):
        yield Support("unsupported", f"says {said!r}, the evidence tells of a link only")
    if closest.same >= _VERBATIM and _anchored(edit) and _exchanged(edit, closest):
        yield Support("contradicted", f"says {said!r}, the evidence {written!r}")


def _still_guesses(sentence: Wording) -> bool:
    """Whether the sentence is unsure in its own way (`preliminary findings suggest`)."""
    return GUESS.search(sentence.text) is not None


def _anchored(edit: Edit) -> bool:
    return min(edit.before, edit.behind) >= 1 and edit.before + edit.behind >= 3


def _lower(words: Sequence[Word]) -> set[str]:
    return {word.text.lower() for word in words}


def _denials(words: Sequence[Word]) -> int:
    return sum(word.text.lower() in DENYING for word in words) % 2


def _directed(words: Sequence[Word]) -> bool:
    return any(direction_of_word(word) for word in words)


def _opposed(said: Sequence[Word], written: Sequence[Word]) -> bool:
    """Whether one says more and the other less, or one better and the other worse."""
    ours, theirs = _lower(said), _lower(written)
    if (ours & _OVER and theirs & _UNDER) or (ours & _UNDER and theirs & _OVER):
        return True
    for word in said:
        for other in written:
            one, two = direction_of_word(word), direction_of_word(other)
            if one and two and one[0] == two[0] and not set(one[1]) & set(two[1]):
                return True
    return False


def _moved(closest: Alignment) -> bool:
    """Whether words of content stand elsewhere than in the evidence."""
    said = {word.concept for edit in closest.edits for word in edit.said if word.content}
    written = {word.concept for edit in closest.edits for word in edit.written if word.content}
    return bool(said & written)


def _exchanged(edit: Edit, closest: Alignment) -> bool:
    """Whether a word stands for one of another meaning, and the evidence has it only elsewhere."""
    if len(edit.said) != 1 or len(edit.written) != 1:
        return False
    ours, theirs = edit.said[0], edit.written[0]
    if ours.concept in _PERIODS and theirs.concept in _PERIODS:
        return True
    elsewhere = any(word.concept == ours.concept for word in closest.wording.words)
    return elsewhere and all(word.content and not word.light for word in (ours, theirs))


def _is_neighbours(edit: Edit, closest: Alignment, grounds: Grounds) -> bool:
    """Whether what stands in for other words is what another evidence sentence speaks of."""
    ours = [word for word in edit.said if word.content]
    theirs = [word for word in edit.written if word.content]
    if not (ours and theirs) or min(edit.before, edit.behind) < 1:
        return False
    if any(word.light or tells_direction(word) for word in (*ours, *theirs)):
        return False
    own = closest.wording.concepts
    others = {
        c
        for wording in grounds.wordings
        if wording is not closest.wording
        for c in wording.concepts
    }
    return all(word.concept in others and word.concept not in own for word in ours)


def _swapped(sentence: Wording, closest: Alignment) -> Iterator[Support]:
    """Two sides of a comparison that changed places, while the comparison did not turn."""
    if any(_opposed(edit.said, edit.written) for edit in closest.edits):
        return
    if _sign(sentence) * _sign(closest.wording) < 0:
        return
    ours, theirs = _divide(sentence), _divide(closest.wording)
    if ours is None or theirs is None:
        return
    to_front = (ours[0] - ours[1]) & (theirs[1] - theirs[0])
    to_back = (ours[1] - ours[0]) & (theirs[0] - theirs[1])
    if to_front and to_back:
        first, second = sorted(to_front)[0], sorted(to_back)[0]
        reason = f"has {first!r} and {second!r} on other sides of the comparison than the evidence"
        yield Support("contradicted", reason)


def _sign(wording: Wording) -> int:
    """Whether what comes before `than` is more (1) or less (-1)."""
    lower = [word.text.lower() for word in wording.words]
    at = lower.index("than") if "than" in lower else 0
    for word in reversed(wording.words[max(0, at - 6) : at]):
        told = direction_of_word(word)
        if told and told[1] in ("-", "+"):
            return 1 if told[1] == "+" else -1
    return 0


def _divide(wording: Wording) -> tuple[set[str], set[str]] | None:
    """The words of content before and behind the place where a text compares."""
    lower = [word.text.lower() for word in wording.words]
    places = [i for i, word in enumerate(lower) if word == "than"] or [
        i for i, word in enumerate(lower) if word in _DIVIDING
    ]
    if len(places) != 1:
        return None
    at = places[0]
    sides = (wording.words[max(0, at - 14) : at], wording.words[at + 1 : at + 12])
    return (
        {word.concept for word in sides[0] if word.content},
        {word.concept for word in sides[1] if word.content},
    )
