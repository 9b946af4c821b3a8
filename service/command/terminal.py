"""The terminal: what commands print, and how."""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from rich.console import Console, RenderableType

# Control characters, surrogates, and marks that reorder what is shown around them.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Text that a terminal shows and does not obey."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def line_of(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text.replace("\r", " ")).split())


def print_text(*paragraphs: RenderableType) -> None:
    """Paragraphs on standard output, wrapped to the width of the terminal.

    A string is shown as it is: nothing in it is markup.
    """
    console = Console(markup=False, highlight=False, emoji=False)
    with console.capture() as shown:
        for paragraph in paragraphs:
            console.print(paragraph)
    _write(sys.stdout, "".join(f"{line.rstrip()}\n" for line in shown.get().splitlines()))


def print_lines(lines: Sequence[str]) -> None:
    """Lines on standard output, never wrapped."""
    _write(sys.stdout, "".join(f"{plain(line)}\n" for line in lines))


def print_json(values: Mapping[str, Any]) -> None:
    """JSON on standard output, in UTF-8 wherever it goes."""
    print_exactly(json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def print_exactly(text: str) -> None:
    """Text for programs on standard output, in UTF-8 wherever it goes."""
    _write(sys.stdout, text, "utf-8")


def warn(message: str) -> None:
    """A line on standard error."""
    _write(sys.stderr, f"{line_of(message)}\n")


def _write(stream: TextIO, text: str, encoding: str | None = None) -> None:
    try:
        stream.buffer.write(text.encode(encoding or stream.encoding, "backslashreplace"))
        stream.buffer.flush()
    except OSError as error:
        # What could not be written must not be tried again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise
