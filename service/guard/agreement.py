"""Agreement: whether two quantities are one."""

from service.guard.quantity import Quantity

_ABOUT = 0.08
_ABOUT_FOLD = 0.15
_CONVERTED = 0.006
_WHOLE = 1e-6


def agrees(ours: Quantity, theirs: Quantity) -> bool:
    """Whether two quantities are one; nearly so only where ours is said to be rough."""
    if ours.kind != theirs.kind and (
        "fold" in (ours.kind, theirs.kind) or not (ours.kind == "" or theirs.kind == "")
    ):
        return _as_fold(ours, theirs)
    if ours.kind != theirs.kind:
        # A number whose unit was said before (`by 1.2 points, and by 0.5`) keeps its digits.
        bare = ours.kind == "" and ours.number is not None and ours.number == theirs.number
        return bare or (theirs.kind == "" and ours.value == theirs.value and ours.kind == "p")
    value, other = ours.value, theirs.value
    slack = max(ours.slack, theirs.slack)
    if abs(value - other) <= max(slack, _WHOLE * abs(other)):
        return True
    if ours.kind == "time" and abs(value - other) <= _CONVERTED * abs(other):
        return True
    if ours.bound == "about":
        return abs(value - other) <= (_ABOUT_FOLD if ours.kind == "fold" else _ABOUT) * abs(other)
    if ours.bound == "over":
        return value <= other <= 1.3 * value
    if ours.bound == "under":
        return other <= value and (ours.kind == "p" or other >= 0.7 * value)
    return theirs.bound == "about" and theirs.slack > 0 and abs(value - other) <= 0.5


def _as_fold(ours: Quantity, theirs: Quantity) -> bool:
    """Half is 50 %, twice is 200 %, and a ratio of 2.0 is twice as much."""
    kinds = {ours.kind, theirs.kind}
    if kinds == {"fold", ""}:
        slack = _ABOUT_FOLD * theirs.value if ours.bound == "about" else _WHOLE
        return abs(ours.value - theirs.value) < slack
    return (
        kinds == {"fold", "%"}
        and abs(
            (ours.value if ours.kind == "fold" else ours.value / 100)
            - (theirs.value if theirs.kind == "fold" else theirs.value / 100)
        )
        < _WHOLE
    )
