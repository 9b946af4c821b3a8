"""Population and comparator: who was studied, and what they were compared with."""

import re
from collections.abc import Iterable, Sequence

from seeds.beings import ANIMAL_WORD, PEOPLE_WORD
from seeds.document import Document
from seeds.number import numbers
from seeds.origin import Origin, Span, Stated
from seeds.statement import Statement

# A description ends where its sentence goes on to tell what was done.
_END = (
    r"(?=[.;:?!](?:\s|$)|, (?!(?:aged|with|who|undergoing|treated)\b)| [–—] |\s\((?![A-Z]{2,8}s?\))"
    r"|\s(?:was|were|are|is|had|has|have|underwent|participated|completed|received|took part|met"
    r"|responded|showed|using|in (?:this|the|our|a) (?:\w+ )?(?:study|trial|analysis)|and (?:we"
    r"|were|was)"
    r"|between|from (?:19|20|[A-Z][a-z]+ (?:19|20))|during|over)\b|$)"
)
_DESCRIPTION = re.compile(rf"[ -]*(?P<words>.{{3,160}}?){_END}")
_DESCRIBED = re.compile(
    rf"\b(?P<words>(?:(?:[\w-]+ ){{0,3}}(?:{PEOPLE_WORD}|{ANIMAL_WORD}))"
    rf" (?:with|undergoing|aged|treated|admitted|receiving|suffering|attending|who|living"
    rf"|presenting)"
    rf"\b.{{3,120}}?){_END}",
    re.IGNORECASE,
)
_PERSON = "wom[ae]n|m[ae]n|boy|girl|infant|patient|child|newborn|neonate|male|female"
_ONE = re.compile(
    r"\b(?P<words>(?:[0-9]{1,3}|\w+)[- ](?:year|month|week|day)s?[- ]old (?:[\w-]+ ){0,5}?"
    rf"(?:{_PERSON})\b.{{0,120}}?){_END}",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\b(?:[0-9]{1,3}|\w+)[- ](?:year|month|week|day)s?[- ]old (?:[\w-]+ ){0,5}?"
    rf"(?P<person>{_PERSON})\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"\b(?:a|an|one|the|our|this) (?:[\w-]+ ){{0,4}}?(?P<person>{_PERSON}|case)\b", re.IGNORECASE
)
_LEADING = re.compile(
    r"(?:(?:of|in|among|for|from|to|and|or|the|all|these|those|that|by|with) )+", re.IGNORECASE
)
_KNOWN = re.compile(
    r"\b(?P<words>(?:matching |matched |oral |inactive |saline )?placebo(?: [a-z]+s\b)?"
    r"|sham[- ](?:[\w-]+)(?: (?:stimulation|surgery|procedure|treatment|acupuncture))?"
    r"|(?:usual|standard|routine|conventional)(?: medical| clinical)? (?:care|treatment|therapy)"
    r"|no (?:treatment|intervention|prophylaxis)|wait(?:ing)?[- ]list(?: controls?)?"
    r"|(?:healthy|normal|matched|(?:age|sex"
    r"|gender)-(?:and [\w-]+ )?matched)(?: [\w-]+){0,3} (?:controls?|volunteers|subjects"
    r"|individuals))",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?)\s(?:that of |those of "
    r"|those |the )?"
    r"(?P<words>(?!(?:baseline|p|a p)\b)[A-Za-z][\w-]*(?: (?!(?:in|for|on|among|after|during|by"
    r"|was|were|and|at"
    r"|as|using|with respect|regarding|who|to|of the|between|had|have|is|are)\b)[\w-]+){0,7})",
    re.IGNORECASE,
)


def population_of(
    document: Document, told: Sequence[Statement], counted: Origin | None
) -> Stated[str] | None:
    """Whom a study was about, in its own words: those counted, else the first described."""
    if isinstance(counted, Span) and (found := _counted(document.text, told, counted)):
        return found
    done = [statement for statement in told if statement.part != "background"]
    return _first(document, done, _ONE) or _first(document, done, _DESCRIBED)


def one_person(told: Sequence[Statement]) -> Span | None:
    """Where the one person of a case report is introduced: `a 36-year-old woman`, `one patient`."""
    for pattern in (_AGED, _SINGLE):
        for statement in told:
            if match := pattern.search(statement.text):
                return Span(statement.start + match.start(), statement.start + match.end("person"))
    return None


def comparator_of(document: Document, told: Sequence[Statement]) -> Stated[str] | None:
    """What the treatment or the group of interest was compared with, in the text's own words."""
    planned = [s for s in told if s.part in ("aim", "method")]
    return _first(document, planned, _KNOWN) or _first(document, planned, _AGAINST)


def _counted(text: str, told: Sequence[Statement], counted: Span) -> Stated[str] | None:
    """The description that follows the number of those counted: `patients with asthma`."""
    statement = next(s for s in told if s.start <= counted.start < s.start + len(s.text))
    within = statement.text[counted.start - statement.start :]
    number = next(iter(numbers(within)), None)
    if number is None or number.start > 0 or "\n" in text[counted.start : counted.end]:
        return None
    if sum(1 for _ in numbers(text[counted.start : counted.end])) > 1:
        return None
    match = _DESCRIPTION.match(within, number.end)
    if not match or not match["words"].strip():
        return None
    start = counted.start + match.start("words")
    words = text[start : start + len(match["words"].rstrip())]
    return Stated(words, Span(start, start + len(words)))


def _first(
    document: Document, told: Iterable[Statement], pattern: re.Pattern[str]
) -> Stated[str] | None:
    for statement in told:
        if match := pattern.search(statement.text):
            begin = match.start("words")
            if lead := _LEADING.match(match["words"]):
                begin += lead.end()
            start = statement.start + begin
            words = document.text[start : statement.start + match.end("words")].rstrip()
            return Stated(words, Span(start, start + len(words)))
    return None
