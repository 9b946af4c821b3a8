"""The purpose of a request: what it may do, and with what it shares its limits."""

from typing import Literal

Purpose = Literal["health", "question", "write", "read"]

ALIVE = "/healthz"
_HEALTH = frozenset({ALIVE, "/readyz", "/metrics"})
_WRITTEN = ("/v1/documents", "/v1/files")
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def purpose_of(method: str, path: str) -> Purpose:
    """The purpose, told by method and path alone, before any of the body is read."""
    if path in _HEALTH:
        return "health"
    if method in _READING:
        return "read"
    return "write" if path.startswith(_WRITTEN) else "question"
