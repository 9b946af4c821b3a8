"""The language that a text is written in."""

import re
from functools import cache

import regex
from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Languages of the biomedical literature. Latin is not among them, nor small languages that short
# English texts full of names are mistaken for.
_LANGUAGES = (
    "ar bg ca cs da de el en es et fa fi fr he hi hr hu hy is it ja ka ko lt lv mk nl no pl pt ro"
    " ru sk sl sr sv th tr uk vi zh"
)
# The codes of ISO 639-2 for these and a few more: those of MEDLINE, then the terminological ones.
_MEDLINE_CODES = (
    "afr:af alb:sq ara:ar arm:hy baq:eu bos:bs bul:bg cat:ca chi:zh cze:cs dan:da dut:nl eng:en"
    " est:et fin:fi fre:fr geo:ka ger:de glg:gl gre:el heb:he hin:hi hrv:hr hun:hu ice:is"
    " ind:id ita:it jpn:ja kor:ko lat:la lav:lv lit:lt mac:mk may:ms nor:no per:fa pol:pl"
    " por:pt rum:ro rus:ru scc:sr scr:hr slo:sk slv:sl spa:es srp:sr swe:sv tha:th tur:tr"
    " ukr:uk vie:vi wel:cy"
    " ces:cs cym:cy deu:de ell:el eus:eu fas:fa fra:fr hye:hy isl:is kat:ka mkd:mk msa:ms nld:nl"
    " nno:no nob:no ron:ro slk:sk sqi:sq zho:zh"
)
_ISO_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu"
    " cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi"
    " ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks"
    " ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl"
    " nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl"
    " sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve"
    " vi vo wa wo xh yi yo za zh zu"
)
_BY_MEDLINE = {pair[:3]: pair[4:] for pair in _MEDLINE_CODES.split()}
_KNOWN = frozenset(_ISO_CODES.split())
_ENOUGH = 1_000
_LEAST_PROBABILITY = 0.5
# Names of genes and species make English improbable, and English is by far the most frequent.
_LEAST_PROBABILITY_OF_ENGLISH = 0.2
# Those of English that few other languages have; a fifth of most abstracts, and of none in another.
_SMALL_WORDS = frozenset(
    ("and", "by", "from", "is", "of", "that", "the", "this", "to", "was", "were", "which", "with")
)
_SMALL_SHARE = 0.15
_SMALL_KINDS = 4
_FEW_WORDS = 30
_LETTER = regex.compile(r"\p{L}")
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_KANA_OR_HAN = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Han}]")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, or None where it can't be told.

    A text is judged by its first 1,000 characters. Chinese and Japanese are told by their
    characters, each of which counts as two letters beside names in Latin script.
    """
    text = text[:_ENOUGH]
    if _is_plain_english(text):
        return "en"
    if not _LETTER.search(text):
        return None
    if not text.isascii() and (characters := len(_KANA_OR_HAN.findall(text))):
        letters = len(_LETTER.findall(text))
        if 2 * characters > letters - characters:
            return "ja" if _KANA.search(text) else "zh"
    language, probability = _identifier().classify(text)
    least = _LEAST_PROBABILITY_OF_ENGLISH if language == "en" else _LEAST_PROBABILITY
    return language if probability >= least else None


def _is_plain_english(text: str) -> bool:
    """Whether so many small words are English that the slow way, by all letters, tells no more."""
    words = text.lower().split()
    found = [word for word in words if word in _SMALL_WORDS]
    return (
        len(words) >= _FEW_WORDS
        and len(found) >= _SMALL_SHARE * len(words)
        and len(set(found)) >= _SMALL_KINDS
    )


def language_code(code: str) -> str | None:
    """The ISO 639-1 code of a language that is given by a code of MEDLINE or by a tag (`pt-BR`)."""
    code = code.strip().lower()
    main = re.split("[-_]", code)[0]
    return _BY_MEDLINE.get(code) or (main if main in _KNOWN else None)


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES.split())
    return identifier
