"""Likeness: which passages say the same, so that many of them do not count as many."""

from collections.abc import Mapping, Sequence

import numpy as np

from embeddings.collection import PassageVectors
from service.worth import Scored

_ALIKE = 0.97
"""The cosine from which passages say the same here; a number or a name may differ."""
_OTHERS = 9
_WIDEST = 0.15
"""A wider margin says no more: among few passages any that is on the subject has one."""


def is_said(
    name: str, others: Sequence[str], stored: Mapping[str, PassageVectors], times: int
) -> bool:
    """Whether as many of the others say what the passage says."""
    if len(others) < times:
        return False
    rows = np.concatenate([stored[other].whole for other in others])
    return bool((np.einsum("ij,j->i", rows, stored[name].whole[0]) >= _ALIKE).sum() >= times)


def margin_of(stored: Mapping[str, PassageVectors], scored: Mapping[str, Scored]) -> float:
    """How far the best cosine of a passage is ahead of the mean of the nine next, at most 0.15.

    It is 0 where there are none. Passages that say the same count once.
    """
    apart: list[str] = []
    for name in sorted(scored, key=lambda name: -scored[name].dense):
        if not is_said(name, apart, stored, 1):
            apart.append(name)
        if len(apart) > _OTHERS:
            break
    best, *others = [scored[name].dense for name in apart] or [0.0]
    return min(best - sum(others) / len(others), _WIDEST) if others else 0.0
