"""Tests of the circuit breaker, by a clock that the test sets."""

from service.generation.breaker import CircuitBreaker


class Clock:
    """Seconds, as the test says."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_failures_in_a_row_open_it_for_a_while() -> None:
    """A success in between starts the count anew; after the rest one request tries."""
    clock = Clock()
    breaker = CircuitBreaker(limit=2, rest=10, clock=clock)
    breaker.fail()
    breaker.succeed()
    breaker.fail()
    assert breaker.admits()
    breaker.fail()
    clock.now = 9.9
    assert not breaker.admits()
    clock.now = 10
    assert breaker.admits()
    assert not breaker.admits()
    breaker.fail()
    clock.now = 19.9
    assert not breaker.admits()
    clock.now = 20
    assert breaker.admits()
    breaker.succeed()
    assert breaker.admits()
    assert breaker.admits()
