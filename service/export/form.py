"""The formats of exports."""

from typing import Literal

Format = Literal["bibtex", "ris", "csl-json", "apa"]
