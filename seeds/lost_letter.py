"""Lost letters: U+FFFD, which programs leave where they could not read what stood there.

A number whose minus sign or whose unit is lost must not be quoted, so no sentence with U+FFFD is
evidence, whatever the format; in what is only shown it is a question mark.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from seeds.document import Document, Section
from seeds.identifier import text_id
from seeds.identity import telling_text
from seeds.sentence import sentence_spans

LOST = (
    "holds U+FFFD where letters were lost before: it is in, but for the sentences with it;"
    " get the file once more to have them"
)
ALL_LOST = (
    "has no title, and U+FFFD in every sentence, where letters were lost before:"
    " get the file once more"
)

_LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class _Gap:
    """Sentences that are left out with the white space around them, and what joins the others."""

    start: int
    end: int
    joint: str


def without_lost_letters(document: Document) -> Document:
    """The document without the sentences that hold U+FFFD; itself where nothing of it was lost.

    Sections keep what is left of them. An id made from the text is made from what is left.
    """
    printed = (document.title, document.journal, document.journal_description)
    names = (*document.titles.values(), *document.authors, document.conflict_statement)
    labels = (section.label for section in document.sections)
    if not any(text and _LOST in text for text in (document.text, *printed, *names, *labels)):
        return document
    text, sections = _kept(document.text, document.sections)
    kept = replace(
        document,
        text=text,
        sections=sections,
        title=_shown(document.title),
        titles={code: one.replace(_LOST, "?") for code, one in document.titles.items()},
        authors=tuple(author.replace(_LOST, "?") for author in document.authors),
        journal=_shown(document.journal),
        journal_description=_shown(document.journal_description),
        conflict_statement=_shown(document.conflict_statement),
    )
    is_made = document.id == text_id(document.kind, telling_text(document))
    return replace(kept, id=text_id(kept.kind, telling_text(kept))) if is_made else kept


def _shown(text: str | None) -> str | None:
    return text.replace(_LOST, "?") if text else text


def _kept(text: str, sections: Sequence[Section]) -> tuple[str, tuple[Section, ...]]:
    gaps = list(_gaps(text)) if _LOST in text else []
    parts, at = [], 0
    for gap in gaps:
        parts += [text[at : gap.start], gap.joint]
        at = gap.end
    moved = (
        Section(
            one.label.replace(_LOST, "?"),
            _moved(one.start, gaps, after=True),
            _moved(one.end, gaps),
        )
        for one in sections
    )
    return "".join([*parts, text[at:]]), tuple(one for one in moved if one.start < one.end)


def _gaps(text: str) -> Iterator[_Gap]:
    """The gaps that lost sentences leave; those that follow each other leave one."""
    run: tuple[int, int] | None = None
    for start, end in (*sentence_spans(text), (len(text), len(text))):
        if _LOST in text[start:end]:
            run = (run[0] if run else start, end)
        elif run:
            yield _gap(text, *run)
            run = None


def _gap(text: str, start: int, end: int) -> _Gap:
    begin, stop = start, end
    while begin and text[begin - 1].isspace():
        begin -= 1
    while stop < len(text) and text[stop].isspace():
        stop += 1
    is_spaced = (begin, stop) != (start, end)  # Chinese is not
    is_inside = begin > 0 and stop < len(text)
    space = "\n" if "\n" in text[begin:stop] else " "
    return _Gap(begin, stop, space if is_spaced and is_inside else "")


def _moved(position: int, gaps: Sequence[_Gap], after: bool = False) -> int:
    """Where a position comes to stand; one within a gap stands before, or after what joins it."""
    by = 0
    for gap in gaps:
        if position >= gap.end and not (position == gap.end and not after):
            by += len(gap.joint) - (gap.end - gap.start)
        elif position > gap.start or (after and position == gap.start):
            return gap.start + by + (len(gap.joint) if after else 0)
        else:
            break
    return position + by
