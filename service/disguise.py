"""Disguise: text whose letters are not what they look like, and text that is not seen."""

import re
import unicodedata

_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2065\ufe00-\ufe0f\ufeff"
)
_ODD = re.compile(rf"[{_UNSEEN}\u202a-\u202e\u2066-\u206f\U000e0000-\U000e0fff]")
_HIDING = re.compile("[\u202d\u202e\U000e0000-\U000e007f\U000e0100-\U000e0fff]")
"""Letters in reversed order, and those that no font shows: honest texts need neither."""
_LOOKALIKES = str.maketrans(
    "авсԁеһіјкӏмнорԛѕтухуАВСЕНІЈКМОРЅТУХαινορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "abcdehijklmhopqstyxyabcehijkmopstyxaivoptuxabezhikmnoptyx",
)
_WORD = re.compile(r"[^\W\d_]+")
_SPELT = re.compile(r"(?<!\w)\w(?:[ .\-_*]\w){3,}(?!\w)")
_LATIN = re.compile(r"[a-zA-Z]")
_FOREIGN = "".join(map(chr, sorted(_LOOKALIKES)))
_MIXED = re.compile(rf"[a-zA-Z][{_FOREIGN}]|[{_FOREIGN}][a-zA-Z]")


def hides_text(text: str) -> bool:
    """Whether a text holds letters that no reader sees, or sees in another order."""
    return not text.isascii() and _HIDING.search(text) is not None


def undisguised(text: str) -> str:
    """A text in lower case as it is read: nothing unseen in it, no full width, no look-alikes.

    Words spelt out letter by letter are joined. For comparing only; lengths change.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _ODD.sub("", text))
        text = _WORD.sub(_unmixed, text) if _MIXED.search(text) else text
    return _SPELT.sub(_joined, text).lower()


def _unmixed(word: re.Match[str]) -> str:
    """A word of Latin letters with look-alikes among them in Latin letters, others as they are."""
    folded = word[0].translate(_LOOKALIKES)
    return folded if folded.isascii() and _LATIN.search(word[0]) else word[0]


def _joined(word: re.Match[str]) -> str:
    return word[0][::2]
