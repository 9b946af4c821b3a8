"""Digest pages: a TLDR, a summary of one work, and a sentence on each of the works it relates to.

    TLDR A woman regrew her hair after receiving injections.
    This case report details …
    13 citations,
    December 2021 in “Journal of Cellular and Molecular Medicine” Exosome-enriched vesicles …
    July 2024 in “Clinical Cosmetic and Investigational Dermatology” Exosomes can …

The TLDR is the summary's title. What follows a journal, up to the next work, is its snippet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from seeds.date import iso_date
from seeds.document import Document, document_id
from seeds.language import language_of
from seeds.markup import markup_text
from seeds.page import Page, Rejection, lines_place
from seeds.web_page import is_html

name = "digest"
form = "digest pages (a TLDR, a summary, then works as `N citations, Month Year in “Journal” Text`)"

_TLDR = re.compile(r"TL;?DR\b\s*[:：–—-]?\s*")
# Pages print this object's name where an icon stood.
_COUNT = (
    r"(?:\[object Object\]\s*)?(?P<count>[0-9]{1,3}(?:[,.\s][0-9]{3}){1,2}|[0-9]{1,9})\s+citations?"
)
_DATE = r"(?P<date>(?:\S{1,20}\s+){0,2}\S{0,20}[0-9]\S{0,20})\s+"
_COUNT_ALONE = re.compile(rf"{_COUNT}\s*,?$")
_WORK = re.compile(rf"(?:{_COUNT}\s*,?\s*)?(?:{_DATE})?in\s+(?=[“\"])")
_DATE_IN = re.compile(rf"{_DATE}in\s")
_STRAY_WORK = re.compile(r"[0-9]\s+citations?,$|[A-Z][a-z]+\s+[0-9]{4}\s+in\s+[“\"]")
_LONGEST_JOURNAL = 300
_REMEDY = "write `N citations, Month Year in “Journal” Text`, each work on lines of its own"

Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the page: the summary with its TLDR, or one work."""

    is_work: bool
    lines: list[Line]

    @property
    def place(self) -> str:
        """The lines of the page that it takes up."""
        return lines_place(self.lines[0][0], self.lines[-1][0])

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(line for _, line in self.lines)


def recognises(text: str) -> bool:
    """Whether the page begins with a TLDR, or has a TLDR and works, or works enough.

    One line of a work without a count may stand in any text; two or a count may not. HTML is taken
    apart first.
    """
    if is_html(text):
        return False
    parts = _parts(text)
    works = [found for part in parts if part.is_work and (found := _WORK.match(part.text))]
    tldrs = [number for part in parts for number, line in part.lines if _TLDR.match(line)]
    begins = bool(tldrs) and tldrs[0] == parts[0].lines[0][0] and len(parts[0].lines) > 1
    return begins or bool(works and tldrs) or len(works) > 1 or any(work["count"] for work in works)


def read(page: Page) -> Iterator[Document | Rejection]:
    """The summary, and a snippet for each work."""
    for part in _parts(page.text):
        if part.is_work:
            yield _snippet(page, part)
        else:
            yield from _summary(page, part)


def _parts(text: str) -> list[_Part]:
    parts: list[_Part] = []
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if line:
            if not parts or _begins_part(line, parts[-1]):
                parts.append(_Part(is_work=_begins_work(line), lines=[]))
            parts[-1].lines.append((number, line))
    return parts


def _begins_part(line: str, last: _Part) -> bool:
    if _TLDR.match(line):
        return last.is_work or any(_TLDR.match(earlier) for _, earlier in last.lines)
    follows_count = len(last.lines) == 1 and _COUNT_ALONE.fullmatch(last.lines[0][1])
    return _begins_work(line) and not (follows_count and not _COUNT_ALONE.fullmatch(line))


def _begins_work(line: str) -> bool:
    """Whether a work begins with this line, well-formed or not."""
    dated = _DATE_IN.match(line)
    has_month = dated and len(iso_date(dated["date"]) or "") > len("2024")
    return bool(_COUNT_ALONE.fullmatch(line) or _WORK.match(line) or has_month)


def _summary(page: Page, part: _Part) -> Iterator[Document | Rejection]:
    """The summary, or nothing where there is a TLDR alone."""
    lines = [line for _, line in part.lines]
    tldr = next((at for at, line in enumerate(lines) if _TLDR.match(line)), None)
    title = ""
    if tldr is not None:
        title = _TLDR.sub("", lines.pop(tldr), count=1)
        if not title and lines[tldr:]:  # the mark stood on a line of its own
            title = lines.pop(tldr)
    text = "\n".join(filter(None, map(markup_text, lines)))
    if _STRAY_WORK.search(text):
        yield page.rejection(part.place, f"a work begins within the summary: {_REMEDY}")
    elif text:
        yield Document(
            id=document_id("summary", text),
            kind="summary",
            text=text,
            title=markup_text(title) or None,
            language=language_of(text),
            sources=(page.source(name, part.place),),
        )


def _snippet(page: Page, part: _Part) -> Document | Rejection:
    head = _WORK.match(part.text)
    if head is None:
        return page.rejection(part.place, f"is not a work of this form: {_REMEDY}")
    published = iso_date(head["date"] or "")
    quoted = part.text[head.end() :]
    closing = _closing_quote(quoted)
    journal, text = markup_text(quoted[1:closing]), markup_text(quoted[closing + 1 :])
    if head["date"] and not published:
        return page.rejection(part.place, f"“{head['date']}” is not a date: {_REMEDY}")
    if not closing or not journal:
        return page.rejection(part.place, f"the journal is not in quotation marks: {_REMEDY}")
    if not text:
        return page.rejection(part.place, f"nothing follows the journal: {_REMEDY}")
    if _STRAY_WORK.search(text):
        return page.rejection(part.place, f"another work begins within this one: {_REMEDY}")
    return Document(
        id=document_id("snippet", text),
        kind="snippet",
        text=text,
        journal=journal,
        published=published,
        language=language_of(text),
        citation_count=_number(head["count"]),
        sources=(page.source(name, part.place),),
    )


def _closing_quote(text: str) -> int:
    """Where the quotation that begins the text ends, past others inside it; 0 if it does not."""
    depth = 0
    for at, mark in enumerate(text[:_LONGEST_JOURNAL]):
        if mark == "“" or (mark == '"' and (at == 0 or text[at - 1] in " (“")):
            depth += 1
        elif mark in '”"':
            depth -= 1
            if depth == 0:
                return at
    return 0


def _number(printed: str | None) -> int | None:
    return int(re.sub(r"\D", "", printed)) if printed else None
