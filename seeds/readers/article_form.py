"""The form of article pages: records in JSON, each between plain lines that belong to it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seeds.author import are_names
from seeds.json_object import BrokenJsonError, Fields, json_object
from seeds.page import Page, Rejection, lines_place
from seeds.web_page import is_html

_KEYS = frozenset(
    (
        "AbstractTextCN",
        "DOIUrl",
        "ListUrlMain",
        "PeriodicalId",
        "PeriodicalName",
        "TitleCN",
        "resultStr",
    )
)
_KEY = re.compile(rf'"({"|".join(sorted(_KEYS))})"\s*:')
_TELLING = 2  # so many of these keys tell a record from other JSON
_OBJECT = re.compile(r"^[ \t]*(?=\{)", re.MULTILINE)

Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Article:
    """A record with the number of its line, and the numbered plain lines before and after it."""

    fields: Fields
    line: int
    before: Sequence[Line]
    after: Sequence[Line]

    @property
    def place(self) -> str:
        """The lines of the page that the article takes up."""
        numbers = [self.line, *(number for number, _ in (*self.before, *self.after))]
        return lines_place(min(numbers), max(numbers))


@dataclass(frozen=True, slots=True)
class _Found:
    """A record, or its fault, and where it stands in the page's text."""

    start: int
    end: int
    fields: Fields | BrokenJsonError


def is_record(fields: Fields) -> bool:
    """Whether an object has the keys of such a record."""
    return len(_KEYS & fields.keys()) >= _TELLING


def has_record(text: str) -> bool:
    """Whether a line of a text begins a JSON object with such keys; HTML is taken apart first."""
    return not is_html(text) and any(True for _ in _records(text))


def articles(page: Page) -> Iterator[Article | Rejection]:
    """The articles of a page in their order, and its records that are broken."""
    found = list(_records(page.text))
    line_ends = [end.start() for end in re.finditer("\n", page.text)]
    before = _lines(page.text[: found[0].start], 1) if found else []
    for record, following in zip(found, [*found[1:], None], strict=True):
        rest = page.text[record.end : following.start if following else None]
        after = _lines(rest, bisect_left(line_ends, record.end) + 1)
        # Where pages follow each other, only a line of authors is surely the next record's own.
        own = len(after) - 1 if following and after and are_names(after[-1][1]) else len(after)
        if isinstance(record.fields, BrokenJsonError):
            yield _rejection(page, record.fields)
        else:
            line = bisect_left(line_ends, record.start) + 1
            yield Article(record.fields, line, before, after[:own])
        before = after[own:]


def _records(text: str) -> Iterator[_Found]:
    if len(set(_KEY.findall(text))) < _TELLING:
        return
    end = 0
    for begin in _OBJECT.finditer(text):
        start = begin.end()
        if start < end:
            continue
        try:
            fields, end = json_object(text, start)
        except BrokenJsonError as error:
            line_end = text.find("\n", start)
            end = line_end if line_end >= 0 else len(text)
            if len(set(_KEY.findall(text, start, end))) >= _TELLING:
                yield _Found(start, end, error)
        else:
            if is_record(fields):
                yield _Found(start, end, fields)


def _lines(text: str, first: int) -> list[Line]:
    lines = enumerate(map(str.strip, text.split("\n")), first)
    return [(number, line) for number, line in lines if line]


def _rejection(page: Page, fault: BrokenJsonError) -> Rejection:
    return page.rejection(
        f"line {fault.line}, column {fault.column}",
        f"the article's record is broken JSON ({fault.fault}), and without it nothing tells the "
        "parts of the page apart: fetch the page again",
    )
