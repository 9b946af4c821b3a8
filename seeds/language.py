"""The language that a text is written in."""

from functools import cache

import regex
from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Languages of the biomedical literature. Latin is not among them, nor small languages that short
# English texts full of names are mistaken for.
_LANGUAGES = (
    "ar bg ca cs da de el en es et fa fi fr he hi hr hu hy is it ja ka ko lt lv mk nl no pl pt ro"
    " ru sk sl sr sv th tr uk vi zh"
)
# Their codes in ISO 639-2, which databases use.
_THREE_LETTERS = {
    three: two
    for two, codes in {
        "ar": "ara",
        "bg": "bul",
        "ca": "cat",
        "cs": "cze ces",
        "da": "dan",
        "de": "ger deu",
        "el": "gre ell",
        "en": "eng",
        "es": "spa",
        "et": "est",
        "fa": "per fas",
        "fi": "fin",
        "fr": "fre fra",
        "he": "heb",
        "hi": "hin",
        "hr": "hrv",
        "hu": "hun",
        "hy": "arm hye",
        "is": "ice isl",
        "it": "ita",
        "ja": "jpn",
        "ka": "geo kat",
        "ko": "kor",
        "lt": "lit",
        "lv": "lav",
        "mk": "mac mkd",
        "nl": "dut nld",
        "no": "nor nob nno",
        "pl": "pol",
        "pt": "por",
        "ro": "rum ron",
        "ru": "rus",
        "sk": "slo slk",
        "sl": "slv",
        "sr": "srp",
        "sv": "swe",
        "th": "tha",
        "tr": "tur",
        "uk": "ukr",
        "vi": "vie",
        "zh": "chi zho",
    }.items()
    for three in codes.split()
}
_SUBTAG = regex.compile("[-_]")
_ENOUGH = 1_000
_LEAST_PROBABILITY = 0.5
# Names of genes and species make English improbable, and English is by far the most frequent.
_LEAST_PROBABILITY_OF_ENGLISH = 0.2
_LETTER = regex.compile(r"\p{L}")
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_KANA_OR_HAN = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Han}]")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, or None where it can't be told.

    A text is judged by its first 1,000 characters. Chinese and Japanese are told by their
    characters, each of which counts as two letters beside names in Latin script.
    """
    text = text[:_ENOUGH]
    letters = len(_LETTER.findall(text))
    characters = len(_KANA_OR_HAN.findall(text))
    if 2 * characters > letters - characters:
        return "ja" if _KANA.search(text) else "zh"
    if not letters:
        return None
    language, probability = _identifier().classify(text)
    least = _LEAST_PROBABILITY_OF_ENGLISH if language == "en" else _LEAST_PROBABILITY
    return language if probability >= least else None


def language_code(printed: str) -> str | None:
    """The ISO 639-1 code of a language as sources write it (`eng`, `en-GB`, `EN`), or None."""
    code = _SUBTAG.split(printed.strip().lower(), maxsplit=1)[0]
    code = _THREE_LETTERS.get(code, code)
    return code if code in _LANGUAGES.split() else None


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES.split())
    return identifier
