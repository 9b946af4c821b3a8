"""Depth: how much is found by how far one reads."""

import numpy as np
from numpy.typing import NDArray

from eval.judgements import Judgements
from eval.run import Run, ranking


def recall_by_depth(run: Run, judgements: Judgements, depth: int) -> NDArray[np.float64]:
    """The mean recall of the first 1, 2, … `depth` documents; a query without any counts nought."""
    total = np.zeros(depth)
    for query, grades in judgements.items():
        relevant = {name for name, grade in grades.items() if grade > 0}
        found = np.zeros(depth)
        ranked = ranking(run.get(query, {}))[:depth]
        found[: len(ranked)] = [name in relevant for name in ranked]
        total += found.cumsum() / max(1, len(relevant))
    return total / max(1, len(judgements))
