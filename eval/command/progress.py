"""Progress on standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console

from service.command.terminal import line_of, warn

_PAUSE = 10.0
"""Seconds between lines where standard error is no terminal."""


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Shows what it is told: on a terminal in one line that passes, else a line now and then."""
    console = Console(stderr=True, markup=False, highlight=False)
    if console.is_terminal:
        with console.status("") as status:
            yield lambda message: status.update(line_of(message))
        return
    last = float("-inf")

    def tell(message: str) -> None:
        nonlocal last
        if monotonic() - last >= _PAUSE:
            last = monotonic()
            warn(message)

    yield tell
