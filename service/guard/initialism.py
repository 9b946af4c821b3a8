"""Initialisms: words of the one text that stand as their initials in the other."""

from service.guard.grounds import Grounds
from service.guard.wording import Wording

_LINKING = frozenset(["of", "the", "and", "in", "for", "like"])


def spelt_places(sentence: Wording, grounds: Grounds) -> frozenset[int]:
    """The places of words that the evidence abbreviates: `odds ratio`, where it has `OR`."""
    short = {
        word.text.upper()
        for wording in grounds.wordings
        for word in wording.words
        if 2 <= len(word.text) <= 5 and sum(letter.isupper() for letter in word.text) >= 2
    }
    words = sentence.words
    found: set[int] = set()
    for start in range(len(words)):
        for length in range(2, 6):
            letters = "".join(word.text[0] for word in words[start : start + length]).upper()
            if len(letters) == length and letters in short and words[start].content:
                found.update(range(start, start + length))
    return frozenset(found)


def initials_of(grounds: Grounds) -> frozenset[str]:
    """The initials of neighbouring words of the evidence, two to six of them."""
    found: set[str] = set()
    for wording in grounds.wordings:
        words = [word.text.lower() for word in wording.words]
        for kept in (words, [word for word in words if word not in _LINKING]):
            letters = "".join(word[0] for word in kept)
            found.update(
                letters[i : i + n] for n in range(2, 7) for i in range(len(letters) - n + 1)
            )
    return frozenset(found)
