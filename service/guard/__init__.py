"""The guard: tells whether the evidence that a sentence cites supports it."""

from service.guard.guard import Guard
from service.guard.support import Support

__all__ = ["Guard", "Support"]
