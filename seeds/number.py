"""Numbers: counts as texts write them, in digits or in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = ("hundred", "thousand", "million")
_LARGE = {"thousand": 1_000, "million": 1_000_000}

_WORD = "|".join(sorted((*_SMALL, *_TENS, "fourty"), key=len, reverse=True))
_SCALE = "hundreds?|thousands?|millions?"
_AFTER_SCALE = "(?:(?<=hundred)|(?<=thousand)|(?<=million))"
_SPACE = "[ \u00a0\u2009\u202f]"
_DIGITS = rf"[1-9][0-9]{{0,2}}(?:(?:,|{_SPACE})[0-9]{{3}})+(?![0-9,]*[0-9])|[0-9]+"
# A digit that belongs to a name (IL-6, p53), a decimal or a range is no count.
_NUMBER = re.compile(
    rf"(?P<digits>(?<![\w.·,/^±-])(?:{_DIGITS})(?![0-9]|[.·,/][0-9]|[-–][0-9]|\s?(?:[%‰°]|per\s?cent\b)))"
    r"|(?<![\w-])(?P<words>(?i:"
    rf"(?:(?:{_WORD}|an?(?=\s(?:{_SCALE})\b))\b)"
    rf"(?:(?:[\s-]+(?:{_WORD}|{_SCALE})\b)|{_AFTER_SCALE}\s+and\s+(?:{_WORD})\b)*"
    r"))(?![\w-]*\s?(?:%|per\s?cent))"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number as it stands in a text, `text[start:end]`."""

    value: int
    start: int
    end: int


def numbers(text: str) -> Iterator[Number]:
    """The whole numbers of a text in order; decimals, percentages and ranges are none.

    Thousands may be set apart by commas or spaces (`1,204`, `18 221`); words may be joined
    (`thirty-six`, `one hundred and five`).
    """
    for match in _NUMBER.finditer(text):
        digits = match["digits"]
        value = int(re.sub(r"\D", "", digits)) if digits else _spelt(match["words"])
        if value is not None:
            yield Number(value, match.start(), match.end())


def _spelt(words: str) -> int | None:
    """The value of number words, or None where they are no single number (`two three`)."""
    total, part, last = 0, 0, 0
    for word in re.split(r"[\s-]+", words.lower().replace("fourty", "forty")):
        word = word.removesuffix("s") if word.rstrip("s") in _SCALES else word
        if word in ("a", "an"):
            part = 1
        elif word == "hundred":
            part *= 100
        elif word in _LARGE:
            total += part * _LARGE[word]
            part = 0
        elif word != "and":
            value = _SMALL.get(word) or _TENS.get(word, 0)
            if 0 < last < 100 and (last < 20 or value > 9):
                return None
            part, last = part + value, value
            continue
        last = 0
    return total + part
