"""No finding: words of direction that tell of none, as in `more than 30` or `lower limb`."""

from service.guard.wording import Wording

_MORE_OR_LESS = frozenset(["more", "less", "fewer", "over", "higher", "lower", "greater"])
_LEADING = frozenset(
    ["with", "the", "after", "or", "of", "than", "in", "for", "and", "by", "to", "from", "versus"]
)


def is_no_finding(wording: Wording, place: int) -> bool:
    """Whether the word of direction at a place tells of no direction."""
    return _is_number_word(wording, place) or _is_elsewhere(wording, place)


def _is_elsewhere(wording: Wording, place: int) -> bool:
    """`compared`; a part of a name, as in `thyroid-stimulating`; what stands behind `than`."""
    word = wording.words[place]
    if word.text.lower().startswith("compar") and not word.text.lower().endswith(("ble", "bly")):
        return True
    if (
        place
        and wording.words[place - 1].text.lower() == "or"
        and word.text.lower() in _MORE_OR_LESS
    ):
        return True  # `six or more`
    if wording.text[word.start - 1 : word.start] == "-":
        before = wording.words[place - 1].text.lower()
        return before not in ("down", "up", "over", "under", "re", "non")
    return any(
        other.text.lower() == "than" and other.clause == word.clause
        for other in wording.words[max(0, place - 3) : place]
    )


def _is_number_word(wording: Wording, place: int) -> bool:
    """`more than 30`, `less than half`, `lower limb`: no direction."""
    words = wording.words
    lower = words[place].text.lower()
    following = [word.text.lower() for word in words[place + 1 : place + 3]]
    if lower in ("more", "less", "fewer", "greater", "longer") and following[:1] == ["than"]:
        return len(following) > 1 and (
            following[1][0].isdigit() or following[1] in ("half", "one", "two")
        )
    if lower in ("higher", "lower", "greater") and following:
        return following[0] in (
            "limb",
            "limbs",
            "extremity",
            "extremities",
            "education",
            "respiratory",
            "urinary",
            "back",
            "gastrointestinal",
            "extent",
            "order",
        )
    if lower == "different":  # a finding only where it is said of something
        return place + 1 < len(words) and words[place + 1].content
    if lower in ("delayed", "delaying"):  # a kind of surgery or onset, and no finding
        return place == 0 or words[place - 1].text.lower() in _LEADING
    if lower in ("more", "larger", "longer", "smaller", "further") and any(
        word.startswith(("stud", "trial", "research", "sample", "investigat", "work"))
        for word in following
    ):
        return True
    return lower == "more" and following[:1] == ["or"]
