"""The rate: how often a key may be used."""

from time import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Rate:
    """So many requests in so much time, each of a name; only those let through count."""

    def __init__(self, rate: str) -> None:
        self.told = rate
        self._rate = parse(rate)
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, name: str) -> float:
        """Count a request; where it is one too many, the seconds until one may come, else 0."""
        if self._window.hit(self._rate, name):
            return 0.0
        return max(0.001, self._window.get_window_stats(self._rate, name).reset_time - time())
