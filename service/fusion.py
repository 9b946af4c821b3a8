"""Fusion: two searches' scores made one."""

from collections.abc import Mapping


def fused(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """The mean of two lists' scores, each scaled to 0…1; what a list lacks has 0 there.

    Convex combination, after Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for
    Hybrid Retrieval".
    """
    one, other = scaled(one), scaled(other)
    return {
        name: (one.get(name, 0.0) + other.get(name, 0.0)) / 2
        for name in dict.fromkeys((*one, *other))
    }


def scaled(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores moved to 0…1; where all are equal, each is 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if low == high:
        return dict.fromkeys(scores, 1.0)
    return {name: (score - low) / (high - low) for name, score in scores.items()}
