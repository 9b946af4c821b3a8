"""The circuit breaker: an endpoint that keeps failing is left alone for a while."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from time import monotonic

from service.generation.generator import Fault


class CircuitBreaker:
    """Open for `rest` seconds after `limit` failures in a row; then one request at a time tries."""

    def __init__(
        self, limit: int = 5, rest: float = 30, clock: Callable[[], float] = monotonic
    ) -> None:
        self._limit = limit
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_from = 0.0
        self._faults: Counter[Fault] = Counter()

    @property
    def is_open(self) -> bool:
        """Whether the endpoint is being left alone."""
        with self._lock:
            return self._failures >= self._limit and self._clock() < self._closed_from

    def faults(self) -> Mapping[Fault, int]:
        """How often which kind of failure was counted."""
        with self._lock:
            return dict(self._faults)

    def admits(self) -> bool:
        """Whether a request may be made now; while it tries after a rest, no other may."""
        with self._lock:
            if self._failures < self._limit:
                return True
            now = self._clock()
            if now < self._closed_from:
                return False
            self._closed_from = now + self._rest
            return True

    def succeed(self) -> None:
        """Count a request that was answered."""
        with self._lock:
            self._failures = 0

    def fail(self, fault: Fault = "other") -> None:
        """Count a request that was not."""
        with self._lock:
            self._faults[fault] += 1
            self._failures += 1
            self._closed_from = self._clock() + self._rest
