"""Funding and conflicts of interest: the sentences that state them."""

import re
from collections.abc import Sequence

from seeds.document import Document
from seeds.origin import Span, Stated
from seeds.statement import Statement

_LABEL = re.compile(
    r"\b(?:funding|sponsors?|financial (?:support|disclosures?)|(?:conflicts?|competing"
    r"|declarations?)"
    r" (?:of )?interests?|disclosures?)\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:(?:study|trial|work|research|project|review|survey) (?:was|is|has been) (?:\w+ )?"
    r"(?:funded|sponsored|financed|supported) by"
    r"|(?:funded|sponsored|financed|supported (?:financially|by (?:a|the) grants?)) by"
    r"|supported (?:in part )?by (?:(?:a|an|the) )?(?:\w+ ){0,6}(?:grants?|fund\w*|foundation"
    r"|institutes?)"
    r"|(?:no|any|potential|competing|conflicts? of) (?:\w+ )?(?:conflicts? of )?interests?"
    r"|conflicts? of interest|nothing to disclose"
    r"|(?:received|receives|has received|have received) (?:\w+ ){0,4}"
    r"(?:honorari\w+|consult\w+ fees|speaker\w*|funding from))\b",
    re.IGNORECASE,
)


def funding_of(document: Document, told: Sequence[Statement]) -> Stated[str] | None:
    """What a text says of its money and of its authors' interests, in its own words.

    A section under such a label whole, else the first sentence that states one.
    """
    for section in document.sections:
        if _LABEL.search(section.label) and section.start < section.end:
            return _quoted(document, section.start, section.end)
    for statement in told:
        if _LABEL.search(statement.label) or _STATED.search(statement.text):
            return _quoted(document, statement.start, statement.start + len(statement.text))
    return None


def _quoted(document: Document, start: int, end: int) -> Stated[str]:
    return Stated(document.text[start:end], Span(start, end))
