"""Alignments: a sentence beside its evidence, word by word, and where the two part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from service.guard.wording import Word, Wording


@dataclass(frozen=True, slots=True)
class Edit:
    """What a sentence says where its evidence says something else; either may be empty.

    `before` and `behind` count the words next to it that are the same; an end counts as two.
    """

    said: tuple[Word, ...]
    written: tuple[Word, ...]
    before: int
    behind: int

    @property
    def words(self) -> str:
        return " ".join(word.text for word in self.said)

    @property
    def others(self) -> str:
        return " ".join(word.text for word in self.written)


@dataclass(frozen=True, slots=True)
class Alignment:
    """The edits between a sentence and one text.

    `same` is the share of the sentence's words that stand in the text, `used` the share of the
    text's words that stand in the sentence.
    """

    wording: Wording
    same: float
    used: float
    edits: tuple[Edit, ...]


def alignment_of(sentence: Wording, wording: Wording, *, numbers: bool) -> Alignment:
    """The alignment of a sentence with one text; numbers, where not wanted, come and go unseen."""
    ours, theirs = _spoken(sentence, numbers=numbers), _spoken(wording, numbers=numbers)
    matcher = SequenceMatcher(None, _keys(ours), _keys(theirs), autojunk=False)
    codes = matcher.get_opcodes()
    kept = sum(j - i for code, i, j, _, _ in codes if code == "equal")
    edits = tuple(_edits(codes, ours, theirs))
    return Alignment(wording, kept / max(1, len(ours)), kept / max(1, len(theirs)), edits)


def _edits(
    codes: Sequence[tuple[str, int, int, int, int]], ours: Sequence[Word], theirs: Sequence[Word]
) -> Iterator[Edit]:
    for at, (code, i, j, k, m) in enumerate(codes):
        if code == "equal":
            continue
        before = codes[at - 1][2] - codes[at - 1][1] if at else 0
        behind = codes[at + 1][2] - codes[at + 1][1] if at + 1 < len(codes) else 0
        ends = at + 2 == len(codes) and behind
        yield Edit(
            tuple(ours[i:j]),
            tuple(theirs[k:m]),
            2 if i == 0 and k == 0 else before,
            2 if j == len(ours) and m == len(theirs) else behind + 2 * bool(ends),
        )


def _spoken(wording: Wording, *, numbers: bool) -> list[Word]:
    if numbers:
        return list(wording.words)
    return [word for word in wording.words if len(word.text) > 1 and not word.text[0].isdigit()]


def _keys(words: Sequence[Word]) -> list[str]:
    return [word.concept if word.content else word.text.lower() for word in words]
