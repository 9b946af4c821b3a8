"""LaTeX in bibliographies: its letters and formulas as text."""

import re
from functools import cache

from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

_SPEAKING = re.compile(r"[\\{}$~]|--|``|''")
# Words, some of them in braces for their capitals, as most titles are: no need of the slow way.
_BRACED = re.compile(r"(?:[^\W_]|[ .,:;()/+=*]|-(?!-)|\{(?:[^\W_]|[ .,:;()/+=*]|-(?!-))*\})*")
_WITHOUT_BRACES = str.maketrans("", "", "{}")
# Signs that people leave as they are, and that LaTeX would take for a comment or a table.
_RAW = re.compile(r"(?<!\\)([%&#])")
# A dollar sign before an amount of money begins no formula: `$5 and $10`.
_MONEY = re.compile(r"(?<!\\)\$(?=\d[\d.,]*(?:\s|[.,;)]|$)(?![^$]*[\\^_=<>][^$]*\$))")
_FORMULA = re.compile(r"(?<!\\)\$[^$]*\$")
_INDEX = re.compile(r"(?<!\\)_")
_SUPERSCRIPT = re.compile(r"\\textsuperscript(?=\s*\{)")
_NO_POWER = re.compile(r"(?<!\d)\^|\^(?!\s*[-−–+]?\d)")
# What reference managers write and pylatexenc does not know.
_MORE = {
    "copyright": "©",
    "textcopyright": "©",
    "textasciicircum": "^",
    "textbackslash": "\\",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textgreater": ">",
    "textless": "<",
    "textquotesingle": "'",
}


def latex_text(latex: str) -> str:
    """The text of LaTeX: letters with their accents, formulas on one line, powers as `10^6`."""
    if not _SPEAKING.search(latex):
        return latex
    if _BRACED.fullmatch(latex):
        return latex.translate(_WITHOUT_BRACES)
    marked = _SUPERSCRIPT.sub("^", _MONEY.sub(r"\\$", _RAW.sub(r"\\\1", latex)))
    marked = _FORMULA.sub(lambda formula: _INDEX.sub("", formula[0]), marked)
    return _NO_POWER.sub("", _converter().latex_to_text(marked))


@cache
def _converter() -> LatexNodes2Text:
    known = get_default_latex_context_db()
    macros = [MacroTextSpec(macro, text) for macro, text in _MORE.items()]
    known.add_context_category("reference managers", macros=macros, prepend=True)
    return LatexNodes2Text(latex_context=known, math_mode="text")
