"""Trial registrations: the ids under which studies are entered in public registers."""

import re
from collections.abc import Iterator

from seeds.origin import Field, Span, Stated

_ID = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"NCT ?[0-9]{8}"
    r"|ISRCTN ?[0-9]{8}"
    r"|ACTRN ?[0-9]{14}"
    r"|ChiCTR[- ]?(?:[A-Z]{2,6}-?)?[0-9]{8,10}"
    r"|CTRI/[0-9]{4}/[0-9]{2,3}/[0-9]{6}"
    r"|DRKS ?[0-9]{8}"
    r"|EUCTR ?[0-9]{4}-[0-9]{6}-[0-9]{2}"
    r"|(?<=EudraCT )[0-9]{4}-[0-9]{6}-[0-9]{2}|(?<=EudraCT: )[0-9]{4}-[0-9]{6}-[0-9]{2}"
    r"|IRCT ?[0-9]{8,20}N[0-9]{1,3}"
    r"|(?:JPRN-)?UMIN ?[0-9]{9}|jRCTs? ?[0-9]{9,10}|JapicCTI-?[0-9]{6}"
    r"|KCT ?[0-9]{7}"
    r"|NTR ?[0-9]{3,5}|NL[0-9]{4,5}(?=[ ).,;]|$)"
    r"|PACTR ?[0-9]{15,16}"
    r"|RBR-[0-9a-z]{6,8}"
    r"|SLCTR/[0-9]{4}/[0-9]{3}"
    r"|TCTR ?[0-9]{11}"
    r"|CRD ?[0-9]{11}"
    r")(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def trial_ids_of(title: str | None, text: str) -> tuple[Stated[str], ...]:
    """The registrations that title and text name, each once, without spaces within them."""
    found: dict[str, Stated[str]] = {}
    for stated in (*_in_text(text), *_in_title(title or "")):
        found.setdefault(stated.value.lower(), stated)
    return tuple(found.values())


def _in_text(text: str) -> Iterator[Stated[str]]:
    for match in _ID.finditer(text):
        yield Stated(_normal(match[0]), Span(match.start(), match.end()))


def _in_title(title: str) -> Iterator[Stated[str]]:
    for match in _ID.finditer(title):
        yield Stated(_normal(match[0]), Field("title"))


def _normal(found: str) -> str:
    bare = found.replace(" ", "")
    return bare.upper() if bare[:3].upper() in ("NCT", "ISR", "ACT", "DRK", "CRD") else bare
