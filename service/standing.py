"""Standing: what became of a work since it was published, in words."""

from collections.abc import Mapping

from seeds.status import Status, StatusKind

_WORDS: Mapping[StatusKind, str] = {
    "retracted": "Retracted",
    "concern": "Expression of concern",
    "corrected": "Corrected",
    "reinstated": "Reinstated after a retraction",
    "notice": "Notice of a retraction, a correction or a concern",
}


def standing(status: Status) -> str:
    """What became of a work, and since when, as far as that is known."""
    return f"{_WORDS[status.kind]} {status.date or ''}".rstrip()
