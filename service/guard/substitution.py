"""Substitutions: where a sentence is its evidence but for a word in another's place."""

from collections.abc import Iterator, Sequence

from service.guard.alignment import Edit, alignment_of
from service.guard.grounds import Grounds
from service.guard.wording import Word, Wording

_BOTH_SIDES = 4
_LONGEST = 4


def substitutions_of(
    sentence: Wording, grounds: Grounds, missing: Sequence[Word]
) -> Iterator[Edit]:
    """The places where words that the evidence lacks stand for words that the sentence lacks."""
    starts = {word.start for word in missing if not word.light}
    for wording in grounds.wordings if starts else ():
        for edit in alignment_of(sentence, wording, numbers=False).edits:
            if _stands_for(edit, sentence, starts):
                yield edit


def _stands_for(edit: Edit, sentence: Wording, starts: set[int]) -> bool:
    if not edit.said or not edit.written or max(len(edit.said), len(edit.written)) > _LONGEST:
        return False
    if min(edit.before, edit.behind) < 1 or edit.before + edit.behind < _BOTH_SIDES:
        return False
    lost = [word for word in edit.written if word.concept not in sentence.concepts]
    return (
        any(word.content for word in lost)
        and any(word.start in starts for word in edit.said)
        and all(word.content for word in (*edit.said, *edit.written))
    )
