"""Terms: what the words of a text are in the lexical index.

Words are lower case, folded to ASCII and stemmed as English; scripts written without spaces give
pairs of neighbouring characters.
"""

from functools import cache

import regex
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

LONGEST_TERM = 40
_COMPOUND = regex.compile(
    r"(?=[\p{L}\p{N}‐‑–/-]*\p{N})[\p{L}\p{N}]+(?:[‐‑–/-][\p{L}\p{N}]+)+", regex.IGNORECASE
)
_JOINT = regex.compile(r"[‐‑–/-]")
_GREEK_NAMES = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau
upsilon phi chi psi omega
"""
_GREEK = str.maketrans(dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_NAMES.split(), strict=True)))
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]+")


@cache
def word_analyzer() -> TextAnalyzer:
    """The analyzer of words, the same for what is indexed and what is asked."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(LONGEST_TERM))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stemmer("english"))
        .build()
    )


def words_of(text: str) -> list[str]:
    """Stemmed words of the text, in order, with repetitions; unspaced scripts are left out."""
    # The sign for micro and the Greek letter look alike and are typed for each other.
    return word_analyzer().analyze(_UNSPACED.sub(" ", text).replace("µ", "μ"))


def compounds_of(text: str) -> list[str]:
    """Words of several parts and a digit written as one: `IL-6` is `il6`, `TGF-β1` `tgfbeta1`."""
    found = _COMPOUND.findall(text.lower().translate(_GREEK))
    return word_analyzer().analyze(" ".join(_JOINT.sub("", compound) for compound in found))


def pairs_of(text: str) -> list[str]:
    """Pairs of neighbouring characters of each unspaced run; a run of one gives itself."""
    pairs: list[str] = []
    for run in _UNSPACED.findall(text):
        pairs += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return pairs


def terms_of(text: str) -> list[str]:
    """Words and pairs of the text."""
    return words_of(text) + pairs_of(text)
