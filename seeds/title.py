"""Titles of works, as catalogues print them."""

import re
from collections.abc import Iterable

from seeds.language import language_code, language_of

_TRANSLATED = re.compile(r"\[(?P<title>.*)\]\.?(?:\s*\((?:author's transl|proceedings)\)\.?)?")
_NO_TITLE = re.compile(r"\[?(?:not available|no title)[\].]*", re.IGNORECASE)


def catalogue_title(printed: str) -> str | None:
    """A title without the catalogue's own full stop, and brackets that mark a translation.

    None where it says that there is none.
    """
    if not printed or _NO_TITLE.fullmatch(printed):
        return None
    translated = _TRANSLATED.fullmatch(printed)
    if translated and _is_one_bracket(translated["title"]):
        printed = translated["title"]
    # The full stop of `U.S.` or `et al.` is the word's own.
    ends = printed.endswith(".") and not printed.endswith("..")
    own = re.search(r"(?:\b[A-Za-z]\.[A-Za-z]|\bet al|\b(?:Inc|Ltd|Jr|Sr|vs))\.$", printed)
    return printed[:-1] if ends and not own else printed


def catalogue_titles(
    printed: str, vernacular: str, languages: Iterable[str]
) -> tuple[str | None, dict[str, str]]:
    """The title, and that in the work's own language by its code; languages as MEDLINE has them."""
    title, own = catalogue_title(printed), catalogue_title(vernacular)
    if not title or not own:
        return title or own, {}
    codes = filter(None, map(language_code, languages))
    language = next((code for code in codes if code != "en"), None) or language_of(own)
    return title, {language: own} if language else {}


def _is_one_bracket(inside: str) -> bool:
    """Whether brackets inside a pair of brackets match, so that the pair is one."""
    depth = 0
    for mark in re.findall(r"[\[\]]", inside):
        depth += 1 if mark == "[" else -1
        if depth < 0:
            return False
    return True
